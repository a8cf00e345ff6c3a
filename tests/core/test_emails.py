"""An address is proven by a code that only its owner has seen."""

import asyncio
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy import func, select
from sqlalchemy.engine import URL

from core.clock import StandingClock
from core.errors import NothingToVerify, TooManyCodes
from core.history.actions import show_history, undo
from core.people.actions import change_settings, show_settings
from core.people.codes import (
    A_WHILE,
    MOST_IN_A_WHILE,
    address_bucket,
    fresh_salt,
    hashed_code,
    is_the_code,
    wait_for_next,
)
from core.people.emails import (
    Code,
    CodeEntry,
    CodeExpired,
    WrongCode,
    begin_verification,
    enter_code,
    was_code_sent,
)
from core.people.erasing import erase_person
from core.people.results import SettingsEdit
from core.people.unsubscribing import Unsubscriber
from core.receipts import Receipt, SettingsChange
from core.work import Work
from storage.base import new_id
from storage.engine import make_engine
from storage.tables import OneTimeCodeRow, PersonRow
from storage.transactions import Database
from tests.conftest import NOON
from tests.core.acting import Person
from tests.core.guessing import guesses, in_other_processes

ADDRESS = "ann@example.org"
MINUTE = timedelta(minutes=1)


async def set_address(person: Person, address: str = ADDRESS) -> None:
    await person.does(lambda work: change_settings(work, SettingsEdit(email=address)))


async def ask_for_code(person: Person, address: str | None = None) -> Code:
    if address is not None:
        await set_address(person, address)
    return await person.does(begin_verification)


async def enter(person: Person, digits: str) -> CodeEntry:
    return await person.does(lambda work: enter_code(work, digits))


async def is_verified(person: Person) -> bool:
    return (await person.does(show_settings)).email_verified


async def verified(person: Person, address: str = ADDRESS) -> PersonRow:
    code = await ask_for_code(person, address)
    assert isinstance(await enter(person, code.digits), Receipt)
    return await row_of(person)


async def row_of(person: Person) -> PersonRow:
    async def row(work: Work) -> PersonRow:
        return await work.transaction.person(work.actor.person_id).get()

    return await person.does(row)


async def count_codes(database: Database) -> int:
    async with database.engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(OneTimeCodeRow)) or 0


def other_than(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**8:08d}"


async def test_the_code_verifies_the_address_and_switches_mails_on(ann: Person) -> None:
    code = await ask_for_code(ann, ADDRESS)
    assert (code.address, code.expires_at) == (ADDRESS, NOON + 15 * MINUTE)
    assert (len(code.digits), code.digits.isdecimal()) == (8, True)
    entry = await enter(ann, code.digits)
    assert isinstance(entry, Receipt)
    (change,) = entry.changes
    assert isinstance(change, SettingsChange)
    assert (change.before.email_verified, change.before.email_notifications) == (False, False)
    assert (change.after.email_verified, change.after.email_notifications) == (True, True)
    assert change.after == await ann.does(show_settings)


async def test_undo_takes_the_consent_back_and_a_second_one_needs_a_new_code(ann: Person) -> None:
    code = await ask_for_code(ann, ADDRESS)
    await enter(ann, code.digits)
    await ann.does(undo)
    now = await ann.does(show_settings)
    assert (now.email_verified, now.email_notifications) == (False, False)
    assert await enter(ann, code.digits) == CodeExpired()
    assert isinstance(await enter(ann, (await ask_for_code(ann)).digits), Receipt)


async def test_an_address_that_comes_back_by_undo_is_as_verified_as_it_was(ann: Person) -> None:
    await verified(ann)
    await set_address(ann, "")
    await ann.does(undo)
    assert await is_verified(ann)


async def test_there_is_no_code_without_an_address_or_for_a_verified_one(ann: Person) -> None:
    with pytest.raises(NothingToVerify):
        await ask_for_code(ann)
    assert await enter(ann, "12345678") == CodeExpired()
    await verified(ann)
    with pytest.raises(NothingToVerify):
        await ask_for_code(ann)
    entry = await enter(ann, "12345678")
    assert isinstance(entry, Receipt)
    assert entry.changes == ()


@pytest.mark.parametrize(("minutes", "is_good"), [(14, True), (15, False), (600, False)])
async def test_a_code_is_good_for_fifteen_minutes(
    ann: Person, clock: StandingClock, minutes: int, is_good: bool
) -> None:
    code = await ask_for_code(ann, ADDRESS)
    clock.set(NOON + minutes * MINUTE)
    assert (await enter(ann, code.digits) == CodeExpired()) != is_good
    assert await is_verified(ann) == is_good


async def test_a_new_code_ends_the_one_before(ann: Person, clock: StandingClock) -> None:
    first = await ask_for_code(ann, ADDRESS)
    second = await ask_for_code(ann)  # at the same instant
    clock.set(NOON + MINUTE)
    third = await ask_for_code(ann)
    assert await enter(ann, first.digits) == WrongCode(4)
    assert await enter(ann, second.digits) == WrongCode(3)
    assert isinstance(await enter(ann, third.digits), Receipt)


async def test_a_code_proves_the_address_it_was_sent_to_and_no_other(ann: Person) -> None:
    code = await ask_for_code(ann, ADDRESS)
    await set_address(ann, "victim@example.org")
    assert await enter(ann, code.digits) == CodeExpired()
    await set_address(ann, ADDRESS)
    assert isinstance(await enter(ann, code.digits), Receipt)


async def test_five_wrong_tries_end_a_code_and_each_is_kept(ann: Person) -> None:
    code = await ask_for_code(ann, ADDRESS)
    wrong = other_than(code.digits)
    assert [await enter(ann, wrong) for _ in range(6)] == [
        *(WrongCode(left) for left in (4, 3, 2, 1, 0)),
        CodeExpired(),
    ]
    assert await enter(ann, code.digits) == CodeExpired()
    assert not await is_verified(ann)


async def test_five_tries_are_five_also_at_once_and_in_other_processes(
    any_database: Database, any_url: URL, clock: StandingClock
) -> None:
    ann = Person(any_database, clock, "ann")
    code = await ask_for_code(ann, ADDRESS)
    wrong = [other_than(code.digits)] * 6
    second = Database(make_engine(any_url))
    url = any_url.render_as_string(hide_password=False)
    elsewhere, *here = await asyncio.gather(
        in_other_processes(2, url, "ann", wrong),
        guesses(ann, wrong),
        guesses(Person(second, clock, "ann"), wrong),
    )
    await second.close()
    compared = [entry for entries in here for entry in entries if isinstance(entry, WrongCode)]
    assert elsewhere + len(compared) == 5
    assert await enter(ann, code.digits) == CodeExpired()


async def test_of_two_who_enter_the_right_code_at_once_one_changes_something(
    any_database: Database, clock: StandingClock
) -> None:
    ann = Person(any_database, clock, "ann")
    code = await ask_for_code(ann, ADDRESS)
    entries = await guesses(ann, [code.digits] * 4)
    assert sorted(len(entry.changes) for entry in entries if isinstance(entry, Receipt)) == [
        *(0, 0, 0, 1)
    ]


async def test_the_code_of_somebody_else_does_nothing(ann: Person, bob: Person) -> None:
    code = await ask_for_code(ann, ADDRESS)
    assert await enter(bob, code.digits) == CodeExpired()
    await set_address(bob, ADDRESS)
    assert await enter(bob, code.digits) == CodeExpired()
    other = await ask_for_code(bob)
    if other.digits != code.digits:
        assert await enter(bob, code.digits) == WrongCode(4)
    assert isinstance(await enter(ann, code.digits), Receipt)
    assert not await is_verified(bob)


async def test_a_person_gets_three_codes_an_hour_whatever_the_address(
    ann: Person, clock: StandingClock
) -> None:
    for number in range(3):
        clock.set(NOON + number * 10 * MINUTE)
        await ask_for_code(ann, f"ann{number}@example.org")
    clock.set(NOON + 25 * MINUTE)
    with pytest.raises(TooManyCodes) as refusal:
        await ask_for_code(ann, ADDRESS)
    assert refusal.value.wait == 35 * MINUTE
    clock.set(NOON + 60 * MINUTE)
    await ask_for_code(ann)
    with pytest.raises(TooManyCodes) as refusal:
        await ask_for_code(ann)
    assert refusal.value.wait == 10 * MINUTE


async def test_who_is_refused_another_code_may_still_enter_the_last(ann: Person) -> None:
    await ask_for_code(ann, ADDRESS)
    await ask_for_code(ann)
    code = await ask_for_code(ann)
    with pytest.raises(TooManyCodes):
        await ask_for_code(ann)
    assert isinstance(await enter(ann, code.digits), Receipt)


async def test_an_address_gets_three_codes_an_hour_whoever_asks(
    database: Database, clock: StandingClock
) -> None:
    for name, address in (("ann", ADDRESS), ("bob", "Ann@Example.org"), ("eve", ADDRESS)):
        await ask_for_code(Person(database, clock, name), address)
    mallory = Person(database, clock, "mallory")
    with pytest.raises(TooManyCodes):
        await ask_for_code(mallory, "ANN@example.org")
    await ask_for_code(mallory, same_bucket_as(ADDRESS))


def same_bucket_as(address: str) -> str:
    """Another address that only opening tells apart."""
    numbered = (f"other{number}@example.org" for number in range(100_000))
    return next(one for one in numbered if address_bucket(one) == address_bucket(address))


async def test_an_address_gets_three_codes_also_from_many_at_once(
    any_database: Database, any_url: URL, clock: StandingClock
) -> None:
    second = Database(make_engine(any_url))
    people = [
        Person(database, clock, f"person{number}")
        for number, database in enumerate((any_database, second) * 4)
    ]
    for person in people:
        await set_address(person)
    answers = await asyncio.gather(
        *(person.does(begin_verification) for person in people), return_exceptions=True
    )
    await second.close()
    assert sum(isinstance(answer, Code) for answer in answers) == MOST_IN_A_WHILE
    assert sum(isinstance(answer, TooManyCodes) for answer in answers) == len(people) - 3


@given(some.lists(some.datetimes(timezones=some.just(NOON.tzinfo)), max_size=8))
def test_after_the_wait_there_is_room_and_a_moment_before_there_is_none(
    sent: list[datetime],
) -> None:
    now = max(sent, default=NOON)
    wait = wait_for_next(sent, now)
    assert timedelta(0) <= wait <= A_WHILE
    assert wait_for_next(sent, now + wait) == timedelta(0)
    if wait:
        assert wait_for_next(sent, now + wait - timedelta.resolution) == timedelta.resolution


@settings(max_examples=15, deadline=None)  # slow on purpose
@given(some.text("0123456789", min_size=8, max_size=8), some.text(max_size=12))
def test_a_hash_fits_its_code_alone(code: str, other: str) -> None:
    salt = fresh_salt()
    hashed = hashed_code(code, salt)
    assert is_the_code(code, salt, hashed)
    assert not is_the_code(code, fresh_salt(), hashed)
    assert is_the_code(other.encode(errors="replace").decode(), salt, hashed) == (other == code)


async def test_the_code_is_nowhere_in_the_database(database: Database, ann: Person) -> None:
    code = await ask_for_code(ann, ADDRESS)
    async with database.engine.connect() as connection:
        row = (await connection.execute(select(OneTimeCodeRow.__table__))).one()
    assert code.digits not in str(tuple(row))
    assert code.digits.encode() not in row.salt + row.hashed
    assert code.digits not in repr(code)


async def test_a_code_is_awaited_for_an_hour_after_it_was_sent(
    ann: Person, clock: StandingClock
) -> None:
    assert not await ann.does(was_code_sent)
    await ask_for_code(ann, ADDRESS)
    clock.set(NOON + 59 * MINUTE)
    assert await ann.does(was_code_sent)
    clock.set(NOON + 60 * MINUTE)
    assert not await ann.does(was_code_sent)


async def test_codes_go_with_the_person(any_database: Database, clock: StandingClock) -> None:
    ann, bob = (Person(any_database, clock, name) for name in ("ann", "bob"))
    await ask_for_code(ann, ADDRESS)
    await ask_for_code(bob, "bob@example.org")
    async with ann.desk.turn(ann.arrival) as turn:
        await erase_person(await turn.work())
        turn.leave_no_trace()
    assert await count_codes(any_database) == 1


async def test_the_key_of_a_mail_switches_mails_off_and_nothing_else(
    database: Database, clock: StandingClock, ann: Person
) -> None:
    row = await verified(ann)
    assert row.unsubscribe_key is not None
    assert len(row.unsubscribe_key) == 43
    assert await Unsubscriber(database, clock).unsubscribe(row.id, row.unsubscribe_key)
    now = await ann.does(show_settings)
    assert (now.email, now.email_verified) == (ADDRESS, True)
    assert not now.email_notifications
    entry = (await ann.does(show_history)).entries[0]
    assert (entry.platform, entry.cause) == ("mail", "button")
    assert await Unsubscriber(database, clock).unsubscribe(row.id, row.unsubscribe_key)
    assert (await ann.does(show_history)).entries[0] == entry
    await ann.does(undo)
    assert (await ann.does(show_settings)).email_notifications


async def test_another_key_does_nothing(
    database: Database, clock: StandingClock, ann: Person, bob: Person
) -> None:
    anns = await verified(ann)
    bobs = await verified(bob, "bob@example.org")
    assert anns.unsubscribe_key != bobs.unsubscribe_key
    for person_id, key in (
        (anns.id, bobs.unsubscribe_key),
        (anns.id, ""),
        (anns.id, "\ud800é"),
        (new_id(), anns.unsubscribe_key),
    ):
        assert not await Unsubscriber(database, clock).unsubscribe(person_id, key or "")
        assert await Unsubscriber(database, clock).locale(person_id, key or "") is None
    assert (await ann.does(show_settings)).email_notifications
    assert (await bob.does(show_settings)).email_notifications


async def test_who_never_got_a_mail_or_is_gone_can_not_be_switched_off(
    database: Database, clock: StandingClock, ann: Person
) -> None:
    row = await row_of(ann)
    assert not await Unsubscriber(database, clock).unsubscribe(row.id, "")
    row = await verified(ann)
    async with ann.desk.turn(ann.arrival) as turn:
        await erase_person(await turn.work())
        turn.leave_no_trace()
    assert not await Unsubscriber(database, clock).unsubscribe(row.id, row.unsubscribe_key or "")


async def test_the_links_of_older_mails_go_on_working(
    database: Database, clock: StandingClock, ann: Person
) -> None:
    first = await verified(ann)
    second = await verified(ann, "new@example.org")
    assert second.unsubscribe_key == first.unsubscribe_key
    assert await Unsubscriber(database, clock).locale(first.id, first.unsubscribe_key or "") == "en"


async def test_switching_off_at_once_and_twice_is_one_change(
    any_database: Database, clock: StandingClock
) -> None:
    ann = Person(any_database, clock, "ann")
    row = await verified(ann)
    before = len((await ann.does(show_history)).entries)
    key = row.unsubscribe_key or ""
    pressed = [Unsubscriber(any_database, clock).unsubscribe(row.id, key) for _ in range(4)]
    assert await asyncio.gather(*pressed) == [True] * 4
    assert len((await ann.does(show_history)).entries) == before + 1
