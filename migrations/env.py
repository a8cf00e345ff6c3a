"""What Alembic runs. The database is handed in, by storage.schema as an open connection or on the
command line: alembic -x url=sqlite+aiosqlite:///minnow.sqlite3 upgrade head"""

import asyncio
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.util import CommandError
from sqlalchemy import Connection

from storage.base import Sealed, SealedJson, UtcDateTime
from storage.engine import make_engine
from storage.tables import metadata


def render_item(kind: str, item: Any, _autogenerate: AutogenContext) -> str | Literal[False]:
    """Revisions stand alone: they name database types, not ours, which may change."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Sealed):
        return "sa.Text()"
    if kind == "type" and isinstance(item, SealedJson):
        return "sa.JSON()"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,  # SQLite alters hardly anything in place
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_on(url: str) -> None:
    engine = make_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(run)
    finally:
        await engine.dispose()


connection = context.config.attributes.get("connection")
if connection is not None:
    run(connection)
elif "url" in (given := context.get_x_argument(as_dictionary=True)):
    asyncio.run(run_on(str(given["url"])))
else:
    raise CommandError("which database? alembic -x url=sqlite+aiosqlite:///minnow.sqlite3 …")
