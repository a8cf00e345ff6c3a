"""Proposed actions that wait for an answer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, new_id, reference


class PendingActionRow(Base):
    """options is a list of {"label": text, "calls": [exact tool calls]}; the answer picks one.

    Single use: whoever sets claimed_at first runs the calls of that option, nobody else does.
    """

    __tablename__ = "pending_actions"
    __table_args__ = (Index(None, "person_id", "platform", "chat_id"), Index(None, "expires_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[UUID] = mapped_column(reference("households.id"))
    person_id: Mapped[UUID] = mapped_column(reference("people.id"))
    """Who may answer."""
    turn_id: Mapped[UUID]
    platform: Mapped[str] = mapped_column(String(20))
    chat_id: Mapped[str]
    options: Mapped[list[Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
