"""What the clients of an OpenAI-compatible endpoint have in common. Importing this loads none."""

import asyncio
import logging
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Built = TypeVar("Built")


class Late(Generic[Built]):
    """A client that is built when it is first asked for, once, beside the event loop: it takes
    a second or two to load."""

    def __init__(self, build: Callable[[], Built]) -> None:
        self._build = build
        self._lock = Lock()
        self.built: Built | None = None
        """None until somebody has asked."""

    async def get(self) -> Built:
        """Raises whatever building raises; the next one who asks then builds anew."""
        built = self.built
        return await asyncio.to_thread(self._get) if built is None else built

    def _get(self) -> Built:
        with self._lock:
            if self.built is None:
                built = self._build()
                # At DEBUG it logs whole requests, which are what people wrote, said and showed.
                # Loading it reads a level from the environment: hence afterwards.
                logging.getLogger("openai").setLevel(logging.WARNING)
                self.built = built
            return self.built


def fault_of(error: Exception) -> str:
    """What went wrong, fit for a log: no key, no text of anybody's. As in "RateLimitError 429"."""
    return f"{type(error).__name__} {getattr(error, 'status_code', '')}".rstrip()
