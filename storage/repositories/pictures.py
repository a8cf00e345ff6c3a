"""The stored pictures of one household."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import PictureRow


class PictureRepository:
    def __init__(self, session: AsyncSession, household_id: UUID) -> None:
        self._session = session
        self._household_id = household_id

    def add(self, row: PictureRow) -> None:
        if row.household_id != self._household_id:
            raise ValueError("a picture of another household")
        self._session.add(row)

    async def known(self, ids: Sequence[UUID]) -> set[UUID]:
        """Those of them that belong to this household. Nobody discards them until the
        transaction ends."""
        statement = (
            select(PictureRow.id)
            .where(PictureRow.household_id == self._household_id, PictureRow.id.in_(ids))
            .with_for_update(read=True)
        )
        return set(await self._session.scalars(statement))
