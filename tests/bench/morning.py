"""A million people whose checkups are due the same morning: when are they told?

What a platform takes in a second decides, so it is reckoned second by second; what our own part
takes is measured beside it (tests.bench.reminders).
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.reminders.rhythm import USUAL_QUIET, Rhythm

REMINDER_HOUR = 9
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


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
