"""Households, the tenants, and who belongs to them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Sealed, new_id, one_of, reference
from storage.vocabulary import HouseholdKind, MemberRole


class HouseholdRow(Base):
    __tablename__ = "households"
    __table_args__ = (
        UniqueConstraint("platform", "chat_id"),
        one_of("kind", HouseholdKind),
        CheckConstraint(
            "(kind = 'shared') = (platform IS NOT NULL AND chat_id IS NOT NULL)",
            name="shared_has_chat",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(10))
    platform: Mapped[str | None] = mapped_column(String(20))
    chat_id: Mapped[str | None]
    """The group chat or server of a shared household; none for a private one."""
    title: Mapped[str | None] = mapped_column(Sealed)
    """What that chat is called."""
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    """Since when the chat has wanted a shared list; until then it is only known. A private
    household needs no opening."""
    stopped_at: Mapped[datetime | None]
    """Since when the bot is no longer in that chat."""


class MembershipRow(Base):
    __tablename__ = "memberships"
    __table_args__ = (one_of("role", MemberRole),)

    household_id: Mapped[UUID] = mapped_column(reference("households.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(reference("people.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(10))
    joined_at: Mapped[datetime]
