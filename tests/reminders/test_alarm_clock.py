"""Jobs come again and again, fail without consequence, and end when told."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot.reminders.alarm_clock import AlarmClock, Job, repeated

OFTEN = 0.01
SELDOM = 3600.0
SECRET = " ".join(("what", "somebody", "wrote"))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110, a count tells nobody
            await asyncio.sleep(0.005)


class Bell:
    """Work that counts how often it is done, and may take as long as it is let."""

    def __init__(self, lasts: Callable[[asyncio.Event], Awaitable[None]] | None = None) -> None:
        self.begun = 0
        self.ended = 0
        self._lasts = lasts

    async def ring(self, stopping: asyncio.Event) -> None:
        self.begun += 1
        if self._lasts is not None:
            await self._lasts(stopping)
        self.ended += 1


async def until_told(stopping: asyncio.Event) -> None:
    await stopping.wait()


async def for_ever(stopping: asyncio.Event) -> None:
    await asyncio.Event().wait()


async def test_a_job_comes_again_and_again() -> None:
    bell = Bell()
    async with AlarmClock([Job("bell", OFTEN, bell.ring)]):
        await until(lambda: bell.ended >= 3)


async def test_a_job_comes_for_the_first_time_when_it_is_told_to() -> None:
    soon, late = Bell(), Bell()
    jobs = [Job("soon", SELDOM, soon.ring), Job("late", OFTEN, late.ring, after=SELDOM)]
    async with AlarmClock(jobs):
        await until(lambda: soon.ended == 1)
    assert late.begun == 0


async def test_a_job_that_fails_is_logged_by_its_places_and_comes_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(stopping: asyncio.Event) -> None:
        raise ValueError(SECRET)

    broken, whole = Bell(fail), Bell()
    async with AlarmClock([Job("broken", OFTEN, broken.ring), Job("whole", OFTEN, whole.ring)]):
        await until(lambda: broken.begun >= 2 and whole.ended >= 2)
    assert "broken failed: ValueError" in caplog.text
    assert "in fail" in caplog.text
    assert SECRET not in caplog.text


async def test_a_long_job_does_not_run_twice_at_a_time_and_nobody_is_warned_of_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    long, short = Bell(until_told), Bell()
    async with AlarmClock([Job("long", OFTEN, long.ring), Job("short", OFTEN, short.ring)]):
        await until(lambda: short.ended >= 5)
        assert long.begun == 1
    assert caplog.record_tuples == []


async def test_at_the_end_what_runs_ends_and_nothing_begins() -> None:
    bell, other = Bell(until_told), Bell()
    async with AlarmClock([Job("bell", OFTEN, bell.ring), Job("other", OFTEN, other.ring)]):
        await until(lambda: bell.begun == 1)
    assert bell.ended == 1
    begun = other.begun
    await asyncio.sleep(5 * OFTEN)
    assert (bell.begun, other.begun) == (1, begun)


async def test_what_does_not_end_in_time_is_cancelled(caplog: pytest.LogCaptureFixture) -> None:
    stuck = Bell(for_ever)
    async with AlarmClock([Job("stuck", OFTEN, stuck.ring)], patience=0.02):
        await until(lambda: stuck.begun == 1)
    assert stuck.ended == 0
    assert caplog.record_tuples == [
        ("bot.reminders.alarm_clock", logging.WARNING, "stuck did not end in time")
    ]


async def test_where_the_program_is_cut_off_nothing_is_waited_for() -> None:
    stuck = Bell(for_ever)

    async def run() -> None:
        async with AlarmClock([Job("stuck", OFTEN, stuck.ring)], patience=60):
            await asyncio.Event().wait()

    running = asyncio.create_task(run())
    await until(lambda: stuck.begun == 1)
    running.cancel()
    async with asyncio.timeout(1):
        await asyncio.wait([running])
    assert (running.cancelled(), stuck.ended) == (True, 0)


async def test_a_sweep_is_repeated_as_long_as_there_is_more() -> None:
    left = 3

    async def sweep() -> bool:
        nonlocal left
        left -= 1
        return left > 0

    await repeated(sweep)(asyncio.Event())
    assert left == 0


async def test_a_sweep_is_not_repeated_once_it_is_told_to_stop() -> None:
    stopping = asyncio.Event()
    sweeps = 0

    async def sweep() -> bool:
        nonlocal sweeps
        sweeps += 1
        stopping.set()
        return True

    await repeated(sweep)(stopping)
    await repeated(sweep)(stopping)
    assert sweeps == 1
