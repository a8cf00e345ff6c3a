"""The stored pictures of one household, and those that nobody owns any more."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import DiscardedPictureRow, PictureRow


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


class DiscardedPictures:
    """Unscoped by nature: they belong to nobody."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def oldest(self, limit: int) -> list[UUID]:
        statement = (
            select(DiscardedPictureRow.picture_id)
            .order_by(DiscardedPictureRow.discarded_at, DiscardedPictureRow.picture_id)
            .limit(limit)
        )
        return list(await self._session.scalars(statement))

    async def forget(self, ids: Sequence[UUID]) -> None:
        await self._session.execute(
            delete(DiscardedPictureRow)
            .where(DiscardedPictureRow.picture_id.in_(ids))
            .execution_options(synchronize_session=False)
        )
