from datetime import date
from uuid import uuid4

import pytest

from core.errors import InvalidGoal, InvalidName, ItemNotFound
from core.items.actions import (
    add_items,
    change_items,
    find_items,
    get_item,
    get_items,
    known_things,
    part_with_items,
    remove_items,
    statistics,
)
from core.items.results import ItemFilter, NewThing, ThingEdit
from core.receipts import ItemChange
from storage.vocabulary import ItemStatus, ItemType
from tests.core.acting import Person, ids_of, things_of

TODAY = date(2026, 3, 10)


async def test_a_thing_is_added_and_found_again(ann: Person) -> None:
    (hoodie,) = await ann.adds(
        NewThing(
            "grey hoodie",
            ItemType.CLOTHING,
            "🧥",
            received=date(2024, 3, 9),
            last_used=date(2026, 3, 1),
            goal_months=48,
        )
    )
    found = await ann.does(lambda work: get_item(work, hoodie.id))
    assert found == hoodie
    assert (found.name, found.picture, found.item_type) == ("grey hoodie", "🧥", ItemType.CLOTHING)
    assert found.goal_progress == 0.5


async def test_of_several_things_those_that_are_there_are_found_in_the_order_asked(
    ann: Person,
) -> None:
    hat, coat = await ann.adds("hat", "coat")
    wanted = [coat.id, uuid4(), hat.id, coat.id]
    assert await ann.does(lambda work: get_items(work, wanted)) == (coat, hat)


async def test_several_things_are_added_together_or_not_at_all(ann: Person) -> None:
    with pytest.raises(InvalidName):
        await ann.adds("hat", " ", "coat")
    assert await ann.names() == []


async def test_the_same_change_is_made_to_all_that_are_named(ann: Person) -> None:
    hat, coat = await ann.adds("hat", "coat")
    receipt = await ann.does(
        lambda work: change_items(work, ids_of(hat, coat), ThingEdit(goal_months=24))
    )
    assert [thing.goal_months for thing in things_of(receipt)] == [24, 24]
    assert [thing.goal_months for thing in await ann.things()] == [24, 24]


async def test_an_edit_that_says_nothing_new_has_an_empty_receipt(ann: Person) -> None:
    (hat,) = await ann.adds("hat")
    receipt = await ann.does(
        lambda work: change_items(work, [hat.id], ThingEdit(name="hat", goal_months=12))
    )
    assert receipt.changes == ()


async def test_an_edit_that_is_refused_for_one_changes_none(ann: Person) -> None:
    hat, coat = await ann.adds("hat", "coat")
    with pytest.raises(InvalidGoal):
        await ann.does(
            lambda work: change_items(
                work, ids_of(hat, coat), ThingEdit(name="cap", goal_months=-5)
            )
        )
    assert await ann.names() == ["hat", "coat"]


async def test_a_thing_is_given_away(ann: Person) -> None:
    (switch,) = await ann.adds("Switch")
    receipt = await ann.does(
        lambda work: part_with_items(work, [switch.id], ItemStatus.GIVE, "my  brother")
    )
    (change,) = receipt.changes
    assert isinstance(change, ItemChange)
    assert change.before == switch
    (gone,) = await ann.things()
    assert change.after == gone
    assert (gone.status, gone.recipient, gone.parted_on) == (ItemStatus.GIVE, "my brother", TODAY)


async def test_a_removed_thing_is_gone(ann: Person) -> None:
    hat, coat = await ann.adds("hat", "coat")
    receipt = await ann.does(lambda work: remove_items(work, [hat.id]))
    assert receipt.changes == (ItemChange(hat, None),)
    assert await ann.things() == (coat,)
    with pytest.raises(ItemNotFound):
        await ann.does(lambda work: get_item(work, hat.id))


async def test_naming_a_thing_twice_is_naming_it_once(ann: Person) -> None:
    (hat,) = await ann.adds("hat")
    receipt = await ann.does(lambda work: remove_items(work, [hat.id, hat.id]))
    assert len(receipt.changes) == 1


async def test_one_unknown_thing_among_several_stops_them_all(ann: Person) -> None:
    (hat,) = await ann.adds("hat")
    for attempt in (
        lambda work: remove_items(work, [hat.id, uuid4()]),
        lambda work: part_with_items(work, [hat.id, uuid4()], ItemStatus.DONATE),
        lambda work: change_items(work, [hat.id, uuid4()], ThingEdit(name="cap")),
    ):
        with pytest.raises(ItemNotFound):
            await ann.does(attempt)
    assert await ann.things() == (hat,)


async def test_things_are_found_by_what_is_said_of_them(ann: Person) -> None:
    await ann.adds(
        NewThing(
            "Grüner Hut", ItemType.CLOTHING, received=date(2020, 5, 1), last_used=date(2021, 1, 1)
        ),
        NewThing("lamp", ItemType.FURNITURE, received=date(2022, 5, 1)),
        NewThing(
            "desk",
            ItemType.FURNITURE,
            status=ItemStatus.GIVE,
            recipient="Tom",
            parted_on=date(2026, 1, 5),
        ),
    )

    async def names(wanted: ItemFilter) -> list[str]:
        page = await ann.does(lambda work: find_items(work, wanted))
        assert page.total == len(page.things)
        return [thing.name for thing in page.things]

    assert await names(ItemFilter(statuses=(ItemStatus.KEEP,))) == ["Grüner Hut", "lamp"]
    assert await names(ItemFilter(item_types=(ItemType.FURNITURE,))) == ["lamp", "desk"]
    assert await names(ItemFilter(text="GRÜNER\x00")) == ["Grüner Hut"]
    assert await names(ItemFilter(recipient="tom")) == ["desk"]
    assert await names(ItemFilter(received_to=date(2020, 5, 1))) == ["Grüner Hut"]
    assert await names(ItemFilter(parted_from=date(2026, 1, 5))) == ["desk"]
    assert await names(ItemFilter(unused_since=date(2021, 1, 2))) == ["Grüner Hut"]


async def test_a_list_comes_in_pages(ann: Person) -> None:
    await ann.adds(*(f"thing {number}" for number in range(5)))
    page = await ann.does(lambda work: find_items(work, ItemFilter(), limit=2, offset=2))
    assert [thing.name for thing in page.things] == ["thing 2", "thing 3"]
    assert (page.total, page.offset, page.limit) == (5, 2, 2)


async def test_a_page_has_sensible_bounds(ann: Person) -> None:
    await ann.adds("hat")
    page = await ann.does(lambda work: find_items(work, ItemFilter(), limit=-3, offset=-1))
    assert (len(page.things), page.limit, page.offset) == (1, 1, 0)
    page = await ann.does(lambda work: find_items(work, ItemFilter(), limit=10**30, offset=10**30))
    assert (page.things, page.total) == ((), 1)


async def test_a_sentence_may_refer_to_all_kept_things_and_to_what_went_last(ann: Person) -> None:
    await ann.adds(
        NewThing("first gift", status=ItemStatus.GIVE, parted_on=date(2026, 1, 1)),
        NewThing("hat"),
        NewThing("last gift", status=ItemStatus.GIVE, parted_on=date(2026, 2, 1)),
    )
    things = await ann.does(lambda work: known_things(work, parted_limit=1))
    assert [thing.name for thing in things] == ["hat", "last gift"]


async def test_statistics_count_what_the_limit_counts(ann: Person) -> None:
    await ann.adds(
        NewThing("lamp", ItemType.FURNITURE),
        NewThing("hat", ItemType.CLOTHING),
        NewThing("coat", ItemType.CLOTHING),
        NewThing("desk", ItemType.FURNITURE, status=ItemStatus.GIVE),
        NewThing("chair", ItemType.FURNITURE, status=ItemStatus.DONATE),
    )
    stats = await ann.does(statistics)
    assert (stats.kept, stats.given, stats.donated) == (3, 1, 1)
    assert (stats.limit, stats.remaining, stats.can_add) == (10, 7, True)
    assert stats.by_type == ((ItemType.CLOTHING, 2), (ItemType.FURNITURE, 1))


async def test_adding_nothing_changes_nothing(ann: Person) -> None:
    receipt = await ann.does(lambda work: add_items(work, []))
    assert receipt.changes == ()
