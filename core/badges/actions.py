"""Showing badges."""

from dataclasses import dataclass

from core.badges.results import BadgeProgress
from core.items.results import Thing
from core.work import Work


@dataclass(frozen=True, slots=True)
class BadgeBoard:
    """Things kept with their badges, longest owned first, and giver badges by type."""

    keepers: tuple[Thing, ...]
    givers: tuple[BadgeProgress, ...]


async def show_badges(work: Work) -> BadgeBoard:
    raise NotImplementedError
