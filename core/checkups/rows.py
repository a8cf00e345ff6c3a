"""Between checkup rows and states."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from core.checkups.rules import DEFAULT_INTERVAL_MONTHS, CheckupState, next_due
from core.work import Work
from core.zones import zone_or_utc
from storage.tables import CheckupRow
from storage.vocabulary import CheckupType


def checkup_state(row: CheckupRow) -> CheckupState:
    return CheckupState(
        checkup_type=CheckupType(row.checkup_type),
        last_checkup_date=row.last_checkup_date,
        interval_months=row.checkup_interval_months,
        snoozed_until=row.snoozed_until,
    )


def write_checkup(row: CheckupRow, state: CheckupState, zone: ZoneInfo) -> None:
    """Bring the row to the state, the instant it is due included."""
    row.last_checkup_date = state.last_checkup_date
    row.checkup_interval_months = state.interval_months
    row.snoozed_until = state.snoozed_until
    row.next_due_at = next_due(state.last_checkup_date, state.interval_months, zone)


def first_checkups(
    person_id: UUID, zone: ZoneInfo, now: datetime, types: Iterable[CheckupType] = CheckupType
) -> tuple[CheckupRow, ...]:
    """The checkups of these types for a person who begins with them now."""
    due = next_due(now, DEFAULT_INTERVAL_MONTHS, zone)
    return tuple(
        CheckupRow(
            person_id=person_id,
            checkup_type=checkup_type,
            last_checkup_date=now,
            checkup_interval_months=DEFAULT_INTERVAL_MONTHS,
            next_due_at=due,
        )
        for checkup_type in types
    )


async def present_zone(work: Work) -> ZoneInfo:
    """The zone as it is now: an earlier use case of the turn may have changed it."""
    person = await work.transaction.person(work.actor.person_id).get()
    return zone_or_utc(person.timezone)


async def move_due_instants(work: Work) -> None:
    """Bring the due instants of all checkups to the person's present zone."""
    zone = await present_zone(work)
    for row in await work.transaction.checkups(work.actor.person_id).all():
        write_checkup(row, checkup_state(row), zone)
