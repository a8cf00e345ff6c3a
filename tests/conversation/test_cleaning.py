"""What is left of a text before anybody reads it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.conversation.cleaning import cleaned, says_something


@given(some.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@given(some.text(some.characters()))
def test_what_is_cleaned_can_be_stored_everywhere(text: str) -> None:
    stored = cleaned(text).encode()
    assert b"\x00" not in stored
    assert all(unicodedata.category(char) != "Cc" or char == "\n" for char in stored.decode())


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "🇩🇪", "❤️", "می‌خواهم", "שולחן", "e\u0301té"])
def test_emoji_sequences_and_scripts_stay_whole(text: str) -> None:
    assert cleaned(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", ["", " ", "👍", "!?…", "—"])
def test_without_a_letter_or_digit_nothing_is_said(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize("text", ["ok", "2", "טוב", "是"])
def test_letters_and_digits_of_any_script_say_something(text: str) -> None:
    assert says_something(text)
