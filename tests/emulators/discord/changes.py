"""Waiting until something is so, without polling."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """Whoever changes something tells; whoever waits looks again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def tell(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, look: Callable[[], T | None], within: float, what: str) -> T:
        """What look gives as soon as it gives something true.

        Raises AssertionError, with what was waited for, after that many seconds.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while not (found := look()):
            if not await self._changed(end - loop.time()):
                raise AssertionError(f"waited {within} s in vain: {what}")
        return found

    async def quiet(self, seconds: float, within: float) -> None:
        """Return once nothing has changed for that long; AssertionError if it never stops."""
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while await self._changed(seconds):
            if loop.time() > end:
                raise AssertionError(f"something happens all the time, for {within} s now")

    async def _changed(self, seconds: float) -> bool:
        """Whether something changed before the time was over."""
        if seconds <= 0:
            return False
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            async with asyncio.timeout(seconds):
                await future
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return True
