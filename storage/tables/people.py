"""Persons and their accounts on the platforms."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Sealed, new_id, one_of, reference
from storage.vocabulary import PersonRole


class PersonRow(Base):
    __tablename__ = "people"
    __table_args__ = (
        one_of("role", PersonRole),
        CheckConstraint("item_limit >= 0", name="item_limit_not_negative"),
        CheckConstraint("reminder_hour BETWEEN 0 AND 23", name="reminder_hour_of_day"),
        CheckConstraint("quiet_from BETWEEN 0 AND 23", name="quiet_from_of_day"),
        CheckConstraint("quiet_until BETWEEN 0 AND 23", name="quiet_until_of_day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    display_name: Mapped[str] = mapped_column(Sealed)
    locale: Mapped[str] = mapped_column(String(35), default="en")
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    email: Mapped[str | None] = mapped_column(Sealed)
    email_verified_at: Mapped[datetime | None]
    email_notifications: Mapped[bool] = mapped_column(default=False)
    unsubscribe_key: Mapped[str | None] = mapped_column(String(43))
    """What a link in a mail proves with that it was sent to this person; None before the first."""
    reminder_hour: Mapped[int | None]
    """The local hour of reminders; None: the setting holds."""
    quiet_from: Mapped[int | None]
    """The local hours in which nothing unasked is sent, from the first until before the second;
    None: the program's own. Equal: none are quiet."""
    quiet_until: Mapped[int | None]
    reminder_channel: Mapped[str | None] = mapped_column(String(20))
    """The platform that reminders are sent on, where the person is reached there; None: where
    they began to be reached last."""
    role: Mapped[str] = mapped_column(String(10), default="user")
    item_limit: Mapped[int | None]
    """Overrides the setting for this person; None: the setting holds."""
    onboarding_step: Mapped[int | None]
    """The step of the tour the person is at; None: done or skipped."""
    created_at: Mapped[datetime]


class AccountRow(Base):
    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("platform", "platform_user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    platform: Mapped[str] = mapped_column(String(20))
    platform_user_id: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(reference("people.id"), index=True)
    chat_id: Mapped[str | None]
    """Where the person is reached in private on this platform."""
    reachable_since: Mapped[datetime | None]
    unreachable_since: Mapped[datetime | None]
