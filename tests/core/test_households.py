"""Shared lists: who opens them, who may do what on them, whose limit counts."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from core.clock import StandingClock
from core.errors import (
    ItemLimitReached,
    NotAllowed,
    NothingToUndo,
    NotInAGroup,
    UndoConflict,
)
from core.history.actions import show_history, undo
from core.households.actions import SharedList, open_household, show_household
from core.households.places import Places
from core.households.rules import Member, role_by_platform, role_in_both, successor
from core.items.actions import (
    change_items,
    find_items,
    part_with_items,
    remove_items,
    statistics,
)
from core.items.results import ItemFilter, NewThing, ThingEdit
from core.turns.desk import TurnPolicy
from core.work import Actor, Work
from storage.base import new_id
from storage.transactions import Database
from storage.vocabulary import ItemStatus, MemberRole
from tests.conftest import NOON
from tests.core.acting import Person, ids_of
from tests.core.grouping import FLAT, in_group, opened
from tests.statements import sent_statements

OWNER, ADMIN, MEMBER = MemberRole.OWNER, MemberRole.ADMIN, MemberRole.MEMBER
BACK = ThingEdit(status=ItemStatus.KEEP)


@pytest.fixture
def database(any_database: Database) -> Database:
    """Locks and constraints decide here: on both kinds."""
    return any_database


@pytest.fixture
def flat_ann(database: Database, clock: StandingClock) -> Person:
    return in_group(database, clock, "ann")


@pytest.fixture
def flat_bob(database: Database, clock: StandingClock) -> Person:
    return in_group(database, clock, "bob")


async def actor(work: Work) -> Actor:
    return work.actor


async def test_whoever_opens_the_list_of_a_group_is_its_owner(
    flat_ann: Person, flat_bob: Person
) -> None:
    await flat_bob.things()
    assert await flat_ann.does(open_household) == SharedList("Flat 7", 0, 2, opened_now=True)
    anns, bobs = await flat_ann.does(actor), await flat_bob.does(actor)
    assert (anns.is_open, anns.member_role) == (True, OWNER)
    assert (bobs.is_open, bobs.member_role) == (True, MEMBER)


async def test_the_same_turn_knows_that_the_list_is_open(flat_ann: Person) -> None:
    async with flat_ann.desk.turn(flat_ann.arrival) as turn:
        await open_household(await turn.work())
        now = (await turn.work()).actor
    assert (now.is_open, now.member_role) == (True, OWNER)


async def test_opening_it_again_changes_nothing(flat_ann: Person, flat_bob: Person) -> None:
    await opened(flat_ann, flat_bob)
    await flat_bob.adds("lamp", NewThing("rug", status=ItemStatus.GIVE))
    assert await flat_bob.does(open_household) == SharedList("Flat 7", 1, 2, opened_now=False)
    assert (await flat_bob.does(actor)).member_role is MEMBER
    assert await flat_bob.does(show_household) == SharedList("Flat 7", 1, 2, opened_now=False)


async def test_of_all_who_open_it_at_once_one_is_the_owner(
    database: Database, clock: StandingClock
) -> None:
    people = [in_group(database, clock, name) for name in ("ann", "bob", "eve", "tom")]
    for person in people:
        await person.things()
    lists = await asyncio.gather(*(person.does(open_household) for person in people))
    assert sum(one.opened_now for one in lists) == 1
    roles = [(await person.does(actor)).member_role for person in people]
    assert sorted(roles) == [MEMBER, MEMBER, MEMBER, OWNER]


@pytest.mark.parametrize("use_case", [open_household, show_household])
async def test_a_private_chat_has_no_shared_list(
    use_case: Callable[[Work], Awaitable[SharedList]], ann: Person
) -> None:
    with pytest.raises(NotInAGroup):
        await ann.does(use_case)


async def test_who_comes_to_a_list_that_everybody_left_runs_it(
    flat_ann: Person, flat_bob: Person, database: Database, clock: StandingClock
) -> None:
    await opened(flat_ann)
    await flat_ann.adds("lamp")
    await Places(database, clock).member_left("terminal", "flat", "ann")
    assert (await flat_bob.does(actor)).member_role is OWNER


async def test_every_member_adds_changes_and_gives(flat_ann: Person, flat_bob: Person) -> None:
    await opened(flat_ann, flat_bob)
    lamp, rug = await flat_ann.adds("lamp", "rug")
    (pot,) = await flat_bob.adds("pot")
    await flat_bob.does(lambda work: change_items(work, [lamp.id], ThingEdit(name="floor lamp")))
    await flat_bob.does(lambda work: part_with_items(work, [rug.id], ItemStatus.DONATE, "Oxfam"))
    things = await flat_ann.things()
    assert [thing.name for thing in things] == ["floor lamp", "rug", "pot"]
    assert [thing.status for thing in things] == ["Keep", "Donate", "Keep"]
    assert things[0].owner_id == lamp.owner_id
    assert pot.owner_id != lamp.owner_id


async def test_a_member_removes_what_is_theirs_and_nothing_else(
    flat_ann: Person, flat_bob: Person
) -> None:
    await opened(flat_ann, flat_bob)
    (lamp,) = await flat_ann.adds("lamp")
    rug, pot = await flat_bob.adds("rug", "pot")
    with pytest.raises(NotAllowed) as refusal:
        await flat_bob.does(lambda work: remove_items(work, [rug.id, lamp.id]))
    assert refusal.value.name == "lamp"
    assert await flat_bob.names() == ["lamp", "rug", "pot"]
    await flat_bob.does(lambda work: remove_items(work, [rug.id]))
    await flat_ann.does(lambda work: remove_items(work, [pot.id]))  # she runs the list
    assert await flat_bob.names() == ["lamp"]


async def test_undo_in_a_group_is_of_ones_own_turns(flat_ann: Person, flat_bob: Person) -> None:
    await opened(flat_ann, flat_bob)
    await flat_ann.adds("lamp")
    history = await flat_ann.does(show_history)
    with pytest.raises(NothingToUndo):
        await flat_bob.does(undo)
    with pytest.raises(NothingToUndo):
        await flat_bob.does(lambda work: undo(work, history.entries[0].turn_id))
    assert await flat_bob.names() == ["lamp"]
    await flat_ann.does(undo)
    assert await flat_bob.names() == []


async def test_undo_conflicts_where_another_member_changed_the_thing_later(
    flat_ann: Person, flat_bob: Person
) -> None:
    await opened(flat_ann, flat_bob)
    (lamp,) = await flat_ann.adds("lamp")
    await flat_bob.does(lambda work: change_items(work, [lamp.id], ThingEdit(name="floor lamp")))
    with pytest.raises(UndoConflict) as conflict:
        await flat_ann.does(undo)
    assert conflict.value.name == "floor lamp"
    await flat_bob.does(undo)
    await flat_ann.does(undo)
    assert await flat_ann.names() == []


async def test_a_private_chat_undoes_nothing_of_a_group(ann: Person, flat_ann: Person) -> None:
    await opened(flat_ann)
    await flat_ann.adds("lamp")
    with pytest.raises(NothingToUndo):
        await ann.does(undo)


async def test_the_limit_counts_what_a_person_owns_everywhere(
    ann: Person, flat_ann: Person, flat_bob: Person
) -> None:
    await opened(flat_ann, flat_bob)
    await ann.adds(*(f"thing {number}" for number in range(6)))
    await flat_ann.adds("lamp", "rug", "pot")
    with pytest.raises(ItemLimitReached) as refusal:
        await flat_ann.adds("hat", "coat")
    assert (refusal.value.kept, refusal.value.wanted, refusal.value.owner) == (9, 2, None)
    await flat_ann.adds("hat")
    with pytest.raises(ItemLimitReached):
        await ann.adds("coat")
    await flat_bob.adds("coat")  # his own limit


async def test_at_once_here_and_there_fills_up_to_exactly_the_limit(
    ann: Person, flat_ann: Person
) -> None:
    async def adds(person: Person) -> bool:
        try:
            await person.adds("thing")
        except ItemLimitReached:
            return False
        return True

    added = await asyncio.gather(*(adds(person) for person in (ann, flat_ann) * 8))
    assert sum(added) == 10


async def test_bringing_back_what_is_anothers_takes_room_with_that_other(
    ann: Person, flat_ann: Person, flat_bob: Person
) -> None:
    await opened(flat_ann, flat_bob)
    (lamp,) = await flat_ann.adds(NewThing("lamp", status=ItemStatus.GIVE))
    await flat_bob.adds(*(f"bob's {number}" for number in range(10)))
    await flat_bob.does(lambda work: change_items(work, [lamp.id], BACK))  # ann has room
    await flat_ann.does(lambda work: part_with_items(work, [lamp.id], ItemStatus.GIVE))
    await ann.adds(*(f"ann's {number}" for number in range(10)))
    with pytest.raises(ItemLimitReached) as refusal:
        await flat_bob.does(lambda work: change_items(work, [lamp.id], BACK))
    assert (refusal.value.limit, refusal.value.kept, refusal.value.owner) == (10, 10, "Ann")


async def test_undoing_the_removal_of_what_is_anothers_takes_room_with_that_other(
    flat_ann: Person, bob: Person, flat_bob: Person
) -> None:
    await opened(flat_ann, flat_bob)
    (lamp,) = await flat_bob.adds("lamp")
    await flat_ann.does(lambda work: remove_items(work, [lamp.id]))
    things = await bob.adds(*(f"bob's {number}" for number in range(10)))
    with pytest.raises(ItemLimitReached) as refusal:
        await flat_ann.does(undo)
    assert refusal.value.owner == "Bob"
    await bob.does(lambda work: remove_items(work, ids_of(things[0])))
    await flat_ann.does(undo)
    assert [thing.owner_id for thing in await flat_ann.things()] == [lamp.owner_id]


async def test_an_admin_of_the_settings_has_room_for_what_others_bring_back(
    database: Database, clock: StandingClock
) -> None:
    policy = TurnPolicy(item_limit=1, admins=frozenset({("terminal", "ann")}))
    ann, bob = (in_group(database, clock, name, policy=policy) for name in ("ann", "bob"))
    await opened(ann, bob)
    *_rest, lamp = await ann.adds("rug", "pot", NewThing("lamp", status=ItemStatus.GIVE))
    await bob.does(lambda work: change_items(work, [lamp.id], BACK))
    assert [thing.status for thing in await bob.things()] == ["Keep"] * 3


async def test_two_who_bring_back_and_change_the_same_things_at_once_do_not_block_each_other(
    flat_ann: Person, flat_bob: Person
) -> None:
    await opened(flat_ann, flat_bob)
    things = await flat_ann.adds(*(NewThing(str(n), status=ItemStatus.GIVE) for n in range(4)))
    await asyncio.gather(
        *(
            person.does(lambda work: change_items(work, ids_of(*things), BACK))
            for person in (flat_ann, flat_bob) * 4
        )
    )
    assert [thing.status for thing in await flat_bob.things()] == ["Keep"] * 4


async def test_statistics_tell_what_is_here_and_what_the_limit_counts(
    ann: Person, flat_ann: Person, flat_bob: Person
) -> None:
    await opened(flat_ann, flat_bob)
    await ann.adds("hat", "coat")
    await flat_ann.adds("lamp")
    await flat_bob.adds("rug", "pot", NewThing("vase", status=ItemStatus.DONATE))
    here = await flat_ann.does(statistics)
    assert (here.kept, here.given, here.donated) == (3, 0, 1)
    assert (here.owned, here.remaining, here.is_shared) == (3, 7, True)
    private = await ann.does(statistics)
    assert (private.kept, private.owned, private.is_shared) == (2, 3, False)


async def test_the_things_of_one_member_are_found(flat_ann: Person, flat_bob: Person) -> None:
    await opened(flat_ann, flat_bob)
    (lamp,) = await flat_ann.adds("lamp")
    await flat_bob.adds("rug")
    own = ItemFilter(owner_id=lamp.owner_id)
    page = await flat_bob.does(lambda work: find_items(work, own))
    assert [thing.name for thing in page.things] == ["lamp"]


async def test_a_turn_in_a_group_takes_as_few_statements_as_a_private_one(
    flat_ann: Person, database: Database
) -> None:
    await opened(flat_ann)
    (lamp,) = await flat_ann.adds("lamp")
    with sent_statements(database) as statements:
        async with flat_ann.desk.turn(replace(flat_ann.arrival, update_id="1")) as turn:
            await part_with_items(await turn.work(), [lamp.id], ItemStatus.GIVE, "Tom")
            turn.answer(None, [{"text": "Given."}], None)
    assert len(statements) <= 7, statements  # as in private, and one for the group


def member(role: MemberRole, hours: int = 0) -> Member:
    return Member(new_id(), role, NOON.replace(hour=hours))


def test_the_longest_standing_admin_follows_the_owner() -> None:
    late, early = member(ADMIN, 9), member(ADMIN, 8)
    assert successor([member(MEMBER, 1), late, early]) == early


def test_without_an_admin_the_longest_standing_member_follows() -> None:
    late, early = member(MEMBER, 9), member(MEMBER, 8)
    assert successor([late, early]) == early
    assert successor([]) is None


@pytest.mark.parametrize(
    ("older", "newer", "has_owner", "united"),
    [
        (None, MEMBER, True, MEMBER),
        (None, OWNER, True, ADMIN),
        (None, OWNER, False, OWNER),
        (MEMBER, OWNER, True, ADMIN),
        (MEMBER, OWNER, False, OWNER),
        (OWNER, OWNER, True, OWNER),
        (OWNER, MEMBER, True, OWNER),
        (ADMIN, MEMBER, True, ADMIN),
    ],
)
def test_of_two_roles_the_higher_stays_and_one_owner(
    older: MemberRole | None, newer: MemberRole, has_owner: bool, united: MemberRole
) -> None:
    assert role_in_both(older, newer, has_owner) is united


@pytest.mark.parametrize(
    ("role", "runs_it", "then"),
    [
        (MEMBER, True, ADMIN),
        (ADMIN, False, MEMBER),
        (OWNER, False, OWNER),
        (MEMBER, None, MEMBER),
        (ADMIN, None, ADMIN),
    ],
)
def test_who_runs_the_place_is_told_by_the_platform_where_it_tells(
    role: MemberRole, runs_it: bool | None, then: MemberRole
) -> None:
    assert role_by_platform(role, runs_it) is then


async def test_a_role_follows_what_the_platform_tells_with_each_message(
    flat_ann: Person, flat_bob: Person
) -> None:
    await opened(flat_ann, flat_bob)
    roles = []
    for runs_it in (True, None, False):
        group = replace(FLAT, is_run_by_person=runs_it)
        flat_bob.arrival = replace(flat_bob.arrival, group=group)
        roles.append((await flat_bob.does(actor)).member_role)

    assert roles == [ADMIN, ADMIN, MEMBER]
