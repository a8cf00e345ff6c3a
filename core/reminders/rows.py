"""Between rows and rules of reminders."""

from datetime import datetime

from core.reminders.rules import OutboxEntry, Reach
from storage.tables import AccountRow, ReminderRow
from storage.vocabulary import ReminderState


def reach_of(row: AccountRow) -> Reach:
    return Reach(
        account_id=row.id,
        platform=row.platform,
        chat_id=row.chat_id,
        reachable_since=row.reachable_since,
        unreachable_since=row.unreachable_since,
    )


def outbox_entry(row: ReminderRow) -> OutboxEntry:
    return OutboxEntry(
        id=row.id,
        checkup_id=row.checkup_id,
        cycle=row.cycle,
        nudge=row.nudge,
        channel=row.channel,
        state=ReminderState(row.state),
        reason=row.reason,
    )


def let_go(row: ReminderRow, state: ReminderState, reason: str | None = None) -> None:
    """Bring the row to a state in which it is not sent (any more)."""
    row.state = state
    row.reason = reason
    row.lease = row.next_attempt_at = None


def try_again(row: ReminderRow, at: datetime, reason: str) -> None:
    """The row is pending still, in nobody's hand, and due then."""
    row.reason = reason
    row.lease = None
    row.next_attempt_at = at
