"""Waiting until something is so."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Changes:
    """Whoever changes something tells; whoever waits looks again."""

    def __init__(self) -> None:
        self._told = asyncio.Event()

    def tell(self) -> None:
        self._told.set()
        self._told = asyncio.Event()

    async def until(self, look: Callable[[], Found | None], within: float) -> Found | None:
        """What `look` finds; None if it finds nothing within these seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while (found := look()) is None and (left := end - loop.time()) > 0:
            # Not wait_for, which swallows a cancellation that comes together with a change.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._told.wait()
        return found
