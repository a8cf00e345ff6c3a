"""What is sent to a database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from storage.transactions import Database


@contextmanager
def sent_statements(database: Database) -> Iterator[list[str]]:
    """Grows with each statement, the frames of transactions left out."""
    sent: list[str] = []
    engine = database.engine.sync_engine

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
