"""Days and lengths of time that stand alone, as in a field of a form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.agent.interpreter.interpreter import Interpreter

TODAY = date(2026, 3, 10)


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    return Interpreter()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday", date(2026, 3, 9)),
        ("3 May 2024", date(2024, 5, 3)),
        ("on 3 May 2024.", date(2024, 5, 3)),
        ("2024-05-03", date(2024, 5, 3)),
        ("Two years ago", date(2024, 3, 10)),
        ("last spring", date(2025, 4, 15)),
        ("March", date(2026, 3, 5)),
        ("next Friday", date(2026, 3, 13)),
        ("qwert", None),
        ("2 years", None),
        ("30 February", None),
        ("yesterday or on Monday", None),
        ("yesterday with Bob", None),
        ("", None),
        ("1" * 6000, None),
    ],
)
def test_a_day_is_read_where_the_whole_text_names_it(
    interpreter: Interpreter, text: str, day: date | None
) -> None:
    assert interpreter.day_alone(text, TODAY, "en") == day


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("24", 24),
        ("0", 0),
        ("2 years", 24),
        ("for 2 years", 24),
        ("a year and a half", 18),
        ("1.5 years", 18),
        ("18m", 18),
        ("10 weeks", 2),
        ("yesterday", None),
        ("2 years or so of joy", None),
        ("forever", None),
        ("", None),
        ("99999", None),
    ],
)
def test_a_length_is_read_where_the_whole_text_names_it(
    interpreter: Interpreter, text: str, months: int | None
) -> None:
    assert interpreter.months_alone(text) == months


@given(some.text())
def test_any_text_at_all_is_taken(interpreter: Interpreter, text: str) -> None:
    interpreter.day_alone(text, TODAY, "en")
    interpreter.months_alone(text)
