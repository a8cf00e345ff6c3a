"""Codes that prove that an address is somebody's own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Sealed, new_id, reference


class OneTimeCodeRow(Base):
    __tablename__ = "one_time_codes"
    __table_args__ = (
        CheckConstraint("address_bucket BETWEEN 0 AND 255", name="address_bucket_is_a_byte"),
        Index(None, "person_id", "created_at"),
        Index(None, "address_bucket", "created_at"),
        Index(None, "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(reference("people.id"))
    address: Mapped[str] = mapped_column(Sealed)
    """Where the code was sent, and what it proves."""
    address_bucket: Mapped[int] = mapped_column(SmallInteger)
    """One of 256 that the address falls into: what may be the same address is found by it without
    opening everybody's. SQL can not compare what is sealed, and a whole hash would give an
    address away to whoever guesses it; a single byte fits every 256th address there is."""
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    hashed: Mapped[bytes] = mapped_column(LargeBinary(64))
    tries_left: Mapped[int]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
