"""A sign that people see while the bot works, such as "typing…"."""

import asyncio
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class Sign(ABC):
    """Shown while its body works, from `delay` seconds on: what is done by then shows nothing. It
    is renewed every `interval` seconds, before the platform takes it away."""

    def __init__(self, delay: float, interval: float) -> None:
        self._delay = delay
        self._interval = interval

    @abstractmethod
    async def show_once(self) -> bool:
        """Whether it is shown; where it can not be, it is not tried again. Raises nothing: that
        it can not be shown never matters."""

    async def __aenter__(self) -> Self:
        self._showing = asyncio.create_task(self._show())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._showing.cancel()
        await asyncio.gather(self._showing, return_exceptions=True)

    async def _show(self) -> None:
        await asyncio.sleep(self._delay)
        while True:
            if not await self.show_once():
                return
            await asyncio.sleep(self._interval)
