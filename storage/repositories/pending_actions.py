"""The questions that wait for an answer of one person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import PendingActionRow


class PendingActionRepository:
    def __init__(self, session: AsyncSession, person_id: UUID) -> None:
        self._session = session
        self._person_id = person_id

    def add(self, row: PendingActionRow) -> None:
        if row.person_id != self._person_id:
            raise ValueError("a question to another person")
        self._session.add(row)

    async def get(self, id_: UUID) -> PendingActionRow | None:
        statement = select(PendingActionRow).where(
            PendingActionRow.id == id_, PendingActionRow.person_id == self._person_id
        )
        return (await self._session.scalars(statement)).one_or_none()

    async def newest_open(
        self, household_id: UUID, platform: str, chat_id: str, now: datetime
    ) -> PendingActionRow | None:
        """The newest question about this household in this chat that is neither answered nor
        expired."""
        statement = (
            select(PendingActionRow)
            .where(
                PendingActionRow.person_id == self._person_id,
                PendingActionRow.household_id == household_id,
                PendingActionRow.platform == platform,
                PendingActionRow.chat_id == chat_id,
                PendingActionRow.claimed_at.is_(None),
                PendingActionRow.expires_at > now,
            )
            .order_by(PendingActionRow.id.desc())
            .limit(1)
        )
        return (await self._session.scalars(statement)).one_or_none()

    async def claim(self, id_: UUID, now: datetime) -> bool:
        """Take the question for oneself; True for exactly one caller, never after it expired."""
        statement = (
            update(PendingActionRow)
            .where(
                PendingActionRow.id == id_,
                PendingActionRow.person_id == self._person_id,
                PendingActionRow.claimed_at.is_(None),
                PendingActionRow.expires_at > now,
            )
            .values(claimed_at=now)
            .returning(PendingActionRow.id)
        )
        return (await self._session.execute(statement)).scalar_one_or_none() is not None
