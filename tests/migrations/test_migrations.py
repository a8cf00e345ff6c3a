import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import main as alembic
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import schema
from storage.engine import make_engine
from storage.errors import DatabaseProblem, DatabaseUnusable
from storage.schema import HEAD, SchemaState
from storage.tables import metadata
from storage.transactions import Database
from tests.storage.builders import settle
from tests.storage.other_process import in_other_processes

PROJECT = Path(__file__).parents[2]

Shape = dict[str, list[str]]


async def shape_of(engine: AsyncEngine) -> Shape:
    async with engine.connect() as connection:
        return await connection.run_sync(read_shape)


def read_shape(connection: Connection) -> Shape:
    """Everything that tells one schema from another."""
    inspector = inspect(connection)
    return {
        table: sorted(
            str(part)
            for parts in (
                inspector.get_columns(table),
                [inspector.get_pk_constraint(table)],
                inspector.get_foreign_keys(table),
                inspector.get_unique_constraints(table),
                inspector.get_check_constraints(table),
                inspector.get_indexes(table),
            )
            for part in parts
        )
        for table in sorted(inspector.get_table_names())
        if table != "alembic_version"
    }


def test_the_head_that_the_program_knows_is_the_newest_revision() -> None:
    scripts = ScriptDirectory(str(PROJECT / "migrations"))
    assert scripts.get_heads() == [HEAD]


async def test_from_nothing_to_the_newest_and_back(empty_engine: AsyncEngine) -> None:
    assert await schema.current_revision(empty_engine) is None
    await schema.upgrade(empty_engine)
    assert await schema.current_revision(empty_engine) == HEAD
    assert (await shape_of(empty_engine)).keys() == metadata.tables.keys()
    await schema.downgrade(empty_engine)
    assert await schema.current_revision(empty_engine) is None
    assert await shape_of(empty_engine) == {}
    await schema.upgrade(empty_engine)
    assert await schema.current_revision(empty_engine) == HEAD


async def test_migrations_make_what_the_tables_say(
    empty_engine: AsyncEngine,
) -> None:
    await schema.upgrade(empty_engine)
    migrated = await shape_of(empty_engine)
    await schema.downgrade(empty_engine)
    async with empty_engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    assert migrated == await shape_of(empty_engine)


async def test_a_database_in_memory_has_the_same_schema(tmp_path: Path) -> None:
    in_memory = make_engine("sqlite+aiosqlite:///:memory:")
    in_file = make_engine(f"sqlite+aiosqlite:///{tmp_path / 'minnow.sqlite3'}")
    await schema.upgrade(in_memory)
    await schema.upgrade(in_memory)
    await schema.upgrade(in_file)
    assert await schema.current_revision(in_memory) == HEAD
    assert await shape_of(in_memory) == await shape_of(in_file)
    await in_memory.dispose()
    await in_file.dispose()


async def test_upgrading_twice_changes_nothing(empty_engine: AsyncEngine) -> None:
    await schema.upgrade(empty_engine)
    database = Database(empty_engine)
    await settle(database)
    await schema.upgrade(empty_engine)
    async with database.writing() as transaction:
        assert await transaction.identities.find("terminal", "ann") is not None


async def test_processes_that_start_at_once_upgrade_once(
    empty_engine: AsyncEngine, empty_url: URL
) -> None:
    url = empty_url.render_as_string(hide_password=False)
    await in_other_processes(2, url, "upgrade")
    assert await schema.current_revision(empty_engine) == HEAD
    async with empty_engine.connect() as connection:
        versions = await connection.scalar(text("SELECT count(*) FROM alembic_version"))
    assert versions == 1


async def test_the_status_is_told_without_making_a_file(
    empty_engine: AsyncEngine,
) -> None:
    before = await schema.status(empty_engine)
    assert (before.current, before.newest, before.state) == (None, HEAD, SchemaState.EMPTY)
    if empty_engine.dialect.name == "sqlite":
        assert not Path(empty_engine.url.database or "").parent.exists()
    await schema.upgrade(empty_engine)
    after = await schema.status(empty_engine)
    assert (after.current, after.state) == (HEAD, SchemaState.CURRENT)


async def test_a_schema_of_a_newer_program_is_left_alone(empty_engine: AsyncEngine) -> None:
    await schema.upgrade(empty_engine)
    async with empty_engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'future'"))
    assert (await schema.status(empty_engine)).state is SchemaState.NEWER
    for move in (schema.upgrade, schema.downgrade):
        with pytest.raises(DatabaseUnusable) as caught:
            await move(empty_engine)
        assert caught.value.problem is DatabaseProblem.NEWER_THAN_PROGRAM
    assert (await shape_of(empty_engine)).keys() == metadata.tables.keys()


async def test_foreign_keys_hold_again_after_a_migration(empty_engine: AsyncEngine) -> None:
    await schema.upgrade(empty_engine)
    if empty_engine.dialect.name == "sqlite":
        async with empty_engine.connect() as connection:
            assert await connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_alembics_own_commands_work_and_find_nothing_to_change(
    empty_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    if empty_url.get_backend_name() == "sqlite":
        Path(empty_url.database or "").parent.mkdir()
    target = ["-x", f"url={empty_url.render_as_string(hide_password=False)}"]
    for command in (["upgrade", "head"], ["check"], ["downgrade", "base"]):
        alembic([*target, *command])


def test_alembic_without_an_address_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    with pytest.raises(SystemExit):
        alembic(["current"])
    assert "alembic -x url=" in "".join(capsys.readouterr())


def test_a_start_on_the_newest_schema_imports_neither_alembic_nor_the_other_dialect(
    sqlite_url: URL,
) -> None:
    program = (
        "import asyncio, sys;"
        "from storage.engine import make_engine; from storage.schema import upgrade;"
        "asyncio.run(upgrade(make_engine(sys.argv[1])));"
        "sys.exit(bool({'alembic', 'sqlalchemy.dialects.postgresql'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, sqlite_url.render_as_string()], check=False
    )
    assert done.returncode == 0
