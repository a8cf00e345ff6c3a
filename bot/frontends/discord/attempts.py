"""Requests to Discord that survive a bad line."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

from bot.frontends.delivery_failed import DeliveryFailed

MOST_ATTEMPTS = 4
FIRST_PAUSE = 0.5
"""Seconds; each further pause is twice as long, up to half as much again by chance."""
LONGEST_REQUEST = 90.0
"""Seconds, with all that the library waits for in it."""
LONGEST_WAIT = 60.0
"""Seconds that Discord may ask to wait; for longer a delivery is not held up."""

Sleep = Callable[[float], Awaitable[None]]
Result = TypeVar("Result")
BROKEN_LINE = (aiohttp.ClientError, OSError, TimeoutError)


async def persistently(
    request: Callable[[], Awaitable[Result]], sleep: Sleep = asyncio.sleep
) -> Result:
    """The answer to the request, made again while the network or Discord itself fails it.

    The library waits by itself where Discord limits the rate of requests, except for those that
    answer interactions. Raises discord.HTTPException for what Discord refuses, and DeliveryFailed
    where the line or Discord stay broken.
    """
    for attempt in range(MOST_ATTEMPTS):
        pause = FIRST_PAUSE * 2**attempt * random.uniform(1, 1.5)  # noqa: S311
        try:
            async with asyncio.timeout(LONGEST_REQUEST):
                return await request()
        except discord.RateLimited as error:
            raise DeliveryFailed("told to wait") from error
        except discord.DiscordServerError as error:
            reason = f"status {error.status}"
        except discord.HTTPException as error:
            if error.status != 429:
                raise
            reason, pause = "told to wait", max(pause, _asked_to_wait(error))
        except BROKEN_LINE as error:
            reason = type(error).__name__
        if attempt + 1 < MOST_ATTEMPTS:
            await sleep(pause)
    raise DeliveryFailed(reason)


def _asked_to_wait(error: discord.HTTPException) -> float:
    try:
        return min(float(error.response.headers.get("Retry-After", "0")), LONGEST_WAIT)
    except ValueError:
        return 0.0
