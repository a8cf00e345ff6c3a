"""The things of a household."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Sealed, new_id, one_of, reference
from storage.vocabulary import ItemStatus, ItemType


class ItemRow(Base):
    """Received, last used and parted with are calendar days as the person named them, not
    instants: "yesterday" stays that day wherever the person travels."""

    __tablename__ = "items"
    __table_args__ = (
        Index(None, "household_id", "status"),
        Index(None, "household_id", "item_type"),
        one_of("status", ItemStatus),
        one_of("item_type", ItemType),
        CheckConstraint("ownership_duration_goal_months >= 0", name="goal_not_negative"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[UUID] = mapped_column(reference("households.id"))
    owner_id: Mapped[UUID] = mapped_column(reference("people.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed)
    picture: Mapped[str] = mapped_column(String(2048))
    """An emoji, an URL or a reference to a stored picture (core.pictures.references)."""
    item_type: Mapped[str] = mapped_column(String(30))
    status: Mapped[str] = mapped_column(String(10))
    item_received_date: Mapped[date]
    last_used: Mapped[date]
    ownership_duration_goal_months: Mapped[int] = mapped_column(default=12)
    recipient: Mapped[str | None] = mapped_column(Sealed)
    parted_on: Mapped[date | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
