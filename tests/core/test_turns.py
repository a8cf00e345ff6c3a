import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select

from core.checkups.actions import complete_checkups, show_checkups
from core.clock import StandingClock
from core.errors import MinNowError, NothingToUndo
from core.history.actions import receipt_of_turn, undo
from core.items.actions import add_items, find_items, part_with_items
from core.items.results import ItemFilter, NewThing
from core.people.actions import change_settings, show_settings
from core.people.results import SettingsEdit
from core.turns.desk import Arrival, Group, Turn, TurnDesk, TurnInHand, TurnPolicy
from core.work import Work
from storage.tables import AccountRow, HouseholdRow, PersonRow, TurnRow
from storage.transactions import Database
from storage.vocabulary import CheckupType, ItemStatus, MemberRole, PersonRole
from tests.conftest import NOON
from tests.core.acting import Person, arrival_of
from tests.statements import sent_statements


@pytest.fixture
def database(any_database: Database) -> Database:
    """Locks and constraints decide here: on both kinds."""
    return any_database


async def account_of(database: Database, name: str) -> AccountRow:
    async with database.reading() as transaction:
        identity = await transaction.identities.find("terminal", name)
    assert identity is not None
    return identity.account


async def number_of(database: Database, table: type[Any]) -> int:
    async with database.engine.connect() as connection:
        return (await connection.execute(select(func.count()).select_from(table))).scalar_one()


async def add_hat(turn: Turn) -> None:
    await add_items(await turn.work(), [NewThing("hat")])
    turn.answer("a hat", [{"text": "Added."}], {"focus": ["hat"]})


async def test_the_first_message_makes_a_person_and_the_second_finds_them(
    ann: Person, database: Database
) -> None:
    async def who(turn: Turn) -> UUID:
        return (await turn.work()).actor.person_id

    assert await ann.in_turn(who) == await ann.in_turn(who)
    assert await number_of(database, PersonRow) == 1


async def test_two_first_messages_at_once_make_one_person(
    database: Database, clock: StandingClock
) -> None:
    people = [Person(database, clock, "ann") for _ in range(5)]
    await asyncio.gather(*(person.adds("hat") for person in people))
    assert await people[0].names() == ["hat"] * 5
    assert await number_of(database, PersonRow) == 1
    assert await number_of(database, HouseholdRow) == 1


async def test_what_the_platform_calls_a_person_is_followed(
    ann: Person, database: Database
) -> None:
    await ann.does(show_settings)
    ann.arrival = replace(ann.arrival, display_name="Ann B.", locale="de", chat_id="new chat")
    settings = await ann.does(show_settings)
    assert (settings.display_name, settings.locale) == ("Ann B.", "de")
    assert (await account_of(database, "ann")).chat_id == "new chat"


async def test_what_a_person_chose_wins_over_the_platform(ann: Person) -> None:
    await ann.does(lambda work: change_settings(work, SettingsEdit(locale="fr")))
    ann.arrival = replace(ann.arrival, display_name="Ann B.", locale="de")
    settings = await ann.does(show_settings)
    assert (settings.display_name, settings.locale) == ("Ann B.", "fr")
    await ann.does(undo)
    assert (await ann.does(show_settings)).locale == "de"


async def test_a_nonsensical_name_or_locale_from_a_platform_changes_nothing(
    database: Database, clock: StandingClock
) -> None:
    ann = Person(database, clock, "ann")
    ann.arrival = replace(ann.arrival, display_name="\u200b", locale="?" * 99)
    settings = await ann.does(show_settings)
    assert (settings.display_name, settings.locale) == ("ann", "en")


async def test_a_group_chat_is_not_where_a_person_is_reached_in_private(
    ann: Person, database: Database
) -> None:
    ann.arrival = replace(ann.arrival, private=False, chat_id="group")
    await ann.does(show_settings)
    account = await account_of(database, "ann")
    assert (account.chat_id, account.reachable_since) == (None, None)
    ann.arrival = replace(ann.arrival, private=True, chat_id="ann")
    await ann.does(show_settings)
    account = await account_of(database, "ann")
    assert (account.chat_id, account.reachable_since) == ("ann", NOON)


async def test_a_person_with_a_zone_that_is_none_lives_by_utc(ann: Person) -> None:
    async def spoil(turn: Turn) -> None:
        work = await turn.work()
        row = await work.transaction.person(work.actor.person_id).get()
        row.timezone = "Atlantis/Capital"

    async def zone(turn: Turn) -> str:
        return (await turn.work()).actor.zone.key

    await ann.in_turn(spoil)
    assert await ann.in_turn(zone) == "UTC"
    assert len(await ann.does(show_checkups)) == 2


async def test_the_day_is_that_of_the_person(database: Database, clock: StandingClock) -> None:
    clock.set(NOON.replace(hour=23))
    ann = Person(database, clock, "ann", TurnPolicy(default_timezone="Asia/Tokyo"))
    (hat,) = await ann.adds("hat")
    assert hat.received == (NOON + timedelta(days=1)).date()


async def test_an_account_of_the_settings_is_an_admin(
    database: Database, clock: StandingClock
) -> None:
    policy = TurnPolicy(admins=frozenset({("terminal", "ann")}))

    async def role(turn: Turn) -> tuple[PersonRole, int | None]:
        actor = (await turn.work()).actor
        return actor.role, actor.item_limit

    assert await Person(database, clock, "ann", policy).in_turn(role) == (PersonRole.ADMIN, None)
    assert await Person(database, clock, "bob", policy).in_turn(role) == (PersonRole.USER, 10)


async def test_a_turn_that_raises_leaves_no_trace(ann: Person, database: Database) -> None:
    async def add_and_fail() -> None:
        async with ann.desk.turn(ann.delivered("1")) as turn:
            await add_hat(turn)
            await undo(await turn.work())

    with pytest.raises(NothingToUndo):
        await add_and_fail()
    assert await number_of(database, PersonRow) == 0
    async with ann.desk.turn(ann.delivered("1")) as turn:
        assert turn.stored_replies is None
    assert await ann.names() == []


async def test_an_update_that_comes_again_gets_the_stored_answer_and_changes_nothing(
    ann: Person,
) -> None:
    async with ann.desk.turn(ann.delivered("1")) as turn:
        await add_hat(turn)
    async with ann.desk.turn(ann.delivered("1")) as again:
        assert again.stored_replies == ({"text": "Added."},)
        with pytest.raises(RuntimeError):
            await again.work()
    assert await ann.names() == ["hat"]


async def test_the_same_update_at_once_is_done_once(
    database: Database, clock: StandingClock
) -> None:
    async def deliver() -> object:
        person = Person(database, clock, "ann")
        async with person.desk.turn(person.delivered("1")) as turn:
            if turn.stored_replies is None:
                await add_hat(turn)
            return turn.stored_replies

    answers = await asyncio.gather(*(deliver() for _ in range(6)))
    assert sorted(map(str, answers)) == sorted(["None"] + ["({'text': 'Added.'},)"] * 5)
    assert await Person(database, clock, "ann").names() == ["hat"]


async def test_the_same_number_on_two_platforms_is_two_updates(
    database: Database, clock: StandingClock
) -> None:
    desk = TurnDesk(database, clock, TurnPolicy())
    for platform in ("telegram", "discord"):
        async with desk.turn(arrival_of("7", platform, update_id="1")) as turn:
            assert turn.stored_replies is None


async def test_a_turn_without_an_answer_is_answered_with_silence(ann: Person) -> None:
    async with ann.desk.turn(ann.delivered("1")):
        pass
    async with ann.desk.turn(ann.delivered("1")) as again:
        assert again.stored_replies == ()


async def test_a_pause_commits_and_the_turn_goes_on(ann: Person, bob: Person) -> None:
    async with ann.desk.turn(ann.delivered("1")) as turn:
        await add_hat(turn)
        await turn.pause()
        assert await bob.names() == []  # no transaction of ann's is in bob's way
        work = await turn.work()
        page = await find_items(work, ItemFilter())
        await part_with_items(work, [page.things[0].id], ItemStatus.GIVE, "Tom")
        turn.answer("a hat for Tom", [{"text": "Given."}], None)
    (hat,) = await ann.things()
    assert hat.recipient == "Tom"
    async with ann.desk.turn(ann.delivered("1")) as again:
        assert again.stored_replies == ({"text": "Given."},)
    await ann.does(undo)
    assert await ann.names() == []  # one turn, however many transactions


async def test_the_answer_is_kept_when_the_turn_ends_in_a_pause(ann: Person) -> None:
    async with ann.desk.turn(ann.delivered("1")) as turn:
        await turn.pause()
        await turn.pause()
        turn.answer("hello", [{"text": "Hello!"}], None)
    async with ann.desk.turn(ann.delivered("1")) as again:
        assert again.stored_replies == ({"text": "Hello!"},)


async def test_a_failure_after_a_pause_takes_back_only_what_came_after_it(ann: Person) -> None:
    async def add_pause_add_and_fail() -> None:
        async with ann.desk.turn(ann.delivered("1")) as turn:
            await add_hat(turn)
            await turn.pause()
            await add_items(await turn.work(), [NewThing("coat")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await add_pause_add_and_fail()
    assert await ann.names() == ["hat"]


async def test_an_update_in_hand_elsewhere_is_left_for_later(
    ann: Person, clock: StandingClock
) -> None:
    async with ann.desk.turn(ann.delivered("1")) as turn:
        await turn.pause()
        clock.set(NOON + timedelta(minutes=2))
        with pytest.raises(TurnInHand):
            await ann.desk.turn(ann.delivered("1")).__aenter__()


async def test_an_answer_that_was_taken_is_not_sent_again(ann: Person) -> None:
    async with ann.desk.turn(ann.delivered("1")) as turn:
        await add_hat(turn)
    await ann.desk.answered("terminal", ["1", "unknown"])
    async with ann.desk.turn(ann.delivered("1")) as again:
        assert again.stored_replies == ()
    assert await ann.names() == ["hat"]


async def test_a_turn_whose_process_died_is_taken_over(ann: Person, clock: StandingClock) -> None:
    turn_ids = []

    async def add_and_die() -> None:
        async with ann.desk.turn(ann.delivered("1")) as turn:
            turn_ids.append(turn.turn_id)
            await add_hat(turn)
            await turn.pause()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await add_and_die()
    clock.set(NOON + timedelta(minutes=3))
    async with ann.desk.turn(ann.delivered("1")) as turn:
        assert turn.stored_replies is None
        assert turn.is_taken_over
        assert [turn.turn_id] == turn_ids
        receipt = await receipt_of_turn(await turn.work(), turn.turn_id)
        assert len(receipt.changes) == 1
        turn.answer("a hat", [{"text": "Added."}], None)
        await turn.pause()
        with pytest.raises(TurnInHand):
            await ann.desk.turn(ann.delivered("1")).__aenter__()
    async with ann.desk.turn(ann.delivered("1")) as again:
        assert again.stored_replies == ({"text": "Added."},)
    assert await ann.names() == ["hat"]


async def test_a_turn_remembers_the_last_ones_of_its_chat(ann: Person, bob: Person) -> None:
    for said in ("one", "two", "three"):

        async def say(turn: Turn, said: str = said) -> None:
            turn.answer(said, [], {"about": said})

        await ann.in_turn(say)
        await bob.in_turn(say)
    ann.arrival = replace(ann.arrival, chat_id="elsewhere")
    await ann.in_turn(say)
    ann.arrival = replace(ann.arrival, chat_id="ann")
    async with ann.desk.turn(ann.arrival) as turn:
        await turn.pause()
        past = (await turn.past())[:2]
        assert [(one.said, one.meaning) for one in past] == [
            ("three", {"about": "three"}),
            ("two", {"about": "two"}),
        ]
        assert await turn.past_turn(past[1].id) == past[1]
        ours = past[1].id
    async with bob.desk.turn(bob.arrival) as turn:
        assert await turn.past_turn(ours) is None


async def test_a_refused_change_of_settings_leaves_the_turn_usable(ann: Person) -> None:
    async def move_twice(work: Work) -> None:
        async with work.all_or_nothing():
            await change_settings(work, SettingsEdit(timezone="Asia/Tokyo"))
            await change_settings(work, SettingsEdit(timezone="nowhere"))

    async with ann.desk.turn(ann.arrival) as turn:
        work = await turn.work()
        with pytest.raises(MinNowError):
            await move_twice(work)
        work = await turn.work()
        assert work.actor.zone.key == "UTC"
        await add_items(work, [NewThing("hat")])
    assert await ann.names() == ["hat"]


async def test_the_actor_is_who_they_are_by_now(ann: Person) -> None:
    async with ann.desk.turn(ann.arrival) as turn:
        await change_settings(await turn.work(), SettingsEdit(timezone="Asia/Tokyo"))
        assert (await turn.work()).actor.zone.key == "Asia/Tokyo"


async def test_a_press_takes_few_statements(ann: Person, database: Database) -> None:
    (hat,) = await ann.adds("hat")
    with sent_statements(database) as statements:
        async with ann.desk.turn(ann.delivered("1")) as turn:
            work = await turn.work()
            await part_with_items(work, [hat.id], ItemStatus.GIVE, "Tom")
            turn.answer(None, [{"text": "Given."}], None)
    # who; the update; the thing, read and written; its history; the turn
    assert len(statements) <= 6, statements
    with sent_statements(database) as statements:
        async with ann.desk.turn(ann.delivered("2")) as turn:
            await complete_checkups(await turn.work(), [CheckupType.KEEP])
    assert len(statements) <= 7, statements
    with sent_statements(database) as statements:
        async with ann.desk.turn(ann.delivered("2")):
            pass
    assert len(statements) <= 2, statements


async def test_a_first_message_takes_few_statements(database: Database) -> None:
    desk = TurnDesk(database, StandingClock(NOON), TurnPolicy())
    arrival: Arrival = arrival_of("ann", update_id="1")
    with sent_statements(database) as statements:
        async with desk.turn(arrival) as turn:
            await turn.work()
    assert len(statements) <= 9, statements


def in_group(person: Person, update_id: str | None = None) -> Arrival:
    group = Group("flat", "Flat 7")
    return replace(
        person.arrival, private=False, chat_id="flat/3", update_id=update_id, group=group
    )


async def test_a_group_has_a_household_of_its_own_that_is_not_open_yet(
    ann: Person, bob: Person, database: Database
) -> None:
    await ann.adds("hat")
    async with ann.desk.turn(in_group(ann)) as turn:
        anns = (await turn.work()).actor
    async with bob.desk.turn(in_group(bob)) as turn:
        bobs = (await turn.work()).actor

    assert anns.household_id == bobs.household_id
    assert anns.is_shared
    assert not anns.is_open
    assert bobs.member_role is MemberRole.MEMBER
    assert await ann.names() == ["hat"]
    assert await number_of(database, HouseholdRow) == 3


async def test_a_turn_in_a_group_stays_there_after_a_pause(ann: Person) -> None:
    async with ann.desk.turn(in_group(ann, "1")) as turn:
        await add_hat(turn)
        await turn.pause()
        await add_hat(turn)
    assert await ann.names() == []


async def test_two_first_messages_in_a_group_at_once_make_one_household(
    ann: Person, bob: Person, database: Database
) -> None:
    async def greet(person: Person) -> None:
        async with person.desk.turn(in_group(person)) as turn:
            await turn.work()

    await asyncio.gather(*(greet(person) for person in (ann, bob, ann, bob)))
    assert await number_of(database, HouseholdRow) == 3


async def test_a_turn_that_leaves_no_trace_is_not_done_again(
    ann: Person, database: Database
) -> None:
    async with ann.desk.turn(ann.delivered("1")) as turn:
        turn.leave_no_trace()
    assert await number_of(database, TurnRow) == 0
    async with ann.desk.turn(ann.delivered("1")) as again:
        assert again.stored_replies == ()
        assert not again.is_erasure


async def test_an_update_that_erased_its_person_makes_no_new_one(
    ann: Person, database: Database
) -> None:
    async with ann.desk.turn(ann.delivered("1")) as turn:
        turn.leave_no_trace()
    async with database.engine.begin() as connection:
        await connection.execute(delete(PersonRow))
    async with ann.desk.turn(ann.delivered("1")) as again:
        assert again.stored_replies == ()
        assert again.is_erasure
    assert await number_of(database, PersonRow) == 0
