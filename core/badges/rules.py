"""How far badges are (DESIGN, section 4). Pure."""

from collections.abc import Mapping

from core.badges.results import BadgeProgress, Tier
from storage.vocabulary import ItemType

KEEP_MONTHS: tuple[tuple[Tier, int], ...] = (("bronze", 12), ("silver", 60), ("gold", 120))
GIVER_THINGS: tuple[tuple[Tier, int], ...] = (("bronze", 1), ("silver", 5), ("gold", 10))


def keep_badges(item_type: ItemType, months_owned: int) -> tuple[BadgeProgress, ...]:
    """The badges of one thing that is kept, bronze first."""
    return tuple(
        BadgeProgress("keep", tier, item_type, needed, min(1.0, months_owned / needed))
        for tier, needed in KEEP_MONTHS
    )


def giver_badges(parted: Mapping[ItemType, int]) -> tuple[BadgeProgress, ...]:
    """The badges for what was given or donated, by type: the most parted with first, each bronze
    first. Types nothing was parted with have none."""
    by_number = sorted(
        (item_type for item_type in ItemType if parted.get(item_type, 0) > 0),
        key=lambda item_type: -parted[item_type],
    )
    return tuple(
        BadgeProgress("give", tier, item_type, needed, min(1.0, parted[item_type] / needed))
        for item_type in by_number
        for tier, needed in GIVER_THINGS
    )
