from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from storage.transactions import Database


@pytest.fixture
def statements(any_database: Database) -> Iterator[list[str]]:
    """What is sent to the database, without the frame of the transaction."""
    sent: list[str] = []
    engine = any_database.engine.sync_engine

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
