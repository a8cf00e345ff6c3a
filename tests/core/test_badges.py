from datetime import date

from core.badges.actions import show_badges
from core.items.results import NewThing
from storage.vocabulary import ItemStatus, ItemType
from tests.core.acting import Person


async def test_badges_show_the_longest_kept_first_and_givers_by_type(ann: Person) -> None:
    await ann.adds(
        NewThing("hat", ItemType.CLOTHING, received=date(2025, 3, 10)),
        NewThing("guitar", ItemType.OTHER, received=date(2014, 1, 1)),
        NewThing("desk", ItemType.FURNITURE, status=ItemStatus.GIVE),
        NewThing("chair", ItemType.FURNITURE, status=ItemStatus.DONATE),
    )
    board = await ann.does(show_badges)
    assert [thing.name for thing in board.keepers] == ["guitar", "hat"]
    assert [badge.achieved for badge in board.keepers[0].badges] == [True, True, True]
    assert [badge.achieved for badge in board.keepers[1].badges] == [True, False, False]
    assert [(badge.tier, badge.item_type, badge.progress) for badge in board.givers] == [
        ("bronze", ItemType.FURNITURE, 1.0),
        ("silver", ItemType.FURNITURE, 0.4),
        ("gold", ItemType.FURNITURE, 0.2),
    ]


async def test_whoever_owns_nothing_has_no_badges(ann: Person) -> None:
    board = await ann.does(show_badges)
    assert (board.keepers, board.givers) == ((), ())
