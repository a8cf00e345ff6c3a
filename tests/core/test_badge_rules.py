import pytest

from core.badges.rules import giver_badges, keep_badges
from storage.vocabulary import ItemType


@pytest.mark.parametrize(
    ("months", "tiers"),
    [
        (11, []),
        (12, ["bronze"]),
        (59, ["bronze"]),
        (60, ["bronze", "silver"]),
        (119, ["bronze", "silver"]),
        (120, ["bronze", "silver", "gold"]),
    ],
)
def test_keep_badges_are_earned_after_1_5_and_10_years(months: int, tiers: list[str]) -> None:
    badges = keep_badges(ItemType.CLOTHING, months)
    assert [badge.tier for badge in badges if badge.achieved] == tiers


@pytest.mark.parametrize(
    ("number", "tiers"),
    [
        (1, ["bronze"]),
        (4, ["bronze"]),
        (5, ["bronze", "silver"]),
        (10, ["bronze", "silver", "gold"]),
    ],
)
def test_giver_badges_are_earned_with_1_5_and_10_things(number: int, tiers: list[str]) -> None:
    badges = giver_badges({ItemType.FURNITURE: number})
    assert [badge.tier for badge in badges if badge.achieved] == tiers


def test_giver_badges_come_by_type_most_parted_with_first_and_only_where_something_went() -> None:
    badges = giver_badges({ItemType.BOOKS: 2, ItemType.TOYS: 7, ItemType.PETS: 0})
    assert [badge.item_type for badge in badges] == [ItemType.TOYS] * 3 + [ItemType.BOOKS] * 3


def test_progress_towards_a_badge_is_a_fraction() -> None:
    bronze, silver, gold = keep_badges(ItemType.CLOTHING, 30)
    assert (bronze.progress, silver.progress, gold.progress) == (1.0, 0.5, 0.25)
