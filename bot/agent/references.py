"""Which of a person's things are meant by some words. Pure; refuses to match on thin evidence."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from core.items.results import Thing
from storage.vocabulary import ItemStatus


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS = _words(
    "a an the my our your his her its their this that these those some any one ones of and or to "
    "for with on in at it them both all item items thing things entry stuff pair set same own "
    "please just now me i we"
)
COLOURS = _words(
    "red blue green yellow black white grey gray pink purple orange brown beige navy silver gold "
    "golden turquoise violet cream khaki maroon teal"
)
QUALITIES = _words(
    "old new big small little large huge tiny enormous giant massive long short tall good nice "
    "lovely fancy cool cute favourite favorite beloved trusty dear poor whole entire spare second "
    "hand used broken shiny fine beautiful ugly heavy light cheap expensive brand dusty rusty"
)
"""What describes a thing without naming it: never enough alone, never in the way."""

_EXACT, _WITHIN, _DESCRIBED = 100, 80, 60
_TYPO = 30
"""How well words fit a name, and what a typing error costs."""


def resolve(words: str, things: Sequence[Thing]) -> tuple[Thing, ...]:
    """The things that the words may mean: one is sure, several are ambiguous, none is unknown.

    A thing whose whole name is said wins over one that merely has the words in its name, a kept
    one over one that was parted with, a right spelling over a near one. A colour, a quality or a
    stop word alone fits nothing.
    """
    said = name_words(words)
    if not any(word not in STOP_WORDS for word in said):
        return ()
    ranked = [(_rank(said, thing), thing) for thing in things]
    best = max((rank for rank, _ in ranked), default=(0, False))
    return tuple(thing for rank, thing in ranked if rank == best and rank[0] > 0)


def _rank(said: tuple[str, ...], thing: Thing) -> tuple[int, bool]:
    fit = fitness(said, name_words(thing.name))
    kept = thing.status is ItemStatus.KEEP
    if fit == _EXACT:
        return (fit + kept, kept)
    return (fit if kept else fit // 10, kept)


@lru_cache(maxsize=4096)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a name, folded: no case, accents, possessives, plurals or punctuation."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"['’`´](s\b)?", "", plain)
    return tuple(fold_plural(word) for word in re.findall(r"[^\W_]+", plain))


def fold_plural(word: str) -> str:
    """One form for a noun and its plural; not always a word ("boxes" and "box" are both "box")."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=16384)
def fitness(said: tuple[str, ...], name: tuple[str, ...]) -> int:
    """How well these words fit this name, 0 to 100; 0: not at all."""
    if "".join(said) == "".join(name):
        return _EXACT
    content = [word for word in said if word not in STOP_WORDS or word in name]
    if "".join(content) == "".join(word for word in name if word not in STOP_WORDS):
        return _EXACT
    matched: set[str] = set()
    named = typos = extra = 0
    for word in content:
        twin = word if word in name else _near(word, name)
        if twin is not None:
            matched.add(twin)
            typos += twin != word
            named += twin not in COLOURS and twin not in QUALITIES and twin not in STOP_WORDS
        elif _describes(word, name):
            extra += 1
        else:
            return 0
    if not named:
        return 0
    whole = all(word in matched or word in STOP_WORDS for word in name)
    fit = _DESCRIBED if extra else _WITHIN
    return fit + (10 if whole else 0) - (_TYPO if typos else 0)


def _describes(word: str, name: tuple[str, ...]) -> bool:
    """Whether a word that the name lacks is mere description; another colour is another thing."""
    if word in COLOURS:
        return not any(other in COLOURS for other in name)
    return word in QUALITIES


def _near(word: str, name: tuple[str, ...]) -> str | None:
    return next((other for other in name if is_typo_of(word, other)), None)


@lru_cache(maxsize=16384)
def is_typo_of(word: str, other: str) -> bool:
    """Whether a word is another with a typing error: one in four letters or more, two in eight."""
    longest = max(len(word), len(other))
    if min(len(word), len(other)) < 4 or word[0] != other[0]:
        return False
    allowed = 2 if longest >= 8 else 1
    return OSA.distance(word, other, score_cutoff=allowed) <= allowed
