"""The schema of a database: which one it has, and bringing it to the one this program needs.

Alembic takes most of a second to import, so it is, only where something is to be migrated: a
start on the newest schema pays one query.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

import migrations
from storage.engine import file_of, is_in_memory, reading
from storage.errors import (
    DatabaseProblem,
    DatabaseUnusable,
    address_of,
    problem_of_file,
)
from storage.tables import metadata

HEAD = "fe5aabbf7b19"
"""The newest revision in migrations/versions."""

_MIGRATIONS = Path(migrations.__file__).parent

_LOCK = 0x4D696E4E6F77
"""PostgreSQL's advisory lock that whoever migrates holds."""

if TYPE_CHECKING:
    from alembic.config import Config


class NoSuchRevision(ValueError):
    """There is no such revision to go to from here. Nothing was changed."""


class SchemaState(StrEnum):
    EMPTY = "empty"
    OUTDATED = "outdated"
    CURRENT = "current"
    NEWER = "newer"
    """Made by a newer version of the program."""


@dataclass(frozen=True, slots=True)
class SchemaStatus:
    current: str | None
    newest: str
    state: SchemaState


async def current_revision(engine: AsyncEngine) -> str | None:
    """The revision of the schema; None if there is none. Makes no file. Raises DatabaseUnusable."""
    if _is_missing(file_of(engine.url)):
        return None
    async with reading(engine).connect() as connection:
        try:
            return (
                await connection.execute(text("SELECT version_num FROM alembic_version"))
            ).scalar()
        except DBAPIError as error:
            if _is_about_a_missing_table(error):
                return None
            raise


async def status(engine: AsyncEngine) -> SchemaStatus:
    """Raises DatabaseUnusable."""
    current = await current_revision(engine)
    if current is None:
        state = SchemaState.EMPTY
    elif current == HEAD:
        state = SchemaState.CURRENT
    else:
        state = SchemaState.OUTDATED if current in _known_revisions() else SchemaState.NEWER
    return SchemaStatus(current, HEAD, state)


async def upgrade(engine: AsyncEngine) -> None:
    """Bring the database to HEAD, making its file and folder if need be. Any number of processes
    may do so at once. All or nothing. Raises DatabaseUnusable."""
    _prepare_file(file_of(engine.url))
    if await current_revision(engine) == HEAD:
        return
    if is_in_memory(engine.url):
        await _create(engine)
    else:
        await _migrate(engine, _Direction.UP, "head")


async def downgrade(engine: AsyncEngine, revision: str = "base") -> None:
    """Take the schema back to a revision ("base": nothing is left; "-1": one step), losing what
    the older one cannot hold. All or nothing. Raises DatabaseUnusable, NoSuchRevision."""
    if not revision:
        raise NoSuchRevision(revision)
    if await current_revision(engine) is not None:
        await _migrate(engine, _Direction.DOWN, revision)


async def check_writable(engine: AsyncEngine) -> None:
    """Writes nothing, as one who may. Raises DatabaseUnusable for a database of the newest schema
    that can only be read; SQLite tells so at the first writing statement, not before."""
    async with engine.begin() as connection:
        nothing = text("UPDATE alembic_version SET version_num = version_num WHERE 1 = 0")
        await connection.execute(nothing)


async def empty(engine: AsyncEngine) -> None:
    """Delete every row of everybody; the schema stays. Raises DatabaseUnusable."""
    async with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            await connection.execute(table.delete())


class _Direction(Enum):
    UP = "up"
    DOWN = "down"


async def _create(engine: AsyncEngine) -> None:
    """The newest schema at once: what lives in memory was never older."""
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all, checkfirst=False)
        await connection.execute(
            text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32))")
        )
        await connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


async def _migrate(engine: AsyncEngine, direction: _Direction, revision: str) -> None:
    async with (
        engine.connect() as connection,
        _foreign_keys_resting(connection),
        connection.begin(),  # on SQLite this takes the write lock
    ):
        if connection.dialect.name == "postgresql":
            await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        await connection.run_sync(_run_alembic, direction, revision)


def _run_alembic(connection: Connection, direction: _Direction, revision: str) -> None:
    from alembic import command
    from alembic.runtime.migration import MigrationContext
    from alembic.util.exc import CommandError

    config = _alembic_config()
    config.attributes["connection"] = connection
    heads = MigrationContext.configure(connection).get_current_heads()
    if not set(heads) <= _known_revisions():
        where = address_of(connection.engine.url)
        raise DatabaseUnusable(DatabaseProblem.NEWER_THAN_PROGRAM, where)
    if direction is _Direction.UP:
        command.upgrade(config, revision)
        return
    try:
        command.downgrade(config, revision)
    except CommandError as error:
        raise NoSuchRevision(revision) from error


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_alembic_config())
    return {script.revision for script in scripts.walk_revisions()}


def _alembic_config() -> "Config":
    from alembic.config import Config

    config = Config()
    # Alembic reads % as the start of a placeholder
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


@asynccontextmanager
async def _foreign_keys_resting(connection: AsyncConnection) -> AsyncIterator[None]:
    """SQLite alters a table by copying, dropping and renaming it; with its foreign keys awake,
    the drop would take every row along that refers to it. They can be set to rest only outside
    of a transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None  # noqa: S101
    await raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        await raw.execute("PRAGMA foreign_keys=ON")


def _is_missing(file: Path | None) -> bool:
    return file is not None and not os.path.lexists(file)


def _prepare_file(file: Path | None) -> None:
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        is_read_only = file.exists() and not os.access(file, os.W_OK)
    except OSError as error:
        raise DatabaseUnusable(problem_of_file(error), str(file)) from error
    if is_read_only:
        raise DatabaseUnusable(DatabaseProblem.READ_ONLY, str(file))


def _is_about_a_missing_table(error: DBAPIError) -> bool:
    undefined_table = "42P01"
    return getattr(
        error.orig, "sqlstate", None
    ) == undefined_table or "no such table: alembic_version" in str(error.orig)
