"""When a person is reminded: at their own hour, where they are, and not in their sleep. Pure.

The clocks of a place change. A local time that does not exist on a day stands for the first
instant after the gap, one that exists twice for the first of the two.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.zones import zone_or_utc

NUDGE_DAYS = 7
"""From a reminder to the nudge after it (DESIGN, section 4)."""
_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The local hours in which nothing unasked is sent, from the first until before the second.
    They may go over midnight; equal: none are quiet."""

    from_hour: int
    until_hour: int

    @property
    def are_none(self) -> bool:
        return self.from_hour == self.until_hour

    def cover(self, hour: int) -> bool:
        if self.from_hour <= self.until_hour:
            return self.from_hour <= hour < self.until_hour
        return hour >= self.from_hour or hour < self.until_hour


NONE_QUIET = QuietHours(0, 0)
USUAL_QUIET = QuietHours(22, 8)
"""Of people who have chosen no others."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Where a person is, the hour at which they want to be reminded (0 to 23), and when not.

    The hour they chose wins over the quiet hours: within it a reminder may be sent. All instants
    that come out are in UTC.
    """

    zone: ZoneInfo
    hour: int
    quiet: QuietHours

    def reminder_on(self, day: date) -> datetime:
        """The reminder hour of that local day."""
        return instant_at(datetime.combine(day, time(self.hour)), self.zone)

    def reminder_from(self, instant: datetime) -> datetime:
        """The first reminder hour at or after the instant."""
        # the hour of the day before may have fallen into a gap that ends in this one
        day = self._day(instant) - timedelta(days=1)
        while self.reminder_on(day) < instant:
            day += timedelta(days=1)
        return self.reminder_on(day)

    def reminder_in_days(self, instant: datetime, days: int) -> datetime:
        """The reminder hour so many local calendar days after that of the instant."""
        return self.reminder_on(self._day(instant) + timedelta(days=days))

    def tomorrow_morning(self, instant: datetime) -> datetime:
        return self.reminder_in_days(instant, 1)

    def in_a_week(self, instant: datetime) -> datetime:
        return self.reminder_in_days(instant, 7)

    def nudge_after(self, planned: datetime) -> datetime:
        """When to nudge about a reminder that was planned at this instant."""
        return self.reminder_in_days(planned, NUDGE_DAYS)

    def awake_from(self, instant: datetime) -> datetime:
        """The instant itself, or the end of the quiet hours it falls into; these end early for
        the reminder hour."""
        while self._is_quiet(instant):
            instant = min(self._end_of_quiet(instant), self.reminder_from(instant))
        return instant.astimezone(UTC)

    def begins_a_day(self, instant: datetime) -> bool:
        """Whether it is local midnight, or the first instant of a day that has none."""
        midnight = datetime.combine(self._day(instant), time.min)
        return instant == instant_at(midnight, self.zone)

    def reminder_day(self, moment: datetime) -> date:
        """The local day whose reminder hour it is; for any other moment, the day it falls on."""
        day = self._day(moment)
        before = day - timedelta(days=1)
        return before if self.reminder_on(before) == moment else day

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def _is_quiet(self, instant: datetime) -> bool:
        if not self.quiet.cover(instant.astimezone(self.zone).hour):
            return False
        day = self._day(instant)
        chosen = map(self.reminder_on, (day - timedelta(days=1), day))
        return not any(begin <= instant < begin + _HOUR for begin in chosen)

    def _end_of_quiet(self, instant: datetime) -> datetime:
        local = instant.astimezone(self.zone)
        day = local.date() + timedelta(days=local.hour >= self.quiet.until_hour)
        end = datetime.combine(day, time(self.quiet.until_hour))
        first = instant_at(end, self.zone)
        # where the end comes twice, the first of the two may be over
        return first if first > instant else _in_utc(end.replace(fold=1), self.zone)


def rhythm_of(
    timezone: str,
    hour: int | None,
    quiet_from: int | None,
    quiet_until: int | None,
    default_hour: int,
) -> Rhythm:
    """Of what is stored about a person; None: what holds for people who have chosen nothing."""
    return Rhythm(
        zone_or_utc(timezone),
        default_hour if hour is None else hour,
        quiet_hours_of(quiet_from, quiet_until),
    )


def quiet_hours_of(quiet_from: int | None, quiet_until: int | None) -> QuietHours:
    return QuietHours(
        USUAL_QUIET.from_hour if quiet_from is None else quiet_from,
        USUAL_QUIET.until_hour if quiet_until is None else quiet_until,
    )


def instant_at(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a time on the clocks there, in UTC."""
    instant = _in_utc(local.replace(fold=0), zone)
    if instant.astimezone(zone).replace(tzinfo=None) == local:
        return instant
    # In a gap the two folds stand for the offsets before and after it, and so lie around it.
    before, after = _in_utc(local.replace(fold=1), zone), instant
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).replace(tzinfo=None) < local:
            before = middle
        else:
            after = middle
    return after


def _in_utc(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)
