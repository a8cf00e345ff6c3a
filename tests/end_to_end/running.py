"""The program in this process, to be stopped and started again."""

import asyncio
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from bot.composition import Program, open_front_ends, open_program, open_service
from bot.settings import Settings


class Running:
    """Serves from __aenter__ to stop() or __aexit__."""

    program: Program

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opened = AsyncExitStack()
        self._stopping = asyncio.Event()
        self._serving: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self._stopping = asyncio.Event()
        self._opened = AsyncExitStack()
        self.program = await self._opened.enter_async_context(open_program(self.settings))
        front_ends = open_front_ends(self.settings, self.program)
        await self._opened.enter_async_context(
            open_service(self.settings, self.program, front_ends)
        )
        self._serving = [
            asyncio.create_task(front_end.run(self._stopping)) for front_end in front_ends
        ]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    async def stop(self) -> None:
        """As after SIGTERM. Raises what a front end ended with."""
        self._stopping.set()
        try:
            for serving in self._serving:
                await serving
        finally:
            self._serving = []
            await self._opened.aclose()

    async def restart(self) -> None:
        await self.stop()
        await self.__aenter__()

    async def kill(self) -> None:
        """As after SIGKILL, as far as a process can do that to itself: nothing is finished."""
        for serving in self._serving:
            serving.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        self._serving = []
        await self._opened.aclose()
