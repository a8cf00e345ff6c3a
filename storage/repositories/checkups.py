"""The checkups of one person."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import CheckupRow


class CheckupRepository:
    def __init__(self, session: AsyncSession, person_id: UUID) -> None:
        self._session = session
        self._person_id = person_id

    def add(self, row: CheckupRow) -> None:
        if row.person_id != self._person_id:
            raise ValueError("a checkup of another person")
        self._session.add(row)

    async def all(self) -> list[CheckupRow]:
        """keep before give. Whoever changes them holds the person's lock."""
        statement = (
            select(CheckupRow)
            .where(CheckupRow.person_id == self._person_id)
            .order_by(CheckupRow.checkup_type.desc())
        )
        return list(await self._session.scalars(statement))
