"""Badges (DESIGN, section 4)."""

from dataclasses import dataclass
from typing import Literal

from storage.vocabulary import ItemType

Tier = Literal["bronze", "silver", "gold"]
BadgeKind = Literal["keep", "give"]


@dataclass(frozen=True, slots=True)
class BadgeProgress:
    """How far one badge is. The edge words it: "Gold Clothing Keeper"."""

    kind: BadgeKind
    tier: Tier
    item_type: ItemType
    needed: int
    """Months for a keep badge, things for a giver badge."""
    progress: float
    """0.0 to 1.0."""

    @property
    def achieved(self) -> bool:
        return self.progress >= 1.0
