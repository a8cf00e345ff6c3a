"""Between checkup rows and states."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from core.checkups.rules import (
    DEFAULT_INTERVAL_MONTHS,
    CheckupState,
    next_due,
    next_reminder,
    reminder_cycle,
)
from core.reminders.rhythm import Rhythm, rhythm_of
from core.turns.arrival import TurnPolicy
from core.work import Work
from core.zones import zone_or_utc
from storage.tables import CheckupRow, PersonRow
from storage.vocabulary import CheckupType


def checkup_state(row: CheckupRow) -> CheckupState:
    return CheckupState(
        checkup_type=CheckupType(row.checkup_type),
        last_checkup_date=row.last_checkup_date,
        interval_months=row.checkup_interval_months,
        snoozed_until=row.snoozed_until,
    )


def write_checkup(row: CheckupRow, state: CheckupState, rhythm: Rhythm) -> None:
    """Bring the row to the state, with the instants at which it is due and reminded of.

    A new cycle or a new snooze begins with the reminder itself; else what was planned is planned.
    """
    begins_anew = reminder_cycle(state) != reminder_cycle(checkup_state(row))
    row.last_checkup_date = state.last_checkup_date
    row.checkup_interval_months = state.interval_months
    row.snoozed_until = state.snoozed_until
    row.next_due_at = next_due(state.last_checkup_date, state.interval_months, rhythm.zone)
    if begins_anew:
        # Also where an undo brings an old cycle back, which was reminded of then: the outbox takes
        # one reminder a cycle, so that the second is refused there.
        row.next_nudge = 0
        row.remind_at = next_reminder(state, rhythm)


def follow_rhythm(row: CheckupRow, before: Rhythm, after: Rhythm) -> None:
    """Bring the instants of the row from one rhythm of the person to another: the reminder that
    is to come, or the nudge on its local day. What was planned already is not brought back."""
    state = checkup_state(row)
    row.next_due_at = next_due(state.last_checkup_date, state.interval_months, after.zone)
    if row.remind_at is None:
        return
    if row.next_nudge == 0:
        row.remind_at = next_reminder(state, after)
    else:
        row.remind_at = after.reminder_on(before.reminder_day(row.remind_at))


def first_checkups(
    person_id: UUID, rhythm: Rhythm, now: datetime, types: Iterable[CheckupType] = CheckupType
) -> tuple[CheckupRow, ...]:
    """The checkups of these types for a person who begins with them now."""
    due = next_due(now, DEFAULT_INTERVAL_MONTHS, rhythm.zone)
    return tuple(
        CheckupRow(
            person_id=person_id,
            checkup_type=checkup_type,
            last_checkup_date=now,
            checkup_interval_months=DEFAULT_INTERVAL_MONTHS,
            next_due_at=due,
            remind_at=rhythm.reminder_from(due),
            next_nudge=0,
        )
        for checkup_type in types
    )


def person_rhythm(row: PersonRow, policy: TurnPolicy) -> Rhythm:
    return rhythm_of(
        row.timezone, row.reminder_hour, row.quiet_from, row.quiet_until, policy.reminder_hour
    )


async def present_zone(work: Work) -> ZoneInfo:
    """The zone as it is now: an earlier use case of the turn may have changed it."""
    person = await work.transaction.person(work.actor.person_id).get()
    return zone_or_utc(person.timezone)


async def present_rhythm(work: Work) -> Rhythm:
    """The rhythm as it is now: an earlier use case of the turn may have changed it."""
    return person_rhythm(await work.transaction.person(work.actor.person_id).get(), work.policy)


async def move_instants(work: Work, before: Rhythm, after: Rhythm) -> None:
    """Bring the instants of all checkups of the person from one rhythm to another."""
    for row in await work.transaction.checkups(work.actor.person_id).all():
        follow_rhythm(row, before, after)
