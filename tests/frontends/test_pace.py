"""How fast unasked messages leave, from one process and from several."""

import asyncio
import time
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.counters import Counters
from bot.frontends.pace import Pace, bot_key
from tests.redis_server import RedisServer, redis_in

BOT = "telegram-1"


@pytest.fixture
async def redis_server(tmp_path: Path) -> AsyncIterator[RedisServer]:
    async with redis_in(tmp_path) as server:
        await server.start()
        yield server


@pytest.fixture
async def processes(redis_server: RedisServer) -> AsyncIterator[tuple[Counters, Counters]]:
    """Two processes' worth of counters on one Redis."""
    first, second = (Counters(redis_server.url, retry_redis_after=60) for _ in range(2))
    yield first, second
    await first.close()
    await second.close()


async def timed(pace: Pace, turns: int) -> list[float]:
    """When they came."""
    times = []
    for _ in range(turns):
        assert await pace.turn()
        times.append(time.monotonic())
    return times


def most_in_a_second(times: list[float]) -> int:
    return max(sum(begin <= each < begin + 0.98 for each in times) for begin in times)


async def test_two_processes_never_exceed_the_pace_together(
    processes: tuple[Counters, Counters],
) -> None:
    first, second = (Pace(10, BOT, counters) for counters in processes)
    together = await asyncio.gather(timed(first, 8), timed(second, 8))
    times = sorted(each for times in together for each in times)
    assert most_in_a_second(times) == 10
    assert times[-1] - times[0] < 2


async def test_they_leave_evenly_and_the_first_at_once() -> None:
    counters = Counters()
    await Pace(10, "another", counters).turn()
    begin = time.monotonic()
    times = [begin, *await timed(Pace(10, BOT, counters), 3)]
    first, *further = (after - before for before, after in pairwise(times))
    assert first < 0.09 < min(further)


async def test_a_redis_that_goes_away_stops_nobody(
    processes: tuple[Counters, Counters], redis_server: RedisServer
) -> None:
    first, second = (Pace(50, BOT, counters) for counters in processes)
    await timed(first, 5)
    await redis_server.kill()
    async with asyncio.timeout(1.5):
        await timed(first, 5)
        await timed(second, 5)


async def test_bots_do_not_wait_for_one_another(processes: tuple[Counters, Counters]) -> None:
    first, second = (Pace(1, who, processes[0], patience=0.2) for who in (BOT, "discord-1"))
    assert await first.turn()
    assert not await first.turn()
    assert await second.turn()


async def test_nobody_waits_longer_than_they_have_patience() -> None:
    pace = Pace(1, BOT, Counters(), patience=0.05)
    async with asyncio.timeout(0.5):
        assert [await pace.turn() for _ in range(3)] == [True, False, False]


def test_the_key_of_a_bot_does_not_tell_its_token() -> None:
    token = "7123456789:AAEmulated"
    assert "AAEmulated" not in bot_key("telegram", token)
    assert bot_key("telegram", token) == bot_key("telegram", token)
    assert bot_key("telegram", token) != bot_key("telegram", token + "x")
