from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import make_engine
from tests.databases import PostgresServer


@pytest.fixture
def missing_file_url(tmp_path: Path) -> URL:
    return URL.create("sqlite+aiosqlite", database=str(tmp_path / "new folder" / "50%.sqlite3"))


@pytest.fixture
def empty_postgres_url(postgres: PostgresServer) -> Iterator[URL]:
    name = postgres.create_database()
    yield postgres.url(name)
    postgres.drop_database(name)


@pytest.fixture(params=["missing_file_url", "empty_postgres_url"], ids=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> URL:
    """Where there is nothing yet, for each kind of database in turn."""
    url: URL = request.getfixturevalue(request.param)
    return url


@pytest.fixture
async def empty_engine(empty_url: URL) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(empty_url)
    yield engine
    await engine.dispose()
