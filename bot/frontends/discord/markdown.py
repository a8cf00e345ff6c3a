"""People's texts made harmless in Discord's Markdown, measured and split as Discord counts."""

import re
from collections.abc import Iterator
from unicodedata import category

LONGEST_CONTENT = 2000
"""Characters of a message (Discord, Create Message). Counted in UTF-16 units here, which are never
fewer than what Discord counts."""
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Unicode's categories of control characters, marks of direction, and spaces."""
_BOUNDARIES = ("\n\n", "\n", " ")
"""Paragraphs, lines, words: where to split, best first."""
_MEANINGFUL = re.compile(
    r"(?P<address>https?://[^\s<>]+)"
    r"|(?P<anywhere>[\\*_~`|\[\]<@])"
    r"|^(?P<space>[ \t]*)(?P<leading>\#{1,3}(?=\s)|>|-\#|[-+](?=\s))",
    re.MULTILINE,
)
"""What means something to Discord: styles, links, mentions; headings, quotes and lists."""


def escaped(text: str) -> str:
    """Shown just as it is: no style, no mention, no list. Addresses stay links."""
    return _MEANINGFUL.sub(_escaped_match, sendable(text))


def sendable(text: str) -> str:
    """Halves of characters, which no encoding takes, become replacement characters."""
    return _HALF_CHARACTERS.sub("\ufffd", text)


def is_blank(text: str) -> bool:
    """Whether there is nothing to see: Discord refuses it as a message of its own."""
    return all(category(character) in _INVISIBLE for character in text)


def units_of(text: str) -> int:
    """Its length in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def split(text: str, units: int = LONGEST_CONTENT) -> Iterator[str]:
    """Parts of at most so many units, none of them blank: at the end of a paragraph, else of a
    line, else of a word, else in its midst, but never within a character or before what a
    backslash escapes."""
    rest = text
    while rest:
        size = len(rest) if units_of(rest) <= units else _best_cut(rest, units)
        part, rest = rest[:size].strip("\n").rstrip(), rest[size:]
        if not is_blank(part):
            yield part


def cut_to(text: str, units: int) -> str:
    """Escaped text, or its beginning with an ellipsis. `units` are at least 3."""
    if units_of(text) <= units:
        return text
    end = _before_an_escape(text, _characters_within(text, units - 1))
    return text[:end].rstrip() + "…"


def _escaped_match(found: re.Match[str]) -> str:
    if found["address"]:
        return found["address"]
    if found["anywhere"]:
        return "\\" + found["anywhere"]
    return f"{found['space']}\\{found['leading']}"


def _best_cut(text: str, units: int) -> int:
    most = _characters_within(text, units)
    for boundary in _BOUNDARIES:
        at = text.rfind(boundary, 0, most + len(boundary))
        if text[: max(at, 0)].strip():
            return at + len(boundary)
    return max(_before_an_escape(text, most), 1)


def _before_an_escape(text: str, end: int) -> int:
    backslashes = end - len(text[:end].rstrip("\\"))
    return end - backslashes % 2


def _characters_within(text: str, units: int) -> int:
    """At least one, so that splitting comes to an end."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > units:
            return max(index, 1)
    return len(text)
