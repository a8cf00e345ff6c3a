"""Engines for SQLite and PostgreSQL, set up so that neither loses a write."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

BUSY_TIMEOUT_MS = 10_000


def make_engine(url: str | URL) -> AsyncEngine:
    """An engine for the URL. Opens nothing yet."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_async_engine(address, pool_pre_ping=True)
    engine = create_async_engine(address)
    _cure_sqlite(engine)
    return engine


def _cure_sqlite(engine: AsyncEngine) -> None:
    """The driver's own transactions lose concurrent read-modify-writes without an error
    (https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#pysqlite-serializable): we take over
    BEGIN, and a transaction that will write takes the write lock at once."""

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Any) -> None:
        reads_only = connection.get_execution_options().get("minnow_reads_only", False)
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
