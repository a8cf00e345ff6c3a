"""Writing anew what is to be encrypted: for keys that were set later or have changed."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from uuid import UUID

from sqlalchemy import Column, Table, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.base import Sealed, SealedJson
from storage.engine import reading
from storage.pictures import PictureGone, PictureStore
from storage.tables import PersonRow, PictureRow, metadata
from storage.transactions import Database

Progress = Callable[[int, int], None]
"""Called with the steps done and all steps."""

BATCH = 200


async def check_readable(engine: AsyncEngine) -> None:
    """Raises DatabaseUnusable where the keys do not open what was written about somebody."""
    newest = select(PersonRow.display_name).order_by(PersonRow.id.desc()).limit(1)
    async with reading(engine).connect() as connection:
        await connection.scalar(newest)


async def encrypt_rows(database: Database, show_progress: Progress) -> None:
    """Each batch is a transaction of its own. Nothing plain is left in the file of a SQLite
    database. Raises DatabaseUnusable."""
    engine = database.engine
    tables = [(table, sealed) for table in metadata.sorted_tables if (sealed := _sealed(table))]
    total = sum([await _count(engine, table) for table, _ in tables])
    done = 0
    for table, sealed in tables:
        last: UUID | None = None
        while ids := await _encrypt_batch(engine, table, sealed, last):
            last = ids[-1]
            done += len(ids)
            show_progress(done, total)
    await database.scrub()


async def encrypt_pictures(
    database: Database, pictures: PictureStore, show_progress: Progress
) -> None:
    """Raises DatabaseUnusable, PictureStoreUnusable."""
    async with reading(database.engine).connect() as connection:
        ids = (await connection.execute(select(PictureRow.id))).scalars().all()
    for done, id_ in enumerate(ids, start=1):
        with suppress(PictureGone):
            await pictures.put(id_, await pictures.get(id_))
        show_progress(done, len(ids))


def _sealed(table: Table) -> list[Column[object]]:
    return [column for column in table.columns if isinstance(column.type, Sealed | SealedJson)]


async def _count(engine: AsyncEngine, table: Table) -> int:
    async with reading(engine).connect() as connection:
        counted = await connection.execute(select(func.count()).select_from(table))
        return counted.scalar_one()


async def _encrypt_batch(
    engine: AsyncEngine, table: Table, sealed: Sequence[Column[object]], last: UUID | None
) -> list[UUID]:
    """The ids of the rows that follow the last one, written anew; none at the end."""
    rows = select(table.c.id, *sealed).order_by(table.c.id).limit(BATCH).with_for_update()
    if last is not None:
        rows = rows.where(table.c.id > last)
    anew = (
        update(table)
        .where(table.c.id == bindparam("row_id"))
        .values({column.name: bindparam(f"new_{column.name}") for column in sealed})
    )
    async with engine.begin() as connection:
        found = (await connection.execute(rows)).all()
        values = [
            {"row_id": id_}
            | {f"new_{column.name}": text for column, text in zip(sealed, texts, strict=True)}
            for id_, *texts in found
        ]
        if values:
            await connection.execute(anew, values)
    return [row.id for row in found]
