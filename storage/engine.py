"""Engines for SQLite and PostgreSQL, set up so that neither loses a write."""

import asyncio
import sqlite3
import time
import warnings
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, SAWarning
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util.concurrency import await_

from storage import sqlite_driver
from storage.cipher import Cipher
from storage.errors import DatabaseProblem, DatabaseUnusable, address_of, problem_of
from storage.sealing import AtRest, keep_at_rest

BUSY_TIMEOUT_MS = 10_000
CONNECT_TIMEOUT_S = 10

_READS_ONLY = "minnow_reads_only"
_UNFRAMED = "minnow_unframed"
_CONNECT_ARGUMENTS = {
    "sqlite+aiosqlite": {},
    "postgresql+asyncpg": {"timeout": CONNECT_TIMEOUT_S},
    "postgresql+psycopg": {"connect_timeout": CONNECT_TIMEOUT_S},
}


def make_engine(url: str | URL, cipher: Cipher | None = None) -> AsyncEngine:
    """An engine for the URL. Opens nothing yet. With a cipher, what tells about people is
    encrypted on its way into the database.

    An engine of ours raises DatabaseUnusable where the database itself is at fault, be it now or
    later. Texts of people never come into its errors.
    """
    address = _parsed(url)
    options: dict[str, Any] = {
        "hide_parameters": True,
        "connect_args": _CONNECT_ARGUMENTS[address.drivername],
    }
    if address.drivername == "postgresql+psycopg":
        options["pool_pre_ping"] = True
    elif is_in_memory(address):
        # One connection is the database: whoever comes second waits for it, and never joins a
        # transaction of somebody else, as they would in a StaticPool.
        options |= {"poolclass": AsyncAdaptedQueuePool, "pool_size": 1, "max_overflow": 0}
    engine = _created(address, options)
    keep_at_rest(engine, AtRest(cipher, address_of(address)))
    _open_connections(engine)
    if address.get_backend_name() == "sqlite":
        _cure_sqlite(engine)
    elif address.drivername == "postgresql+asyncpg":
        _leave_closed_connections(engine)
    return engine


def reading(engine: AsyncEngine) -> AsyncEngine:
    """The same engine, whose transactions take no write lock. What they write is undefined."""
    return engine.execution_options(**{_READS_ONLY: True})


def unframed(engine: AsyncEngine) -> AsyncEngine:
    """The same engine without transactions: each statement stands for itself."""
    if engine.dialect.name == "sqlite":
        # its AUTOCOMMIT would give the connection back with the driver's own transactions on
        return engine.execution_options(**{_UNFRAMED: True})
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def is_in_memory(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def file_of(url: URL) -> Path | None:
    """The file of a SQLite database that has a plain one."""
    if url.get_backend_name() != "sqlite" or is_in_memory(url) or url.query.get("uri"):
        return None
    return Path(url.database or "")


def _parsed(url: str | URL) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUnusable(DatabaseProblem.BAD_ADDRESS, "") from error
    if address.drivername not in _CONNECT_ARGUMENTS:
        raise DatabaseUnusable(DatabaseProblem.BAD_ADDRESS, address_of(address))
    return address


def _created(address: URL, options: dict[str, Any]) -> AsyncEngine:
    """What is only a warning to SQLAlchemy, as `?mode=ro` without `uri=true`, is refused: it would
    be ignored."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", SAWarning)
        try:
            return create_async_engine(address, **options)
        except (SAWarning, TypeError, ValueError) as error:
            raise DatabaseUnusable(DatabaseProblem.BAD_ADDRESS, address_of(address)) from error


def _open_connections(engine: AsyncEngine) -> None:
    """Open connections our way, and turn drivers' errors into DatabaseUnusable at the two places
    that all of them pass."""
    where = address_of(engine.url)

    @event.listens_for(engine.sync_engine, "handle_error", retval=True)
    def on_error(context: ExceptionContext) -> BaseException | None:
        if not isinstance(context.original_exception, Exception):
            return None  # a cancellation stays one
        if context.is_pre_ping:
            return None  # the pool looks for another connection
        problem = problem_of(context.original_exception)
        if problem is None and context.is_disconnect:
            problem = DatabaseProblem.UNREACHABLE
        return None if problem is None else DatabaseUnusable(problem, where)

    @event.listens_for(engine.sync_engine, "do_connect")
    def on_opening(dialect: Any, _record: Any, args: Any, options: Any) -> Any:
        try:
            if dialect.name == "sqlite":
                return sqlite_driver.connect(dialect, args, options)
            return dialect.connect(*args, **options)
        except Exception as error:
            problem = problem_of(error)
            if problem is None and "FATAL:" in str(error):
                # psycopg gives no code for what it is told while it connects
                problem = DatabaseProblem.REFUSED
            if problem is None and isinstance(error, (TypeError, dialect.dbapi.ProgrammingError)):
                problem = DatabaseProblem.BAD_ADDRESS  # a part of it that the driver does not know
            raise DatabaseUnusable(problem or DatabaseProblem.UNREACHABLE, where) from error


def _leave_closed_connections(engine: AsyncEngine) -> None:
    """asyncpg hears by itself when the server closes a connection, as at its restart: to ask takes
    no message, where SQLAlchemy's ping takes three, a third of a millisecond of every turn."""

    @event.listens_for(engine.sync_engine, "checkout")
    def on_checkout(connection: Any, _record: Any, _proxy: Any) -> None:
        if connection.driver_connection.is_closed():
            raise DisconnectionError


def _cure_sqlite(engine: AsyncEngine) -> None:
    """The driver's own transactions lose concurrent read-modify-writes without an error
    (https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#pysqlite-serializable): we take over
    BEGIN, and a transaction that will write takes the write lock at once."""

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        _keep_write_ahead_log(cursor)
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # most of what is deleted is gone at once
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if not options.get(_UNFRAMED, False):
            reads_only = options.get(_READS_ONLY, False)
            connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _keep_write_ahead_log(cursor: Any) -> None:
    """Readers and the writer then do not wait for each other. A new file turns to it while
    nobody else looks at it, and SQLite gives up at once where somebody does."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            is_busy = problem_of(error) is DatabaseProblem.BUSY
            if not is_busy or time.monotonic() > deadline:
                raise
            await_(asyncio.sleep(0.01))
        else:
            return
