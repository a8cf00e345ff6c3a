"""What people and files say never steers the terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.frontends.terminal.display import displayable


def test_an_escape_sequence_is_shown_and_not_sent() -> None:
    assert displayable("\x1b[2Jhi\x07") == "␛[2Jhi␇"


def test_lines_stay_and_tabs_become_spaces() -> None:
    assert displayable("a\r\nb\tc") == "a\nb   c"


def test_text_is_not_turned_around() -> None:
    assert "\u202e" not in displayable("\u202eevil")


def test_emoji_and_right_to_left_names_stay_as_they_are() -> None:
    text = "👩‍👩‍👧 \u2068كتاب\u2069 ❤️"

    assert displayable(text) == text


@given(st.text(st.characters(codec=None)))
def test_no_control_character_ever_passes(text: str) -> None:
    shown = displayable(text)

    assert all(char == "\n" or unicodedata.category(char) not in ("Cc", "Cs") for char in shown)
    shown.encode("utf-8")
