"""Reminders follow their person: to where they are reached, or else they wait."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from core.reminders.rows import let_go, reach_of, try_again
from core.reminders.rules import best_reach
from storage.repositories.reminders import NewReminder
from storage.tables import PersonRow, ReminderRow
from storage.transactions import Transaction
from storage.vocabulary import ReminderState


async def wake(transaction: Transaction, person_id: UUID, platform: str, now: datetime) -> None:
    """The person can be reached on the platform (again): what waits for them is due there now."""
    waiting = await transaction.reminders(person_id).waiting()
    await _move(transaction, person_id, waiting, platform=platform, reason="woken", now=now)


async def go_elsewhere(
    transaction: Transaction,
    person: PersonRow,
    rows: Sequence[ReminderRow],
    reason: str,
    now: datetime,
) -> None:
    """The person of these rows, whom the transaction holds, is not reached where they are to be
    sent: they are due now where the person is reached, or wait."""
    reaches = [reach_of(row) for row in await transaction.reminders(person.id).accounts()]
    best = best_reach(reaches, person.reminder_channel)
    if best is None:
        for row in rows:
            let_go(row, ReminderState.WAITING, reason)
    else:
        await _move(transaction, person.id, rows, platform=best.platform, reason=reason, now=now)


async def leave_account(
    transaction: Transaction, person_id: UUID, platform: str, now: datetime
) -> None:
    """The person is not reached any more where messages to this platform went."""
    accounts = await transaction.reminders(person_id).accounts()
    left = best_reach(reach_of(row) for row in accounts if row.platform == platform)
    for account in accounts:
        if left is not None and account.id == left.account_id:
            account.unreachable_since = now


async def _move(
    transaction: Transaction,
    person_id: UUID,
    rows: Sequence[ReminderRow],
    *,
    platform: str,
    reason: str,
    now: datetime,
) -> None:
    """To the platform, where they are due now. Each platform has a row of its own for the same
    reminder: the one left behind is dead."""
    for row in rows:
        if row.channel == platform:
            row.state = ReminderState.PENDING
            row.planned_for, row.attempts = now, 0
            try_again(row, now, reason)
        else:
            let_go(row, ReminderState.DEAD, reason)
    await transaction.reminders(person_id).put(
        [
            NewReminder(
                person_id=person_id,
                checkup_id=row.checkup_id,
                cycle=row.cycle,
                nudge=row.nudge,
                channel=platform,
                state=ReminderState.PENDING,
                planned_for=now,
                next_attempt_at=now,
                created_at=now,
            )
            for row in rows
            if row.channel != platform
        ]
    )
