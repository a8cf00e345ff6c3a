"""A look at the things that somebody may mean, on both kinds of database."""

import asyncio

from core.clock import StandingClock
from core.items.actions import add_items, part_with_items
from core.items.results import NewThing
from core.items.suggesting import ThingsInSight
from storage.transactions import Database
from storage.vocabulary import ItemStatus
from tests.core.acting import Person


async def test_a_look_finds_what_is_kept_and_what_went_and_waits_for_no_turn(
    any_database: Database, clock: StandingClock
) -> None:
    ann = Person(any_database, clock, "ann")
    sight = ThingsInSight(any_database, clock)
    hat, _lamp = await ann.adds("hat", "lamp")
    await ann.does(lambda work: part_with_items(work, [hat.id], ItemStatus.GIVE))
    async with ann.desk.turn(ann.arrival) as turn, asyncio.timeout(2):
        await add_items(await turn.work(), [NewThing("not committed yet")])
        things = await sight.of("terminal", "ann")
    assert [(thing.name, thing.status) for thing in things] == [
        ("hat", ItemStatus.GIVE),
        ("lamp", ItemStatus.KEEP),
    ]
    assert await sight.of("terminal", "bob") == ()
    assert await sight.of("terminal", "ann", "some group") == ()
