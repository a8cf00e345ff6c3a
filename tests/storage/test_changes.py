from uuid import UUID

from storage.base import new_id
from storage.transactions import Database
from tests.storage.builders import Home, settle


async def change(
    database: Database,
    home: Home,
    subject_id: UUID,
    turn_id: UUID | None = None,
    undoes: UUID | None = None,
) -> UUID:
    """Write a change and return its id."""
    row = home.change(subject_id, turn_id or new_id(), undoes=undoes)
    async with database.writing() as transaction:
        transaction.changes(home.household_id, home.person_id).add(row)
    return row.id


async def test_a_turn_is_told_in_the_order_it_happened(any_database: Database) -> None:
    home = await settle(any_database)
    turn_id = new_id()
    ids = [await change(any_database, home, new_id(), turn_id) for _ in range(5)]
    await change(any_database, home, new_id())
    async with any_database.reading() as transaction:
        changes = transaction.changes(home.household_id, home.person_id)
        assert [row.id for row in await changes.of_turn(turn_id)] == ids
        assert [row.id for row in await changes.of_turns([turn_id])] == ids


async def test_history_is_read_newest_first_and_in_pages(any_database: Database) -> None:
    home = await settle(any_database)
    turns = [new_id() for _ in range(4)]
    for turn_id in turns:
        for _ in range(2):
            await change(any_database, home, new_id(), turn_id)
    async with any_database.reading() as transaction:
        changes = transaction.changes(home.household_id, home.person_id)
        assert await changes.turn_ids(3) == turns[:0:-1]
        assert await changes.turn_ids(3, offset=3) == [turns[0]]
        assert [row.turn_id for row in await changes.latest(3)] == [turns[3], turns[3], turns[2]]


async def test_what_came_later_in_the_household_is_found_whoever_did_it(
    any_database: Database,
) -> None:
    ann, bob = await settle(any_database, "ann"), await settle(any_database, "bob")
    guest = Home("bob", bob.person_id, ann.household_id)
    thing, other_thing = new_id(), new_id()
    await change(any_database, guest, thing)
    mine = await change(any_database, ann, thing)
    await change(any_database, guest, other_thing)
    theirs = await change(any_database, guest, thing)
    async with any_database.reading() as transaction:
        changes = transaction.changes(ann.household_id, ann.person_id)
        assert [row.id for row in await changes.later_in_household([thing], mine)] == [theirs]
        assert await changes.later_in_household([thing], theirs) == []
        assert await changes.later_in_household([], mine) == []


async def test_the_turn_to_undo_is_the_newest_that_is_neither_undone_nor_an_undo(
    any_database: Database,
) -> None:
    home = await settle(any_database)
    first, second, third = new_id(), new_id(), new_id()
    await change(any_database, home, new_id(), first)
    await change(any_database, home, new_id(), second)
    await change(any_database, home, new_id(), third, undoes=second)
    async with any_database.writing() as transaction:
        changes = transaction.changes(home.household_id, home.person_id)
        assert await changes.latest_undoable_turn() == second
        await changes.mark_undone(second, third)
        assert await changes.latest_undoable_turn() == first
        await changes.mark_undone(first, third)
        assert await changes.latest_undoable_turn() is None
        assert [row.undone_by for row in await changes.latest(3)] == [None, third, third]


async def test_before_and_after_come_back_as_they_were(any_database: Database) -> None:
    home = await settle(any_database)
    async with any_database.writing() as transaction:
        changes = transaction.changes(home.household_id, home.person_id)
        changes.add(home.change(new_id(), new_id(), before={"name": "Ä", "on": None}, after=None))
    async with any_database.reading() as transaction:
        [row] = await transaction.changes(home.household_id, home.person_id).latest(1)
    assert row.before == {"name": "Ä", "on": None}
    assert row.after is None
