"""What a message tells: events with the things they are about."""

from dataclasses import dataclass, field
from typing import Literal

from bot.agent.interpreter.names import Phrase
from bot.agent.interpreter.understanding import NothingCode
from bot.agent.interpreter.when import DaySpan
from core.items.results import Thing
from storage.vocabulary import ItemStatus, ItemType

Act = Literal[
    "named",      # things without a word of what happened
    "announced",  # things announced, none named yet: "two new things:"
    "recorded",   # to be put on the list
    "acquired",
    "owned",
    "parted",
    "seems_parted",  # somebody else has it; whether for good is open
    "sold",
    "used",
    "renamed",
    "retyped",
    "goal",
    "received_on",
    "last_used",
    "back",
    "doubted",    # it did not happen, or may not have
]  # fmt: skip
CHANGES: frozenset[Act] = frozenset(
    {"renamed", "retyped", "goal", "received_on", "last_used", "back"}
)


@dataclass(slots=True)
class Named:
    """One thing that was named: by a noun, or by pointing at known things."""

    phrase: Phrase | None
    things: tuple[Thing, ...] = ()
    """Pointed at: "it", "both"."""
    day: DaySpan | None = None
    goal: int | None = None
    aside: bool = False
    """Its day was said in brackets: it is true for nothing else."""


@dataclass(slots=True)
class Event:
    act: Act
    named: list[Named] = field(default_factory=list)
    day: DaySpan | None = None
    ordered: DaySpan | None = None
    """The day of the order, which counts where none of the arrival is told."""
    goal: int | None = None
    status: ItemStatus | None = None
    recipient: str | None = None
    new_name: str | None = None
    item_type: ItemType | None = None
    doubt: NothingCode | None = None
