"""A person's recurring reviews."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, new_id


class CheckupRow(Base):
    __tablename__ = "checkups"
    __table_args__ = (
        UniqueConstraint("person_id", "checkup_type"),
        CheckConstraint("checkup_interval_months BETWEEN 1 AND 60", name="interval_in_range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    checkup_type: Mapped[str] = mapped_column(String(10))
    last_checkup_date: Mapped[datetime]
    checkup_interval_months: Mapped[int] = mapped_column(default=1)
    next_due_at: Mapped[datetime] = mapped_column(index=True)
    snoozed_until: Mapped[datetime | None]
    """Until when reminders are held back. It never moves the schedule."""
