"""Where a sentence names the person's own things."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.agent.references import STOP_WORDS, is_typo_of, name_words, resolve
from core.items.results import Thing
from storage.vocabulary import ItemStatus

_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """The words from start up to, and without, end; and every thing they may mean."""

    start: int
    end: int
    things: tuple[Thing, ...]


def mentions_in(words: Sequence[str], things: Sequence[Thing]) -> tuple[Mention, ...]:
    """The longest names in the sentence, left to right, not overlapping."""
    vocabulary = {part for thing in things for part in name_words(thing.name)} - STOP_WORDS
    joined = {"".join(name_words(thing.name)) for thing in things}
    found = []
    start = 0
    while start < len(words):
        mention = (
            _mention_at(words, start, things) if _begins(words, start, vocabulary, joined) else None
        )
        if mention is not None:
            found.append(mention)
            start = mention.end
        else:
            start += 1
    return tuple(found)


def _begins(words: Sequence[str], start: int, vocabulary: set[str], joined: set[str]) -> bool:
    folded = name_words(words[start])
    if not folded or folded[0] in STOP_WORDS:
        return False
    if any(word in vocabulary or word in joined for word in folded):
        return True
    return len(folded[0]) > 3 and any(is_typo_of(folded[0], known) for known in vocabulary | joined)


def _mention_at(words: Sequence[str], start: int, things: Sequence[Thing]) -> Mention | None:
    for end in range(min(len(words), start + _LONGEST), start, -1):
        if name_words(words[end - 1])[-1:] and name_words(words[end - 1])[-1] not in STOP_WORDS:
            fitting = resolve(" ".join(words[start:end]), things)
            if fitting:
                return Mention(start, end, fitting)
    return None


def kept(things: Sequence[Thing]) -> tuple[Thing, ...]:
    """Those that are still owned."""
    return tuple(thing for thing in things if thing.status is ItemStatus.KEEP)
