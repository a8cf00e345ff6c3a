"""Pictures that nobody owns any more: their bytes are still to be taken out of the store."""

from collections.abc import Sequence
from uuid import UUID

from storage.transactions import Database


async def discarded(database: Database, limit: int) -> tuple[UUID, ...]:
    """The ids of at most this many, those discarded first before the others."""
    async with database.reading() as transaction:
        return tuple(await transaction.discarded_pictures.oldest(limit))


async def forget_discarded(database: Database, ids: Sequence[UUID]) -> None:
    """Call it once their bytes are gone."""
    async with database.writing() as transaction:
        await transaction.discarded_pictures.forget(ids)
