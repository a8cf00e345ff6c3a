"""The codes sent to addresses: those of one person, and what only all of them together tell."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import OneTimeCodeRow

_LOCKS = 0x6D6E6F77
"""The namespace of our advisory locks."""


@dataclass(frozen=True, slots=True)
class SentCode:
    """Where a code went, and when; no row."""

    address: str
    created_at: datetime


class OneTimeCodeRepository:
    def __init__(self, session: AsyncSession, person_id: UUID) -> None:
        self._session = session
        self._person_id = person_id

    def add(self, row: OneTimeCodeRow) -> None:
        if row.person_id != self._person_id:
            raise ValueError("a code of another person")
        self._session.add(row)

    async def newest(self) -> OneTimeCodeRow | None:
        """The only one that counts: each ends those before it."""
        statement = (
            select(OneTimeCodeRow)
            .where(OneTimeCodeRow.person_id == self._person_id)
            .order_by(OneTimeCodeRow.created_at.desc(), OneTimeCodeRow.id.desc())
            .limit(1)
        )
        return (await self._session.scalars(statement)).one_or_none()

    async def times_since(self, since: datetime) -> list[datetime]:
        """When codes were sent after that instant."""
        statement = select(OneTimeCodeRow.created_at).where(
            OneTimeCodeRow.person_id == self._person_id, OneTimeCodeRow.created_at > since
        )
        return list(await self._session.scalars(statement))

    async def take_try(self, id_: UUID, now: datetime) -> int | None:
        """Use one try up, whatever comes of it; how many are left then. None where the code is
        used, expired, or has no try left: then there is nothing to compare with."""
        statement = (
            update(OneTimeCodeRow)
            .where(
                OneTimeCodeRow.id == id_,
                OneTimeCodeRow.person_id == self._person_id,
                OneTimeCodeRow.tries_left > 0,
                OneTimeCodeRow.used_at.is_(None),
                OneTimeCodeRow.expires_at > now,
            )
            .values(tries_left=OneTimeCodeRow.tries_left - 1)
            .returning(OneTimeCodeRow.tries_left)
            .execution_options(synchronize_session=False)
        )
        return (await self._session.execute(statement)).scalar_one_or_none()


class OneTimeCodes:
    """Unscoped by nature: an address is the same whoever names it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, address_bucket: int) -> None:
        """Nobody else looks into the bucket until the transaction ends: who counts and then adds
        has counted right. SQLite has a single writer anyway."""
        if self._session.get_bind().dialect.name == "postgresql":
            await self._session.execute(select(func.pg_advisory_xact_lock(_LOCKS, address_bucket)))

    async def sent_since(self, address_bucket: int, since: datetime) -> list[SentCode]:
        """What went to the addresses of the bucket after that instant: a 256th of all."""
        statement = select(OneTimeCodeRow.address, OneTimeCodeRow.created_at).where(
            OneTimeCodeRow.address_bucket == address_bucket, OneTimeCodeRow.created_at > since
        )
        return [SentCode(*row) for row in await self._session.execute(statement)]
