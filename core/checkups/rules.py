"""When checkups are due (DESIGN, section 4). Pure."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from core.checkups.results import Checkup
from core.errors import InvalidDay, InvalidInterval
from core.zones import UTC_ZONE
from storage.vocabulary import CheckupType

MAX_INTERVAL_MONTHS = 60
DEFAULT_INTERVAL_MONTHS = 1


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
    """What tells its next reminder from the others: the due cycle, or, once it was snoozed beyond
    that, the instant until which it was."""
    due = due_cycle(checkup)
    return due if checkup.snoozed_until is None else max(due, checkup.snoozed_until)


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
