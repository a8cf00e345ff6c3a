"""What a command asks for, option by option, where a platform asks so (Discord, application
commands). In words the same is said as the command's usage tells."""

from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.wording.labels import CHECKUP_LABELS, TYPE_LABELS
from bot.conversation.wording.language import N_

THING = "thing"
"""The option that names a thing, by its name or id."""


class OptionKind(StrEnum):
    THING = "thing"
    """One of their things, by name: suggested while they type."""
    TEXT = "text"
    DAY = "day"
    """In words: "yesterday", "3 May 2024"."""
    MONTHS = "months"
    """A length of time in words, or a number of months: "2 years", "24"."""
    HOUR = "hour"
    """A whole hour of the day: "8", "18:00", "6 pm"."""
    HOURS = "hours"
    """From one hour to another: "22-7"."""
    ZONE = "zone"
    """A time zone or city: suggested while they type."""
    CHOICE = "choice"
    """One of `choices`, by its value."""

    @property
    def is_suggested(self) -> bool:
        return self in (OptionKind.THING, OptionKind.ZONE)


@dataclass(frozen=True, slots=True)
class OptionChoice:
    value: str
    """What comes back."""
    label: str
    """What is shown; marked for translation."""


@dataclass(frozen=True, slots=True)
class Option:
    """Names and limits are those of Discord's application commands."""

    name: str
    """1 to 32 characters of a-z 0-9 _ -."""
    kind: OptionKind
    summary: str
    """At most 100 characters, marked for translation."""
    required: bool = False
    choices: tuple[OptionChoice, ...] = ()
    """At most 25; of kind CHOICE alone."""


TYPES = tuple(OptionChoice(one, label) for one, label in TYPE_LABELS.items())
CHECKUPS = tuple(OptionChoice(one, label) for one, label in CHECKUP_LABELS.items())

A_THING = Option(THING, OptionKind.THING, N_("which of your things"), required=True)
RECEIVED = Option("received", OptionKind.DAY, N_("when it came, as in “yesterday”"))
LAST_USED = Option("last_used", OptionKind.DAY, N_("when you last used it, as in “3 May 2024”"))
ON = Option("on", OptionKind.DAY, N_("the day, as in “yesterday”; today if you leave it out"))
GOAL = Option("goal", OptionKind.MONTHS, N_("how long you want to keep it, as in “2 years”"))
TYPE = Option("type", OptionKind.CHOICE, N_("what kind of thing it is"), choices=TYPES)
ENTRY = Option(
    "entry",
    OptionKind.TEXT,
    N_("an address, the code from my mail, or on, off, test, remove"),
)
