"""Which thing do these words mean? Pure."""

from collections.abc import Sequence

from core.items.results import Thing
from storage.vocabulary import ItemStatus


def resolve(words: str, things: Sequence[Thing]) -> tuple[Thing, ...]:
    """Exactly one: sure; several: ambiguous; none: unknown.

    An equal name wins over one that merely contains the words, what is kept over what went.
    """
    wanted = words.casefold().split()
    if not wanted:
        return ()
    fitting = [thing for thing in things if thing.name.casefold().split() == wanted]
    if not fitting:
        fitting = [thing for thing in things if set(wanted) <= set(thing.name.casefold().split())]
    kept = tuple(thing for thing in fitting if thing.status is ItemStatus.KEEP)
    return kept or tuple(fitting)
