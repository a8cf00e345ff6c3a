"""Whole sentences, in the tables of the folder `sentences`."""

import pytest

from bot.agent.interpreter.interpreter import Interpreter
from tests.agent.interpreter.tables import FOLDER, Row, rows


@pytest.mark.parametrize("row", tuple(rows()), ids=lambda row: f"{row.table}: {row.text[:50]}")
def test_a_sentence_is_understood_as_its_table_says(row: Row, interpreter: Interpreter) -> None:
    understood = row.understood(interpreter)
    assert row.holds(understood), f"{understood!r} is not {row.expected!r}"


def test_every_table_has_rows() -> None:
    tables = {row.table for row in rows()}
    assert tables == {path.stem for path in FOLDER.glob("*.txt")}
    assert len(tables) >= 10
