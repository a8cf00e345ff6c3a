"""Texts that people hand in, made fit to be kept. Pure."""

import unicodedata

_JOINERS = frozenset("\u200c\u200d")
"""Invisible, yet part of emoji and of several scripts."""
_WRITTEN = frozenset("LNPS")
"""General categories that leave a mark on the page: letters, numbers, punctuation, symbols."""


def tidy(text: str) -> str:
    """The text in one line (NFC): white space collapsed, control characters, direction overrides
    and halves of surrogate pairs dropped. Emoji stay whole."""
    spaced = " ".join(text.split())
    kept = "".join(
        character
        for character in spaced
        if character in _JOINERS or not unicodedata.category(character).startswith("C")
    )
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def is_visible(text: str) -> bool:
    """Whether anything of it is seen on a page."""
    return any(unicodedata.category(character)[0] in _WRITTEN for character in text)
