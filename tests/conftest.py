"""Databases and clocks for every test."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.clock import StandingClock
from storage.base import Base
from storage.engine import make_engine
from storage.transactions import Database

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOON)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty SQLite database with the newest schema."""
    engine = make_engine(f"sqlite+aiosqlite:///{tmp_path / 'minnow.sqlite3'}")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    database = Database(engine)
    yield database
    await database.close()
