"""Reviews that people go through thing by thing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, new_id, one_of, reference
from storage.vocabulary import CheckupType, ReviewAnswer


class ReviewRow(Base):
    __tablename__ = "reviews"
    __table_args__ = (
        Index(None, "person_id", "checkup_type", "begun_at"),
        one_of("checkup_type", CheckupType),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(reference("people.id"))
    household_id: Mapped[UUID] = mapped_column(reference("households.id"))
    checkup_type: Mapped[str] = mapped_column(String(10))
    things: Mapped[list[Any]]
    """What is asked about, in order: {"item": id, "reason": word, "alike": number}."""
    position: Mapped[int] = mapped_column(default=0)
    """The step it is at, from 0; as many as there are things: all are asked about."""
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    finishing_turn_id: Mapped[UUID | None]
    """The turn that completed the checkup."""


class ReviewAnswerRow(Base):
    """The newest answer of one step. The thing it is about may be gone by now."""

    __tablename__ = "review_answers"
    __table_args__ = (
        Index(None, "person_id", "item_id"),
        one_of("answer", ReviewAnswer),
    )

    review_id: Mapped[UUID] = mapped_column(reference("reviews.id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[UUID] = mapped_column(reference("people.id"))
    item_id: Mapped[UUID]
    answer: Mapped[str] = mapped_column(String(20))
    turn_id: Mapped[UUID]
    """The turn in which it was given: what it changed is in the history under this."""
    answered_at: Mapped[datetime]
