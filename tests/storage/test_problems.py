"""What is wrong with a database is one typed error that says which."""

import asyncio
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import make_engine
from storage.errors import DatabaseProblem, DatabaseUnusable
from storage.schema import current_revision, upgrade
from storage.transactions import Database
from tests.databases import PostgresServer
from tests.storage.builders import person_with_account, settle

NOBODY = 65534
DRIVERS = ["asyncpg", "psycopg"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, and only its owner may write to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def locked_folder(open_folder: Path) -> Path:
    open_folder.chmod(0o555)
    return open_folder


@pytest.fixture
def cut_off_file(sqlite_url: URL) -> Path:
    file = Path(sqlite_url.database or "")
    file.write_bytes(file.read_bytes()[:5000])
    return file


@contextmanager
def as_ordinary_person() -> Iterator[None]:
    """Without the rights of root, whom nothing is refused."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def engine_of(file: Path) -> AsyncEngine:
    return make_engine(f"sqlite+aiosqlite:///{file}")


async def problem_of_upgrade(engine: AsyncEngine) -> DatabaseUnusable:
    with pytest.raises(DatabaseUnusable) as caught:
        await upgrade(engine)
    await engine.dispose()
    return caught.value


@pytest.mark.parametrize(
    "address",
    [
        "",
        "minnow.sqlite3",
        "sqlite:///minnow.sqlite3",
        "postgresql://localhost/minnow",
        "mysql+aiomysql://localhost/minnow",
        "postgresql+asyncpg://localhost:port/minnow",
        "nonsense+more://x",
    ],
)
def test_an_address_of_no_database_of_ours(address: str) -> None:
    with pytest.raises(DatabaseUnusable) as caught:
        make_engine(address)
    assert caught.value.problem is DatabaseProblem.BAD_ADDRESS


def test_a_password_is_never_told() -> None:
    with pytest.raises(DatabaseUnusable) as caught:
        make_engine("mysql+aiomysql://ann:secret@localhost/minnow")
    assert "secret" not in f"{caught.value} {caught.value.where}"


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "minnow.sqlite3"
    file.write_bytes(b"Dear diary, today I bought a hoodie. " * 1000)
    before = file.read_bytes()
    problem = await problem_of_upgrade(engine_of(file))
    assert problem.problem is DatabaseProblem.UNREADABLE
    assert problem.where == str(file)
    assert file.read_bytes() == before


async def test_a_file_that_is_cut_off(cut_off_file: Path) -> None:
    database = Database(engine_of(cut_off_file))
    with pytest.raises(DatabaseUnusable) as caught:
        await settle(database)
    await database.close()
    assert caught.value.problem is DatabaseProblem.UNREADABLE


async def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    problem = await problem_of_upgrade(engine_of(tmp_path))
    assert problem.problem is DatabaseProblem.NO_PERMISSION


async def test_a_file_that_cannot_be_opened_leaves_no_thread_behind(tmp_path: Path) -> None:
    """One that outlives the event loop prints a traceback."""
    engine = engine_of(tmp_path)
    for _ in range(50):
        with pytest.raises(DatabaseUnusable):
            await current_revision(engine)
        assert not [thread for thread in threading.enumerate() if "_worker_thread" in thread.name]
    await engine.dispose()


async def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    problem = await problem_of_upgrade(engine_of(tmp_path / "data" / "minnow.sqlite3"))
    assert problem.problem is DatabaseProblem.NO_PERMISSION


async def test_a_folder_that_may_not_be_written_to(locked_folder: Path) -> None:
    for file in (locked_folder / "minnow.sqlite3", locked_folder / "deeper" / "minnow.sqlite3"):
        engine = engine_of(file)
        with as_ordinary_person():
            problem = await problem_of_upgrade(engine)
        assert problem.problem is DatabaseProblem.NO_PERMISSION


async def test_a_file_that_may_not_be_written_to(open_folder: Path) -> None:
    file = open_folder / "minnow.sqlite3"
    engine = engine_of(file)
    await upgrade(engine)
    await engine.dispose()
    file.chmod(0o444)
    with as_ordinary_person():
        problem = await problem_of_upgrade(engine)
    assert problem.problem is DatabaseProblem.READ_ONLY


async def test_a_file_that_may_not_be_written_to_any_more(database: Database) -> None:
    def refuse_writing(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA query_only=ON")

    event.listen(database.engine.sync_engine, "connect", refuse_writing)
    with pytest.raises(DatabaseUnusable) as caught:
        await settle(database)
    assert caught.value.problem is DatabaseProblem.READ_ONLY


async def test_a_file_that_may_not_be_read(open_folder: Path) -> None:
    file = open_folder / "minnow.sqlite3"
    engine = engine_of(file)
    await upgrade(engine)
    await engine.dispose()
    file.chmod(0)
    with as_ordinary_person(), pytest.raises(DatabaseUnusable) as caught:
        await current_revision(engine)
    await engine.dispose()
    assert caught.value.problem is DatabaseProblem.NO_PERMISSION


async def test_a_full_disk(database: Database) -> None:
    def leave_no_room(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count=1")

    event.listen(database.engine.sync_engine, "connect", leave_no_room)
    home = await settle(database)
    with pytest.raises(DatabaseUnusable) as caught:
        async with database.writing() as transaction:
            transaction.turns(home.person_id).add(home.turn(said="x" * 100_000))
    assert caught.value.problem is DatabaseProblem.FULL


@pytest.mark.parametrize("driver", DRIVERS)
async def test_a_server_that_is_not_there(driver: str) -> None:
    for where in ("127.0.0.1:1", "no-such-host.invalid", "/minnow?host=/no/such/folder"):
        problem = await problem_of_upgrade(make_engine(f"postgresql+{driver}://ann:secret@{where}"))
        assert problem.problem is DatabaseProblem.UNREACHABLE
        assert "secret" not in f"{problem} {problem.where}"


@pytest.mark.parametrize("driver", DRIVERS)
async def test_a_server_that_does_not_know_the_database(
    postgres: PostgresServer, driver: str
) -> None:
    problem = await problem_of_upgrade(make_engine(postgres.url("no_such_database", driver)))
    assert problem.problem is DatabaseProblem.REFUSED


@pytest.mark.parametrize("driver", DRIVERS)
async def test_a_server_that_goes_away(
    postgres: PostgresServer, postgres_url: URL, driver: str
) -> None:
    engine = make_engine(postgres_url.set(drivername=f"postgresql+{driver}"))
    with pytest.raises(DatabaseUnusable) as caught:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert caught.value.problem is DatabaseProblem.UNREACHABLE
    assert await current_revision(engine) is not None
    await engine.dispose()


@pytest.mark.parametrize("driver", DRIVERS)
async def test_connections_that_the_server_closed_while_nobody_used_them_are_replaced(
    postgres: PostgresServer, postgres_url: URL, driver: str
) -> None:
    engine = make_engine(postgres_url.set(drivername=f"postgresql+{driver}"))
    async with engine.connect() as one, engine.connect() as other:
        await asyncio.gather(one.execute(text("SELECT 1")), other.execute(text("SELECT 1")))
    another = make_engine(postgres_url)
    async with another.connect() as connection:
        closed = await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
        assert len(closed.all()) >= 2
    await asyncio.sleep(0.1)
    for _ in range(3):
        assert await current_revision(engine) is not None
    await engine.dispose()
    await another.dispose()


async def test_a_mistake_of_the_program_is_not_blamed_on_the_database(
    any_database: Database,
) -> None:
    await settle(any_database, "ann")
    with pytest.raises(IntegrityError) as caught:
        async with any_database.writing() as transaction:
            transaction.identities.add(*person_with_account("ann"))
    assert "[parameters" not in str(caught.value)
