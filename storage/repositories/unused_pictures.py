"""Pictures that nothing refers to. Unscoped: for the program's own sweep, never for a turn."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import ChangeRow, DiscardedPictureRow, ItemRow, PictureRow
from storage.vocabulary import Subject


class UnusedPictures:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def newest_before(
        self, before: datetime, after_row: PictureRow | None, limit: int
    ) -> list[PictureRow]:
        """Pictures older than that, the newest first; those that follow `after_row` in that
        order. Locked; what a turn is just giving to a thing is left out."""
        statement = (
            select(PictureRow)
            .where(PictureRow.created_at < before)
            .order_by(PictureRow.created_at.desc(), PictureRow.id.desc())
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        if after_row is not None:
            place = tuple_(PictureRow.created_at, PictureRow.id)
            statement = statement.where(
                place < tuple_(literal(after_row.created_at), literal(after_row.id))
            )
        return list(await self._session.scalars(statement))

    async def pictures_of_items(
        self, household_ids: Sequence[UUID], pictures: Sequence[str]
    ) -> set[str]:
        """Those of the references that items of these households have."""
        statement = select(ItemRow.picture).where(
            ItemRow.household_id.in_(household_ids), ItemRow.picture.in_(pictures)
        )
        return set(await self._session.scalars(statement))

    async def states_since(
        self, household_ids: Sequence[UUID], since: datetime
    ) -> AsyncIterator[Mapping[str, Any]]:
        """The states of items of these households, before and after each change since then."""
        statement = select(ChangeRow.before, ChangeRow.after).where(
            ChangeRow.household_id.in_(household_ids),
            ChangeRow.subject == Subject.ITEM,
            ChangeRow.happened_at >= since,
        )
        async for states in await self._session.stream(statement):
            for state in states:
                if state is not None:
                    yield state

    async def discard(self, ids: Sequence[UUID], now: datetime) -> None:
        """Their rows go; their bytes are to be taken out of the object storage."""
        await self._session.execute(
            insert(DiscardedPictureRow),
            [{"picture_id": id_, "discarded_at": now} for id_ in ids],
        )
        await self._session.execute(
            delete(PictureRow)
            .where(PictureRow.id.in_(ids))
            .execution_options(synchronize_session=False)
        )
