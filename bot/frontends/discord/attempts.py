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
            reason, pause = "told to wait", _wait_after(error, pause)
        except BROKEN_LINE as error:
            reason = type(error).__name__
        if attempt + 1 < MOST_ATTEMPTS:
            await sleep(pause)
    raise DeliveryFailed(reason)


async def once(request: Callable[[], Awaitable[Result]]) -> Result:
    """The answer to the request. What the library waits for and makes again by itself, it does.

    Raises discord.HTTPException for what Discord refuses or fails, discord.RateLimited where it
    asks for a long wait, and what is in BROKEN_LINE.
    """
    async with asyncio.timeout(LONGEST_REQUEST):
        return await request()


def _wait_after(error: discord.HTTPException, pause: float) -> float:
    return max(pause, min(asked_to_wait(error) or 0.0, LONGEST_WAIT))


def asked_to_wait(error: discord.HTTPException) -> float | None:
    """Seconds, if Discord has told."""
    try:
        return float(error.response.headers["Retry-After"])
    except (KeyError, ValueError):
        return None
