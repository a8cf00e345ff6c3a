"""People's texts made harmless in Discord's Markdown, measured and split as Discord counts."""

import re
from collections.abc import Iterator

from bot.frontends.units import boundary_within, characters_within, is_blank, sendable, units_of

LONGEST_CONTENT = 2000
"""Characters of a message (Discord, Create Message). Counted in UTF-16 units here, which are never
fewer than what Discord counts."""
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
    end = _before_an_escape(text, characters_within(text, units - 1))
    return text[:end].rstrip() + "…"


def _escaped_match(found: re.Match[str]) -> str:
    if found["address"]:
        return found["address"]
    if found["anywhere"]:
        return "\\" + found["anywhere"]
    return f"{found['space']}\\{found['leading']}"


def _best_cut(text: str, units: int) -> int:
    at = boundary_within(text, units)
    return at or max(_before_an_escape(text, characters_within(text, units)), 1)


def _before_an_escape(text: str, end: int) -> int:
    backslashes = end - len(text[:end].rstrip("\\"))
    return end - backslashes % 2
