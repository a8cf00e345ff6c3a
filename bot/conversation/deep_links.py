"""What a link into the private chat carries: made here, read here.

"/start" and the words, at most 64 characters of A-Z a-z 0-9 _ - (Bot API, deep linking).
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bot.conversation.short_ids import read_short_id, short_id
from storage.vocabulary import CheckupType

_ITEM = "item_"
_CHECKUP = "checkup_"


class Errand(StrEnum):
    """What a link does that is the same for everybody: commands by their names, and the tour."""

    SETTINGS = "settings"
    TIMEZONE = "timezone"
    REMINDERS = "reminders"
    EMAIL = "email"
    CHECKUPS = "checkups"
    REVIEW = "review"
    SNOOZE = "snooze"
    EXPORT = "export"
    PRIVACY = "privacy"
    DELETE_MY_DATA = "deletemydata"
    TOUR = "tour"


@dataclass(frozen=True, slots=True)
class ToItem:
    """The card of a thing."""

    item_id: UUID


@dataclass(frozen=True, slots=True)
class ToCheckup:
    """What there is to review, with Start."""

    checkup_type: CheckupType


Destination = Errand | ToItem | ToCheckup


def start_of(destination: Destination) -> str:
    """What stands behind "/start"."""
    match destination:
        case Errand():
            return destination.value
        case ToItem(item_id):
            return f"{_ITEM}{short_id(item_id)}"
        case ToCheckup(checkup_type):
            return f"{_CHECKUP}{checkup_type}"


def destination_of(start: str) -> Destination:
    """Where the words lead; the tour for none, and for all that start_of() has not made."""
    try:
        if start.startswith(_ITEM):
            return ToItem(read_short_id(start.removeprefix(_ITEM)))
        if start.startswith(_CHECKUP):
            return ToCheckup(CheckupType(start.removeprefix(_CHECKUP)))
        return Errand(start)
    except ValueError:
        return Errand.TOUR


def errand_of(command: str) -> Errand:
    """The errand that does what a command of this name does; the tour where there is none."""
    return Errand(command) if command in tuple(Errand) else Errand.TOUR
