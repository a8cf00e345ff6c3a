"""The rate limit, in memory and in a real Redis."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.rate_limit import Admission, RateLimiter
from bot.counters import Counters
from tests.redis_server import RedisServer, redis_in

ADMITTED, TOLD, SILENT = Admission.ADMITTED, Admission.TOLD, Admission.SILENT


@pytest.fixture
async def redis_server(tmp_path: Path) -> AsyncIterator[RedisServer]:
    async with redis_in(tmp_path) as server:
        yield server


@pytest.fixture
async def limiters(redis_server: RedisServer) -> AsyncIterator[tuple[RateLimiter, RateLimiter]]:
    """Two processes' worth of limiters on one Redis."""
    await redis_server.start()
    first, second = (Counters(redis_server.url, retry_redis_after=0.05) for _ in range(2))
    yield RateLimiter(2, 60, first), RateLimiter(2, 60, second)
    await first.close()
    await second.close()


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
    with caplog.at_level(logging.WARNING, logger="bot.counters"):
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
    counters = Counters("redis://127.0.0.1:1")
    limiter = RateLimiter(1, 60, counters)
    assert [await limiter.admit("ann") for _ in range(2)] == [ADMITTED, TOLD]
    await counters.close()


async def test_a_redis_that_accepts_and_says_nothing_holds_a_message_up_shortly() -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    counters = Counters(f"redis://127.0.0.1:{port}")
    limiter = RateLimiter(1, 60, counters)
    async with asyncio.timeout(3):
        assert [await limiter.admit("ann") for _ in range(2)] == [ADMITTED, TOLD]
    await counters.close()
    server.close()
    await server.wait_closed()
