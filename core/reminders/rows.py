"""Between rows and rules of reminders."""

from datetime import datetime

from core.reminders.results import ReminderRecord
from core.reminders.rules import OutboxEntry, Reach
from storage.tables import AccountRow, ReminderRow
from storage.vocabulary import CheckupType, ReminderState


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
        sent_at=row.sent_at,
    )


def record_of(row: ReminderRow, checkup_type: CheckupType) -> ReminderRecord:
    return ReminderRecord(
        checkup_type=checkup_type,
        channel=row.channel,
        state=ReminderState(row.state),
        planned_for=row.planned_for,
        sent_at=row.sent_at,
        read_at=row.read_at,
    )


def let_go(row: ReminderRow, state: ReminderState, reason: str | None = None) -> None:
    """Bring the row to a state in which it is not sent (any more)."""
    row.state = state
    row.reason = reason
    row.lease = row.leased_until = row.next_attempt_at = None


def try_again(row: ReminderRow, at: datetime, reason: str) -> None:
    """The row is pending still, in nobody's hand, and due then."""
    row.reason = reason
    row.lease = row.leased_until = None
    row.next_attempt_at = at
