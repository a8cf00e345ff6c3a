"""The outbox of reminders."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, new_id, one_of, reference
from storage.vocabulary import ReminderState


class ReminderRow(Base):
    """One reminder of a checkup on one channel. The rows of one person that are pending on one
    channel are sent as one message: the oldest stands for all of them."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("checkup_id", "cycle", "nudge", "channel"),
        Index(None, "channel", "next_attempt_at"),
        Index(None, "person_id", "state"),
        one_of("state", ReminderState),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(reference("people.id"))
    checkup_id: Mapped[UUID] = mapped_column(reference("checkups.id"))
    cycle: Mapped[datetime]
    """What it reminds of: the instant the checkup was due, reckoned in UTC so that it is the same
    wherever the person moves; after a snooze, the instant until which it was snoozed."""
    nudge: Mapped[int]
    """0: the reminder, 1: the nudge after it."""
    channel: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10))
    planned_for: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None]
    """Set while it is pending, and only then: that makes one index find what is to be sent."""
    lease: Mapped[UUID | None]
    """Of whoever has it in hand."""
    leased_until: Mapped[datetime | None]
    """When it may be taken by another. In no index, so that a claim writes rows and nothing else.
    """
    chat_id: Mapped[str | None]
    """Where it was sent."""
    message_id: Mapped[str | None]
    reason: Mapped[str | None]
    """Why it is not sent (yet): a word or two fit for a log."""
    sent_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    """When the person acted on it."""
    created_at: Mapped[datetime]
