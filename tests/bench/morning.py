"""A million people whose checkups are due the same morning: when they are told, and what it costs.

The database's part is measured on rows that are really planned, claimed, told and marked; the
platform's part, hours of waiting for its limits, is reckoned second by second.
"""

import asyncio
import resource
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

from core.clock import StandingClock
from core.reminders.outbox import Outbox
from core.reminders.planning import plan_due
from core.reminders.rhythm import USUAL_QUIET, Rhythm
from core.turns.arrival import TurnPolicy
from storage.transactions import Database
from tests.bench.reminders import CHANNEL, NOW

REMINDER_HOUR = 9
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HANDS = 8


@dataclass(frozen=True, slots=True)
class Morning:
    """When people see their message, after the reminder hour where they are."""

    half_within: timedelta
    last_within: timedelta
    """Of those who are told the same day."""
    next_morning: int
    """How many are told the next morning: their turn came in the quiet hours."""
    in_quiet_hours: int
    """How many are told in them: nobody may be."""


def told(people: int, a_second: float, zones: Sequence[str]) -> Morning:
    """With the people spread over the zones, one message each, and the platform taking so many a
    second of all of them together."""
    waiting = _by_instant(people, zones)
    delays: list[tuple[timedelta, int]] = []
    next_morning = in_quiet_hours = 0
    queue: deque[tuple[datetime, Rhythm, int]] = deque()
    room = 0.0
    now = min(instant for instant, _, _ in waiting)
    while waiting or queue:
        while waiting and waiting[0][0] <= now:
            queue.append(waiting.popleft())
        room = min(room + a_second, a_second)
        while queue and room >= 1:
            due, rhythm, count = queue.popleft()
            awake = rhythm.awake_from(now)
            if awake > now:
                waiting.append((awake, rhythm, count))
                waiting = deque(sorted(waiting, key=lambda entry: entry[0]))
                continue
            sent = min(count, int(room))
            room -= sent
            in_quiet_hours += sent * _is_quiet(now, rhythm)
            if due.astimezone(rhythm.zone).hour == REMINDER_HOUR:
                delays.append((now - due, sent))
            else:
                next_morning += sent
            if count > sent:
                queue.appendleft((due, rhythm, count - sent))
        now += timedelta(seconds=1)
    return Morning(*_half_and_last(delays), next_morning, in_quiet_hours)


def _by_instant(people: int, zones: Sequence[str]) -> deque[tuple[datetime, Rhythm, int]]:
    each, rest = divmod(people, len(zones))
    entries = []
    for number, zone in enumerate(zones):
        rhythm = Rhythm(ZoneInfo(zone), REMINDER_HOUR, USUAL_QUIET)
        entries.append((rhythm.reminder_from(MONDAY), rhythm, each + (number < rest)))
    return deque(sorted(entries, key=lambda entry: entry[0]))


def _is_quiet(now: datetime, rhythm: Rhythm) -> bool:
    hour = now.astimezone(rhythm.zone).hour
    return rhythm.quiet.cover(hour) and hour != rhythm.hour


def _half_and_last(delays: Sequence[tuple[timedelta, int]]) -> tuple[timedelta, timedelta]:
    half, seen = sum(count for _, count in delays) / 2, 0
    for delay, count in sorted(delays):
        seen += count
        if seen >= half:
            return delay, max(delay for delay, _ in delays)
    raise AssertionError("nobody was told")


@dataclass(frozen=True, slots=True)
class Work:
    """What our own part takes, for as many messages as were measured."""

    planned_a_second: float
    """People, both checkups of each."""
    told_a_second: float
    """Messages that are claimed, put together and marked, by one process."""
    grown_kib: int
    """Of memory, over the second half of them."""


async def measured(database: Database, messages: int) -> Work:
    """On a database that tests.bench.reminders has filled, with at least so many people due."""
    clock = StandingClock(NOW + timedelta(days=1))
    outbox = Outbox(database, clock, TurnPolicy())
    began = perf_counter()
    planned = 0
    while planned < messages:
        planned += (await plan_due(database, clock, TurnPolicy())).people // 2
    planning = perf_counter() - began
    began = perf_counter()
    await _tell(outbox, messages // 2)
    memory = _peak_kib()
    await _tell(outbox, messages // 2)
    telling = perf_counter() - began
    return Work(planned / planning, messages / telling, _peak_kib() - memory)


async def _tell(outbox: Outbox, messages: int) -> None:
    """As the courier does, but that the platform takes each at once."""
    done = 0
    while done < messages:
        claims = await outbox.claim(CHANNEL, HANDS)
        if not claims:
            raise AssertionError("fewer were due")
        for claimed in claims:
            notice = await outbox.notice(claimed)
            if notice is None or not await outbox.sent(claimed, notice.address, "1"):
                raise AssertionError("a message could not be told of")
        done += len(claims)
        await asyncio.sleep(0)


def _peak_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
