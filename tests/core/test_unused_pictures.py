"""A picture that no thing ever got is given up after a day; nothing else is."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from core.clock import StandingClock
from core.errors import UnknownPicture
from core.history.actions import undo
from core.items.actions import add_items, change_items, remove_items
from core.items.results import NewThing, ThingEdit
from core.pictures.actions import keep_picture
from core.pictures.preparation import PreparedPicture
from core.pictures.references import stored_id
from core.pictures.unused import AGE, BATCH, MOST_LOOKED_AT, discard_unused_pictures
from core.receipts import Receipt
from core.work import Work
from storage.tables import DiscardedPictureRow, PictureRow
from storage.transactions import Database
from tests.core.acting import Person, things_of

PICTURE = PreparedPicture(b"jpeg", 32, 24)


@pytest.fixture
def eve(any_database: Database, clock: StandingClock) -> Person:
    """On a database of each kind."""
    return Person(any_database, clock, "eve")


async def keeps(person: Person, number: int = 1) -> list[str]:
    async def keep(work: Work) -> list[str]:
        return [await keep_picture(work, uuid4(), PICTURE) for _ in range(number)]

    return await person.does(keep)


def ids(*references: str) -> set[UUID]:
    return {id_ for id_ in map(stored_id, references) if id_ is not None}


async def kept(database: Database) -> set[UUID]:
    async with database.engine.connect() as connection:
        return set((await connection.execute(select(PictureRow.id))).scalars())


async def discarded(database: Database) -> set[UUID]:
    async with database.engine.connect() as connection:
        return set((await connection.execute(select(DiscardedPictureRow.picture_id))).scalars())


async def test_a_picture_without_a_thing_is_given_up_after_a_day(
    any_database: Database, eve: Person, clock: StandingClock
) -> None:
    (old,) = await keeps(eve)
    clock.set(clock.now() + AGE)
    (young,) = await keeps(eve)
    assert await discard_unused_pictures(any_database, clock) == 0, "not before it is that old"
    clock.set(clock.now() + timedelta(seconds=1))
    assert await discard_unused_pictures(any_database, clock) == 1
    assert await kept(any_database) == ids(young)
    assert await discarded(any_database) == ids(old)
    assert await discard_unused_pictures(any_database, clock) == 0


async def test_what_a_thing_has_or_had_is_kept(
    any_database: Database, eve: Person, clock: StandingClock
) -> None:
    has, had, taken_back, removed, unused = await keeps(eve, 5)

    async def add(work: Work) -> Receipt:
        return await add_items(work, [NewThing("Hoodie", picture=had)])

    (hoodie,) = things_of(await eve.does(add))
    await eve.does(lambda work: change_items(work, [hoodie.id], ThingEdit(picture=has)))
    await eve.does(lambda work: change_items(work, [hoodie.id], ThingEdit(picture=taken_back)))
    await eve.does(undo)
    (lamp,) = await eve.adds(NewThing("Lamp", picture=removed))
    await eve.does(lambda work: remove_items(work, [lamp.id]))
    clock.set(clock.now() + 2 * AGE)
    assert await discard_unused_pictures(any_database, clock) == 1
    assert await discarded(any_database) == ids(unused)
    assert await kept(any_database) == ids(has, had, taken_back, removed)


async def test_other_households_and_many_pictures_make_no_difference(
    any_database: Database, eve: Person, clock: StandingClock
) -> None:
    fred = Person(any_database, clock, "fred")
    mine, others = await keeps(eve, BATCH + 5), await keeps(fred, BATCH + 5)
    await eve.adds(NewThing("Hoodie", picture=mine[0]))
    await fred.adds(NewThing("Lamp", picture=others[-1]))
    clock.set(clock.now() + 2 * AGE)
    assert await discard_unused_pictures(any_database, clock) == 2 * (BATCH + 5) - 2
    assert await kept(any_database) == ids(mine[0], others[-1])


async def test_a_run_is_bounded(database: Database, ann: Person, clock: StandingClock) -> None:
    await keeps(ann, MOST_LOOKED_AT + 1)
    clock.set(clock.now() + 2 * AGE)
    assert await discard_unused_pictures(database, clock) == MOST_LOOKED_AT


async def test_what_was_given_up_can_not_be_given_to_a_thing(
    database: Database, ann: Person, clock: StandingClock
) -> None:
    (reference,) = await keeps(ann)
    clock.set(clock.now() + 2 * AGE)
    await discard_unused_pictures(database, clock)
    with pytest.raises(UnknownPicture):
        await ann.adds(NewThing("Hoodie", picture=reference))
