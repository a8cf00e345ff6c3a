"""A person's recurring reviews."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, new_id, one_of, reference
from storage.vocabulary import CheckupType


class CheckupRow(Base):
    __tablename__ = "checkups"
    __table_args__ = (
        UniqueConstraint("person_id", "checkup_type"),
        one_of("checkup_type", CheckupType),
        CheckConstraint("checkup_interval_months BETWEEN 1 AND 60", name="interval_in_range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(reference("people.id"))
    checkup_type: Mapped[str] = mapped_column(String(10))
    last_checkup_date: Mapped[datetime]
    checkup_interval_months: Mapped[int] = mapped_column(default=1)
    next_due_at: Mapped[datetime]
    snoozed_until: Mapped[datetime | None]
    """Until when reminders are held back. It never moves the schedule."""
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the next reminder is to be planned; None: none before it is completed or snoozed."""
    next_nudge: Mapped[int] = mapped_column(default=0)
    """Which one that is: 0 the reminder itself, 1 the nudge after it."""
