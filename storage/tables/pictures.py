"""Stored pictures: whose they are. Their bytes are in the object storage."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, new_id, reference


class PictureRow(Base):
    __tablename__ = "pictures"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[UUID] = mapped_column(reference("households.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(reference("people.id"), index=True)
    """Who sent it."""
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    """Bytes."""
    created_at: Mapped[datetime]


class DiscardedPictureRow(Base):
    """The bytes of a picture that nobody owns any more: to be taken out of the object storage.
    Written with what gives the picture up, so that no crash leaves the bytes behind."""

    __tablename__ = "discarded_pictures"

    picture_id: Mapped[UUID] = mapped_column(primary_key=True)
    discarded_at: Mapped[datetime]
