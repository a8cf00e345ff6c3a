"""What the use cases on items take and return. Frozen; no rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.badges.results import BadgeProgress
from core.durations import Duration
from core.pictures.references import DEFAULT_PICTURE
from storage.repositories.items import ItemFilter, ItemOrder
from storage.vocabulary import ItemStatus, ItemType

__all__ = [
    "DEFAULT_PICTURE",
    "ItemFilter",
    "ItemOrder",
    "ItemPage",
    "NewThing",
    "Statistics",
    "Thing",
    "ThingEdit",
]

DEFAULT_GOAL_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Thing:
    """An item as it stands, with what follows from it today."""

    id: UUID
    owner_id: UUID
    name: str
    picture: str
    item_type: ItemType
    status: ItemStatus
    received: date
    last_used: date
    goal_months: int
    recipient: str | None
    parted_on: date | None
    created_at: datetime
    owned: Duration
    """From received to today, or to the day it was parted with."""
    unused: Duration
    goal_progress: float
    """0.0 to 1.0; a goal of 0 is met."""
    badges: tuple[BadgeProgress, ...]
    """The keep badges, bronze first; empty for what is not kept."""


@dataclass(frozen=True, slots=True)
class NewThing:
    """A thing to add. parted_on None: today. received and last_used None: today for a kept thing,
    the day of parting for one that went; last used is never before received."""

    name: str
    item_type: ItemType = ItemType.OTHER
    picture: str = DEFAULT_PICTURE
    status: ItemStatus = ItemStatus.KEEP
    received: date | None = None
    last_used: date | None = None
    goal_months: int = DEFAULT_GOAL_MONTHS
    recipient: str | None = None
    parted_on: date | None = None


@dataclass(frozen=True, slots=True)
class ThingEdit:
    """What to change; None leaves it as it is. status Keep brings a thing back (clears recipient
    and parted_on, counts against the limit). A recipient is kept only for what was parted with;
    an empty one clears it."""

    name: str | None = None
    picture: str | None = None
    item_type: ItemType | None = None
    status: ItemStatus | None = None
    received: date | None = None
    last_used: date | None = None
    goal_months: int | None = None
    recipient: str | None = None


@dataclass(frozen=True, slots=True)
class ItemPage:
    things: tuple[Thing, ...]
    total: int
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What there is in the household, and what the limit counts. limit None: unlimited, shown as
    999 remaining."""

    kept: int
    given: int
    donated: int
    limit: int | None
    by_type: tuple[tuple[ItemType, int], ...]
    """Kept things by type, most first."""
    owned: int
    """What whoever asks keeps in all households together: the limit counts this."""
    is_shared: bool = False
    """Whether the household is a shared one: things in it belong to several people."""

    @property
    def remaining(self) -> int:
        return 999 if self.limit is None else max(0, self.limit - self.owned)

    @property
    def can_add(self) -> bool:
        return self.remaining > 0
