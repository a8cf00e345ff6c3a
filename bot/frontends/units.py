"""Texts measured and cut in UTF-16 code units: Telegram counts so (Bot API, MessageEntity), and
Discord never counts more."""

import re
from unicodedata import category

_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Unicode's categories of control characters, marks of direction, and spaces."""
_BOUNDARIES = ("\n\n", "\n", " ")
"""Paragraphs, lines, words: where to cut, best first."""


def sendable(text: str) -> str:
    """Halves of characters, which no encoding takes, become replacement characters."""
    return _HALF_CHARACTERS.sub("\ufffd", text)


def is_blank(text: str) -> bool:
    """Whether there is nothing to see: platforms refuse it as a message of its own."""
    return all(category(character) in _INVISIBLE for character in text)


def units_of(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def characters_within(text: str, units: int) -> int:
    """How many characters of a text that is longer go into so many units. At least one, so that
    splitting comes to an end."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > units:
            return max(index, 1)
    return len(text)


def boundary_within(text: str, units: int) -> int | None:
    """How many characters to take so that the cut is at the end of a paragraph, else of a line,
    else of a word; None where there is no such place."""
    most = characters_within(text, units)
    for boundary in _BOUNDARIES:
        at = text.rfind(boundary, 0, most + len(boundary))
        if text[: max(at, 0)].strip():
            return at + len(boundary)
    return None
