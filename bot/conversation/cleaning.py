"""What is done to a text before anybody reads it."""

import re
import unicodedata

LONGEST_TEXT = 4_000
"""Characters; the longest message a chat platform delivers is about that long."""

_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They reorder what stands around a name. Joiners and direction marks stay: emoji and some
scripts need them."""
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")


def cleaned(text: str) -> str:
    """Without control characters, stray surrogates and white space at its ends; line ends are
    \\n, tabs are spaces, accents are composed (NFC)."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = "".join(char for char in text if char == "\n" or not _unwanted(char))
    return unicodedata.normalize("NFC", kept).strip()


def says_something(text: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(char.isalnum() for char in text)


def _unwanted(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or char in _BIDI_CONTROLS
