"""The words on the answers of a kept question. Pure."""

from collections import Counter
from collections.abc import Sequence

from core.items.results import Thing

YES = "Yes"
NO = "No"
NONE_OF_THESE = "None of these"


def give(things: Sequence[Thing]) -> str:
    return "Give " + names(things)


def donate(things: Sequence[Thing]) -> str:
    return "Donate " + names(things)


def names(things: Sequence[Thing]) -> str:
    return ", ".join(thing.name for thing in things)


def distinct(things: Sequence[Thing]) -> tuple[str, ...]:
    """A label for each; namesakes are told apart by the day they were received."""
    count = Counter(thing.name for thing in things)
    return tuple(
        thing.name if count[thing.name] == 1 else f"{thing.name} ({thing.received.isoformat()})"
        for thing in things
    )
