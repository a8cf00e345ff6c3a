"""The things of a household."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, validates

from storage.base import Base, Folded, folded, new_id, one_of, reference
from storage.vocabulary import ItemStatus, ItemType

NAME_LENGTH = 255


class ItemRow(Base):
    """Received, last used and parted with are calendar days as the person named them, not
    instants: "yesterday" stays that day wherever the person travels."""

    __tablename__ = "items"
    __table_args__ = (
        Index(None, "household_id", "status"),
        Index(None, "household_id", "item_type"),
        one_of("status", ItemStatus),
        one_of("item_type", ItemType),
        CheckConstraint(f"length(name) BETWEEN 1 AND {NAME_LENGTH}", name="name_length"),
        CheckConstraint("ownership_duration_goal_months >= 0", name="goal_not_negative"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[UUID] = mapped_column(reference("households.id"))
    owner_id: Mapped[UUID] = mapped_column(reference("people.id"), index=True)
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(Folded)
    """What a search by name compares with; follows name."""
    picture: Mapped[str] = mapped_column(String(2048))
    """An emoji, an URL or a reference to a stored picture (core.pictures.references)."""
    item_type: Mapped[str] = mapped_column(String(30))
    status: Mapped[str] = mapped_column(String(10))
    item_received_date: Mapped[date]
    last_used: Mapped[date]
    ownership_duration_goal_months: Mapped[int] = mapped_column(default=12)
    recipient: Mapped[str | None]
    recipient_folded: Mapped[str | None] = mapped_column(Folded)
    """Follows recipient."""
    parted_on: Mapped[date | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    @validates("name", "recipient")
    def _fold(self, column: str, text: str | None) -> str | None:
        setattr(self, f"{column}_folded", None if text is None else folded(text))
        return text
