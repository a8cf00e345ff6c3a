"""Showing badges."""

from collections import Counter
from dataclasses import dataclass

from core.badges.results import BadgeProgress
from core.badges.rules import giver_badges
from core.items.actions import MAX_KNOWN, PARTED
from core.items.results import ItemFilter, Thing
from core.items.rows import item_state
from core.items.rules import thing_of
from core.work import Work
from storage.vocabulary import ItemStatus, ItemType


@dataclass(frozen=True, slots=True)
class BadgeBoard:
    """Things kept with their badges, longest owned first, and giver badges by type."""

    keepers: tuple[Thing, ...]
    givers: tuple[BadgeProgress, ...]


async def show_badges(work: Work) -> BadgeBoard:
    """At most 500 keepers."""
    items = work.transaction.items(work.actor.household_id)
    kept = await items.find(ItemFilter(statuses=(ItemStatus.KEEP,)), "oldest", MAX_KNOWN)
    parted: Counter[ItemType] = Counter()
    for status, item_type, number in await items.counts():
        if status in PARTED:
            parted[item_type] += number
    return BadgeBoard(
        keepers=tuple(thing_of(item_state(row), work.today) for row in kept),
        givers=giver_badges(parted),
    )
