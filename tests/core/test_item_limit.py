import asyncio

import pytest

from core.clock import StandingClock
from core.errors import ItemLimitReached
from core.history.actions import undo
from core.items.actions import add_items, change_items, part_with_items, remove_items, statistics
from core.items.results import NewThing, ThingEdit
from core.turns.desk import TurnPolicy
from storage.transactions import Database
from storage.vocabulary import ItemStatus
from tests.core.acting import Person, ids_of

TEN = tuple(f"thing {number}" for number in range(10))


@pytest.fixture
def database(any_database: Database) -> Database:
    """Locks and constraints decide here: on both kinds."""
    return any_database


async def test_the_eleventh_thing_is_refused(ann: Person) -> None:
    await ann.adds(*TEN)
    with pytest.raises(ItemLimitReached) as refusal:
        await ann.adds("hat")
    assert (refusal.value.limit, refusal.value.kept, refusal.value.wanted) == (10, 10, 1)
    assert await ann.names() == list(TEN)


async def test_several_things_that_do_not_all_fit_are_all_refused(ann: Person) -> None:
    await ann.adds(*TEN[:8])
    with pytest.raises(ItemLimitReached):
        await ann.adds("hat", "coat", "scarf")
    assert await ann.names() == list(TEN[:8])


async def test_a_gift_does_not_count_against_the_limit(ann: Person) -> None:
    things = await ann.adds(*TEN)
    await ann.adds(NewThing("old lamp", status=ItemStatus.GIVE))
    await ann.does(lambda work: part_with_items(work, [things[0].id], ItemStatus.DONATE))
    await ann.adds("hat")
    stats = await ann.does(statistics)
    assert (stats.kept, stats.remaining, stats.can_add) == (10, 0, False)


async def test_taking_a_thing_back_counts_against_the_limit(ann: Person) -> None:
    (lamp,) = await ann.adds(NewThing("lamp", status=ItemStatus.GIVE))
    await ann.adds(*TEN)
    with pytest.raises(ItemLimitReached):
        await ann.does(
            lambda work: change_items(work, [lamp.id], ThingEdit(status=ItemStatus.KEEP))
        )


async def test_editing_a_kept_thing_at_the_limit_is_no_addition(ann: Person) -> None:
    things = await ann.adds(*TEN)
    await ann.does(
        lambda work: change_items(
            work, ids_of(*things), ThingEdit(status=ItemStatus.KEEP, goal_months=24)
        )
    )
    assert {thing.goal_months for thing in await ann.things()} == {24}


async def test_undoing_a_gift_or_a_removal_at_the_limit_is_refused(ann: Person) -> None:
    things = await ann.adds(*TEN)
    await ann.does(lambda work: remove_items(work, [things[0].id]))
    await ann.does(lambda work: part_with_items(work, [things[1].id], ItemStatus.GIVE))
    gift = await ann.does(lambda work: part_with_items(work, [things[2].id], ItemStatus.GIVE))
    await ann.adds("hat", "coat", "scarf")
    with pytest.raises(ItemLimitReached) as refusal:
        await ann.does(lambda work: undo(work, gift.turn_id))
    assert (refusal.value.kept, refusal.value.wanted) == (10, 1)


async def test_undoing_a_swap_at_the_limit_fits(ann: Person) -> None:
    things = await ann.adds(*TEN)

    async with ann.desk.turn(ann.arrival) as turn:
        work = await turn.work()
        await part_with_items(work, [things[0].id], ItemStatus.GIVE)
        await add_items(work, [NewThing("hat")])
    await ann.does(undo)
    assert await ann.names() == list(TEN)
    assert (await ann.does(statistics)).kept == 10


async def test_an_admin_may_keep_any_number(database: Database, clock: StandingClock) -> None:
    policy = TurnPolicy(admins=frozenset({("terminal", "ann")}))
    ann = Person(database, clock, "ann", policy)
    await ann.adds(*TEN, "hat")
    stats = await ann.does(statistics)
    assert (stats.kept, stats.limit, stats.remaining, stats.can_add) == (11, None, 999, True)


async def test_the_setting_decides_for_whom_no_rule_of_their_own_is_set(
    database: Database, clock: StandingClock
) -> None:
    ann = Person(database, clock, "ann", TurnPolicy(item_limit=2))
    with pytest.raises(ItemLimitReached):
        await ann.adds("hat", "coat", "scarf")

    async def allow_three() -> None:
        async with ann.desk.turn(ann.arrival) as turn:
            work = await turn.work()
            row = await work.transaction.person(work.actor.person_id).get()
            row.item_limit = 3

    await allow_three()
    await ann.adds("hat", "coat", "scarf")


async def test_twenty_at_once_fill_the_list_to_exactly_the_limit(ann: Person) -> None:
    async def add(number: int) -> bool:
        try:
            await ann.adds(f"thing {number}")
        except ItemLimitReached:
            return False
        return True

    added = await asyncio.gather(*(add(number) for number in range(20)))
    assert sum(added) == 10
    assert len(await ann.things()) == 10
