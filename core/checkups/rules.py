"""When checkups are due (DESIGN, section 4). Pure."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from core.checkups.results import Checkup
from core.errors import InvalidDay, InvalidInterval
from core.reminders.rhythm import Rhythm
from core.zones import UTC_ZONE
from storage.vocabulary import CheckupType

MAX_INTERVAL_MONTHS = 60
DEFAULT_INTERVAL_MONTHS = 1

_ZONES_APART = timedelta(days=4)
"""More than the instants can differ at which a checkup is due in two zones: where it was done on
28 February here and on 1 March there, it is due a month later on 28 March or on 1 April."""


@dataclass(frozen=True, slots=True)
class CheckupState:
    """A checkup's own values, without what follows from them."""

    checkup_type: CheckupType
    last_checkup_date: datetime
    interval_months: int
    snoozed_until: datetime | None


def checked_interval(months: int) -> int:
    """Raises InvalidInterval."""
    if not 1 <= months <= MAX_INTERVAL_MONTHS:
        raise InvalidInterval(months)
    return months


def next_due(last: datetime, interval_months: int, zone: ZoneInfo) -> datetime:
    """The instant it is due again: calendar months where the person is, at the same time of day.
    31 January and a month is the last day of February."""
    return (last.astimezone(zone) + relativedelta(months=interval_months)).astimezone(UTC)


def due_cycle(checkup: CheckupState) -> datetime:
    """What tells this cycle from the others: the instant it is due, reckoned in UTC, so that it is
    the same wherever the person moves."""
    return next_due(checkup.last_checkup_date, checkup.interval_months, ZoneInfo(UTC_ZONE))


def reminder_cycle(checkup: CheckupState) -> datetime:
    """What tells its next reminder from the others: the due cycle, or, once it was snoozed until
    about then or later, the instant until which it was."""
    due = due_cycle(checkup)
    if checkup.snoozed_until is None or checkup.snoozed_until <= due - _ZONES_APART:
        return due
    return checkup.snoozed_until


def next_reminder(checkup: CheckupState, rhythm: Rhythm) -> datetime:
    """When this cycle's reminder is to come: at the first reminder hour once it is due. Snoozed
    beyond that until a day, as in "until Friday", at the reminder hour of the day; snoozed until
    an hour, at that hour, or when the person is awake."""
    due = next_due(checkup.last_checkup_date, checkup.interval_months, rhythm.zone)
    until = checkup.snoozed_until
    if until is None or until <= due:
        return rhythm.reminder_from(due)
    return rhythm.reminder_from(until) if rhythm.begins_a_day(until) else rhythm.awake_from(until)


def completed(checkup: CheckupState, now: datetime) -> CheckupState:
    return replace(checkup, last_checkup_date=now, snoozed_until=None)


def snoozed(checkup: CheckupState, until: datetime, now: datetime, zone: ZoneInfo) -> CheckupState:
    """`until` without an offset is the time where the person is. Raises InvalidDay."""
    instant = until.replace(tzinfo=zone) if until.tzinfo is None else until
    if instant <= now or instant.year > (now + relativedelta(months=MAX_INTERVAL_MONTHS)).year:
        raise InvalidDay(until.date())
    return replace(checkup, snoozed_until=instant.astimezone(UTC))


def checkup_of(checkup: CheckupState, zone: ZoneInfo, now: datetime) -> Checkup:
    """The checkup with what follows from it now, for a person in this zone."""
    due = next_due(checkup.last_checkup_date, checkup.interval_months, zone)
    return Checkup(
        checkup_type=checkup.checkup_type,
        last_checkup_date=checkup.last_checkup_date,
        interval_months=checkup.interval_months,
        next_due_at=due,
        snoozed_until=checkup.snoozed_until,
        is_due=due <= now,
    )
