"""The words on the answers of a kept question. Here they are English, as sentences are; the
wording translates them for the person. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from core.items.results import Thing

YES = "Yes"
YES_ADD_IT = "Yes, add it"
NO = "No"
NONE_OF_THESE = "None of these"
WITHOUT_A_DAY = "Note it without that day"


class About(str):
    """A label with names in it: a text like any other, that still knows its message and what
    was put in for {subject}."""

    __slots__ = ("message", "subject")
    message: str
    subject: str

    def __new__(cls, message: str, subject: str) -> "About":
        label = super().__new__(cls, message.format(subject=subject))
        label.message, label.subject = message, subject
        return label


def give(things: Sequence[Thing]) -> About:
    return About("Give {subject}", names(things))


def donate(things: Sequence[Thing]) -> About:
    return About("Donate {subject}", names(things))


def remove(things: Sequence[Thing]) -> About:
    return About("Remove {subject}", names(things))


def it_is_my(name: str) -> About:
    return About("It is my {subject}", name)


def names(things: Sequence[Thing]) -> str:
    return ", ".join(thing.name for thing in things)


def distinct(things: Sequence[Thing]) -> tuple[str, ...]:
    """A label for each, no two alike: namesakes are told apart by the day they were received,
    those of one day by a number."""
    names = Counter(thing.name for thing in things)
    days = Counter((thing.name, thing.received) for thing in things)
    numbers: Counter[tuple[str, date]] = Counter()
    found = []
    for thing in things:
        twins = thing.name, thing.received
        numbers[twins] += 1
        label = thing.name
        if names[thing.name] > 1:
            label += f" ({thing.received.isoformat()})"
        if days[twins] > 1:
            label += f" {numbers[twins]}"
        found.append(label)
    return tuple(found)
