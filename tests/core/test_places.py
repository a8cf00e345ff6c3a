"""What a platform tells of its chats: twice, in any order, of chats that nobody knows."""

import asyncio
from datetime import timedelta

import pytest

from core.clock import StandingClock
from core.history.actions import undo
from core.households.actions import open_household, show_household
from core.households.places import Places
from core.turns.desk import Group
from core.turns.questions import OpenQuestion, Option, ask, open_question
from core.work import Actor, Work
from storage.tables import AccountRow, HouseholdRow
from storage.transactions import Database
from storage.vocabulary import MemberRole
from tests.conftest import NOON
from tests.core.acting import Person
from tests.core.grouping import in_group, opened

LARGE = Group("large", "Flat 7, all of us")
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def database(any_database: Database) -> Database:
    """Locks and constraints decide here: on both kinds."""
    return any_database


@pytest.fixture
def places(database: Database, clock: StandingClock) -> Places:
    return Places(database, clock)


@pytest.fixture
def flat_ann(database: Database, clock: StandingClock) -> Person:
    return in_group(database, clock, "ann")


@pytest.fixture
def flat_bob(database: Database, clock: StandingClock) -> Person:
    return in_group(database, clock, "bob")


@pytest.fixture
def large_ann(database: Database, clock: StandingClock) -> Person:
    return in_group(database, clock, "ann", LARGE)


@pytest.fixture
def large_bob(database: Database, clock: StandingClock) -> Person:
    return in_group(database, clock, "bob", LARGE)


async def actor(work: Work) -> Actor:
    return work.actor


async def asks(person: Person) -> OpenQuestion:
    return await person.does(lambda work: ask(work, person.arrival.chat_id, [Option("Yes", ())]))


async def question_of(person: Person) -> OpenQuestion | None:
    return await person.does(lambda work: open_question(work, person.arrival.chat_id))


async def shared_households(database: Database) -> list[HouseholdRow]:
    async with database.reading() as transaction:
        chats = await transaction.chats.households("terminal", ["flat", "large"])
    return list(chats.values())


async def account_of(database: Database, name: str) -> AccountRow:
    async with database.reading() as transaction:
        identity = await transaction.identities.find("terminal", name)
    assert identity is not None
    return identity.account


async def test_chats_and_people_that_nobody_knows_are_no_matter(
    places: Places, database: Database, flat_ann: Person
) -> None:
    await opened(flat_ann)
    assert not await places.stopped("terminal", "elsewhere")
    assert not await places.moved("terminal", "elsewhere", "large")
    assert not await places.moved("terminal", "flat", "flat")
    assert not await places.member_left("terminal", "elsewhere", "ann")
    assert not await places.member_left("terminal", "flat", "bob")
    assert not await places.unreachable("terminal", "bob")
    assert not await places.reachable("terminal", "bob")
    assert not await places.stopped("telegram", "flat")
    (household,) = await shared_households(database)
    assert (household.chat_id, household.stopped_at) == ("flat", None)


async def test_where_the_bot_is_gone_questions_expire_and_the_list_stays(
    places: Places, database: Database, clock: StandingClock, ann: Person, flat_ann: Person
) -> None:
    await opened(flat_ann)
    await flat_ann.adds("lamp")
    await asks(flat_ann)
    private = await asks(ann)
    assert await places.stopped("terminal", "flat")
    (household,) = await shared_households(database)
    assert household.stopped_at == NOON
    clock.set(LATER)
    assert await places.stopped("terminal", "flat")
    (household,) = await shared_households(database)
    assert household.stopped_at == NOON

    assert await question_of(flat_ann) is None
    assert await question_of(ann) == private
    assert await flat_ann.names() == ["lamp"]
    (household,) = await shared_households(database)
    assert household.stopped_at is None  # it was heard there again


async def test_a_group_that_became_another_chat_goes_on_there(
    places: Places, flat_ann: Person, flat_bob: Person, large_ann: Person
) -> None:
    await opened(flat_ann, flat_bob)
    await flat_ann.adds("lamp")
    async with flat_ann.desk.turn(flat_ann.arrival) as turn:
        await turn.work()
        turn.answer("a lamp", [], {"about": "lamp"})
    await places.stopped("terminal", "flat")  # platforms tell in any order
    assert await places.moved("terminal", "flat", "large")
    assert not await places.moved("terminal", "flat", "large")
    assert await large_ann.names() == ["lamp"]
    assert (await large_ann.does(actor)).member_role is MemberRole.OWNER
    async with large_ann.desk.turn(large_ann.arrival) as turn:
        past = await turn.past()
    assert "a lamp" in [one.said for one in past]
    assert (await large_ann.does(show_household)).members == 2
    await large_ann.does(undo)
    assert await large_ann.names() == []


async def test_an_open_question_can_be_answered_where_the_group_is_now(
    places: Places, flat_ann: Person, large_ann: Person
) -> None:
    await opened(flat_ann)
    question = await asks(flat_ann)
    await places.moved("terminal", "flat", "large")
    assert await question_of(large_ann) == question


async def test_a_message_that_was_faster_than_the_move_loses_nothing(
    database: Database, clock: StandingClock, flat_ann: Person, flat_bob: Person
) -> None:
    places = Places(database, clock)
    large_ann, large_bob = (in_group(database, clock, name, LARGE) for name in ("ann", "bob"))
    await flat_bob.things()
    await flat_ann.does(open_household)
    await flat_ann.adds("lamp")
    clock.set(LATER)
    eve = in_group(database, clock, "eve", LARGE)
    await large_bob.does(open_household)
    await large_bob.adds("rug")
    await eve.adds("pot")
    question = await asks(eve)

    assert await places.moved("terminal", "flat", "large")
    assert not await places.moved("terminal", "flat", "large")
    (household,) = await shared_households(database)
    assert (household.chat_id, household.title) == ("large", LARGE.title)
    assert (household.created_at, household.opened_at) == (NOON, NOON)
    assert await eve.names() == ["lamp", "rug", "pot"]
    assert await question_of(eve) == question
    roles = [(await one.does(actor)).member_role for one in (large_ann, large_bob, eve)]
    assert roles == [MemberRole.OWNER, MemberRole.ADMIN, MemberRole.MEMBER]
    await large_bob.does(undo)
    assert await eve.names() == ["lamp", "pot"]


async def test_a_message_of_the_old_chat_that_comes_late_is_brought_along(
    places: Places,
    database: Database,
    clock: StandingClock,
    flat_ann: Person,
    large_ann: Person,
) -> None:
    await opened(flat_ann)
    await flat_ann.adds("lamp")
    await places.moved("terminal", "flat", "large")
    clock.set(LATER)
    await flat_ann.adds("rug")
    assert await places.moved("terminal", "flat", "large")
    assert await large_ann.names() == ["lamp", "rug"]
    (household,) = await shared_households(database)
    assert (household.chat_id, household.opened_at) == ("large", NOON)


async def test_a_move_amidst_messages_loses_nothing(
    places: Places, database: Database, flat_ann: Person, large_ann: Person, large_bob: Person
) -> None:
    await opened(flat_ann)
    await flat_ann.adds("lamp")
    await asyncio.gather(
        large_ann.adds("rug"),
        places.moved("terminal", "flat", "large"),
        large_bob.adds("pot"),
        places.moved("terminal", "flat", "large"),
        large_ann.adds("vase"),
    )
    assert sorted(await large_bob.names()) == ["lamp", "pot", "rug", "vase"]
    assert len(await shared_households(database)) == 1


async def test_who_leaves_the_group_leaves_their_things_on_its_list(
    places: Places, ann: Person, flat_ann: Person, flat_bob: Person
) -> None:
    await opened(flat_ann, flat_bob)
    await flat_ann.adds("lamp")
    await ann.adds("hat")
    assert await places.member_left("terminal", "flat", "ann")
    assert not await places.member_left("terminal", "flat", "ann")
    assert await flat_bob.names() == ["lamp"]
    assert await ann.names() == ["hat"]
    bobs = await flat_bob.does(actor)
    assert bobs.member_role is MemberRole.OWNER
    assert (await flat_bob.does(show_household)).members == 1
    assert (await flat_ann.does(actor)).member_role is MemberRole.MEMBER  # she is back


async def test_who_blocks_the_bot_is_unreachable_until_they_come_back(
    places: Places, database: Database, clock: StandingClock, ann: Person
) -> None:
    await ann.names()
    assert await places.unreachable("terminal", "ann")
    clock.set(LATER)
    assert await places.unreachable("terminal", "ann")
    account = await account_of(database, "ann")
    assert (account.reachable_since, account.unreachable_since) == (NOON, NOON)
    assert await places.reachable("terminal", "ann")
    account = await account_of(database, "ann")
    assert (account.reachable_since, account.unreachable_since) == (LATER, None)
    clock.set(LATER + timedelta(hours=1))
    assert await places.reachable("terminal", "ann")
    assert (await account_of(database, "ann")).reachable_since == LATER
