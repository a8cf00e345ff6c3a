"""Turns, for context and for redelivered updates, and which updates were handled."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Sealed, new_id, reference


class TurnRow(Base):
    """One message or press and what was answered. Nothing but context and redelivery rests on it:
    deletable at any time."""

    __tablename__ = "turns"
    __table_args__ = (Index(None, "person_id", "platform", "chat_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(reference("people.id"))
    platform: Mapped[str] = mapped_column(String(20))
    chat_id: Mapped[str]
    said: Mapped[str | None] = mapped_column(Sealed)
    replies: Mapped[list[Any] | None]
    """What was answered, ready to be sent again; None while the turn is under way."""
    meaning: Mapped[dict[str, Any] | None]
    """What the turn was about (things, question), for "it" and "the second one"."""
    started_at: Mapped[datetime] = mapped_column(index=True)


class HandledUpdateRow(Base):
    __tablename__ = "handled_updates"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    update_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    turn_id: Mapped[UUID]
    handled_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    """When the platform had taken all of its answer; until then a redelivery sends it again."""
