"""The things of a household."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, new_id


class ItemRow(Base):
    """Received, last used and parted with are calendar days as the person named them, not
    instants: "yesterday" stays that day wherever the person travels."""

    __tablename__ = "items"
    __table_args__ = (
        Index(None, "household_id", "status"),
        Index(None, "household_id", "item_type"),
        CheckConstraint("ownership_duration_goal_months >= 0", name="goal_not_negative"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id", ondelete="CASCADE"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    picture: Mapped[str]
    """An emoji, an URL or the key of a stored picture."""
    item_type: Mapped[str] = mapped_column(String(30))
    status: Mapped[str] = mapped_column(String(10))
    item_received_date: Mapped[date]
    last_used: Mapped[date]
    ownership_duration_goal_months: Mapped[int] = mapped_column(default=12)
    recipient: Mapped[str | None]
    parted_on: Mapped[date | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
