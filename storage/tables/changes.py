"""The history: one row for each thing that a turn changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, new_id, one_of, reference
from storage.vocabulary import Cause, Subject


class ChangeRow(Base):
    """before is None where the turn made the subject, after is None where it removed it."""

    __tablename__ = "changes"
    __table_args__ = (
        Index(None, "person_id", "id"),
        Index(None, "household_id", "subject_id"),
        Index(None, "turn_id"),
        one_of("cause", Cause),
        one_of("subject", Subject),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[UUID] = mapped_column(reference("households.id"))
    person_id: Mapped[UUID] = mapped_column(reference("people.id"))
    turn_id: Mapped[UUID]
    happened_at: Mapped[datetime]
    platform: Mapped[str] = mapped_column(String(20))
    cause: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[UUID]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    undone_by: Mapped[UUID | None]
    """The turn that took this change back."""
    undoes: Mapped[UUID | None]
    """The turn whose change this one takes back."""
