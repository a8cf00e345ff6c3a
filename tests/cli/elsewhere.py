"""A loopback service beside the program, which runs in this process and brings its own loop."""

import asyncio
from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager
from threading import Thread
from typing import Any


class ServerElsewhere:
    """Runs a server on a loop of its own, in a thread, until close()."""

    def __init__(self, server: AbstractAsyncContextManager[Any]) -> None:
        self._server = server
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever)
        self._thread.start()
        self.run(server.__aenter__())

    def run(self, doing: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(doing, self._loop).result(10)

    def close(self) -> None:
        self.run(_left(self._server))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _left(server: AbstractAsyncContextManager[Any]) -> None:
    await server.__aexit__(None, None, None)
