"""Requests to Telegram that survive a bad line."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, NetworkError

MOST_ATTEMPTS = 5
FIRST_PAUSE = 0.5
"""Seconds; each further pause is twice as long, up to half as much again by chance."""

Sleep = Callable[[float], Awaitable[None]]
Result = TypeVar("Result")


async def persistently(
    request: Callable[[], Awaitable[Result]], sleep: Sleep = asyncio.sleep
) -> Result:
    """The answer to the request, made again while the network or Telegram itself fails it.

    A request may have been carried out although its answer did not arrive: made again, it is
    carried out twice. A message sent twice is better than one never seen. Raises what the last
    attempt did: NetworkError (also for the 5xx); anything else at once.
    """
    for attempt in range(MOST_ATTEMPTS - 1):
        try:
            return await request()
        except BadRequest:  # the library counts it among the network's errors
            raise
        except NetworkError:
            await sleep(FIRST_PAUSE * 2**attempt * random.uniform(1, 1.5))  # noqa: S311
    return await request()
