"""aiosqlite with one trip to its thread for each statement.

Between them, SQLAlchemy's adapter and aiosqlite go to the connection's thread and back up to four
times a statement: to make a cursor, execute, fetch, close. A turn of seven statements took 25
trips, a quarter of its time; it takes eight here.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
)
from sqlalchemy.util.concurrency import await_


class OneTripCursor(AsyncAdapt_aiosqlite_cursor):
    """Executes and fetches at once, after which nothing is left to close."""

    __slots__ = ("_answer", "_owner")

    def __init__(self, owner: Any) -> None:
        # not the inherited one, which goes to the thread to make a cursor
        self._owner = owner
        self._rows = deque()
        self._answer: sqlite3.Cursor | None = None

    @property
    def description(self) -> Any:
        return None if self._answer is None else self._answer.description

    @property
    def rowcount(self) -> int:
        return -1 if self._answer is None else self._answer.rowcount

    @property
    def lastrowid(self) -> Any:
        return None if self._answer is None else self._answer.lastrowid

    def execute(self, operation: Any, parameters: Any = None) -> None:
        self._ask(lambda connection: connection.execute(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        self._ask(lambda connection: connection.executemany(operation, seq_of_parameters))

    def close(self) -> None:
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """The rows are here already."""

    def _ask(self, question: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> None:
        def ask_and_fetch(connection: sqlite3.Connection) -> tuple[sqlite3.Cursor, list[Any]]:
            answer = question(connection)
            rows = answer.fetchall() if answer.description else []
            answer.close()  # what it tells of itself stays
            return answer, rows

        self._answer, rows = self._owner.in_thread(ask_and_fetch)
        self._rows = deque(rows)


class OneTripConnection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls: type[AsyncAdapt_aiosqlite_cursor] = OneTripCursor

    def in_thread(
        self, task: Callable[[sqlite3.Connection], tuple[sqlite3.Cursor, list[Any]]]
    ) -> tuple[sqlite3.Cursor, list[Any]]:
        driver: Any = self._connection
        try:
            answer: tuple[sqlite3.Cursor, list[Any]] = await_(
                driver._execute(lambda: task(driver._conn))
            )
        except Exception as error:
            self._handle_exception(error)
        return answer

    def rollback(self) -> None:
        """Stays here where there is nothing to roll back, as after each commit, when the pool
        takes the connection back. A trip that was cancelled is no matter: SQLAlchemy closes such
        a connection, which rolls it back."""
        driver: Any = self._connection
        if driver._connection is not None and driver.in_transaction:
            super().rollback()


def connect(dialect: Any, args: Any, options: Any) -> OneTripConnection:
    """Open a connection of SQLAlchemy's aiosqlite dialect."""
    connection = dialect.connect(*args, async_creator_fn=_open, **options)
    return OneTripConnection(connection.dbapi, connection.driver_connection)


async def _open(*args: Any, **options: Any) -> aiosqlite.Connection:
    connection = aiosqlite.connect(*args, **options)
    thread = connection._thread
    thread.daemon = True
    try:
        return await connection
    except BaseException:
        # aiosqlite does not wait for its thread, which would print a traceback if it ended later
        # than the event loop
        await asyncio.to_thread(thread.join)
        raise
