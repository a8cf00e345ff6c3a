"""The fields of a button's payload as text, and back: each value has one spelling."""

import re
from datetime import UTC, datetime
from uuid import UUID

from bot.conversation.short_ids import short_id
from storage.vocabulary import ReviewAnswer

LARGEST_NUMBER = 999_999_999
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_SECONDS = re.compile(r"[1-9][0-9]{0,9}")
_LETTERS = {
    ReviewAnswer.USED: "u",
    ReviewAnswer.KEEP: "k",
    ReviewAnswer.GIVE: "g",
    ReviewAnswer.DONATE: "d",
    ReviewAnswer.DONE: "f",
    ReviewAnswer.STILL_HERE: "s",
    ReviewAnswer.CHANGED_MIND: "c",
    ReviewAnswer.NOT_TODAY: "n",
}
"""The words themselves are too long beside a review and a step."""
_ANSWERS = {letter: said for said, letter in _LETTERS.items()}


def pack(value: UUID | datetime | int | str) -> str:
    """An instant is told to the second. Raises ValueError for a number below 0 or above
    LARGEST_NUMBER."""
    if isinstance(value, UUID):
        return short_id(value)
    if isinstance(value, datetime):
        return str(int(value.timestamp()))
    if isinstance(value, ReviewAnswer):
        return _LETTERS[value]
    if isinstance(value, int) and not 0 <= value <= LARGEST_NUMBER:
        raise ValueError(f"a button carries numbers from 0 to {LARGEST_NUMBER}, not {value}")
    return str(value)


def number(text: str) -> int:
    """Raises ValueError; so do those below."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def instant(text: str) -> datetime:
    """Of the seconds since 1970, in UTC."""
    if not _SECONDS.fullmatch(text):
        raise ValueError(text)
    return datetime.fromtimestamp(int(text), UTC)


def answer(text: str) -> ReviewAnswer:
    if text not in _ANSWERS:
        raise ValueError(text)
    return _ANSWERS[text]
