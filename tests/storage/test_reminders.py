"""The outbox as the databases keep it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage.base import new_id
from storage.repositories.reminders import NewReminder
from storage.tables import CheckupRow, ReminderRow
from storage.transactions import Database
from storage.vocabulary import CheckupType, ReminderState
from tests.conftest import NOON
from tests.storage.builders import Home, settle

UNTIL = NOON + timedelta(minutes=5)


async def due_reminder(database: Database, home: Home) -> NewReminder:
    checkup = CheckupRow(
        id=new_id(),
        person_id=home.person_id,
        checkup_type="keep",
        last_checkup_date=NOON,
        next_due_at=NOON,
        remind_at=NOON,
    )
    async with database.writing() as transaction:
        transaction.checkups(home.person_id).add(checkup)
    return NewReminder(
        person_id=home.person_id,
        checkup_id=checkup.id,
        cycle=NOON,
        nudge=0,
        channel="telegram",
        state=ReminderState.PENDING,
        planned_for=NOON,
        next_attempt_at=NOON,
        created_at=NOON,
    )


async def put(database: Database, *rows: NewReminder) -> int:
    async with database.writing() as transaction:
        return await transaction.due.put(rows)


async def rows_of(database: Database, home: Home) -> list[ReminderRow]:
    async with database.reading() as transaction:
        return [row for row, _ in await transaction.reminders(home.person_id).all()]


async def test_one_reminder_a_checkup_cycle_nudge_and_channel(any_database: Database) -> None:
    ann = await settle(any_database)
    row = await due_reminder(any_database, ann)
    others = (
        replace(row, cycle=NOON + timedelta(days=30)),
        replace(row, nudge=1),
        replace(row, channel="discord"),
    )
    assert await put(any_database, row) == 1
    assert await put(any_database, row, *others) == 3
    assert len(await rows_of(any_database, ann)) == 4


async def test_the_database_itself_refuses_a_second(any_database: Database) -> None:
    ann = await settle(any_database)
    await put(any_database, await due_reminder(any_database, ann))
    [there] = await rows_of(any_database, ann)
    async with any_database.engine.connect() as connection:
        values = {
            column.name: getattr(there, column.name)
            for column in ReminderRow.__table__.columns
            if column.name != "id"
        }
        with pytest.raises(IntegrityError):
            await connection.execute(
                ReminderRow.__table__.insert(),  # type: ignore[attr-defined]
                values | {"id": new_id()},
            )


@pytest.mark.parametrize("state", list(ReminderState))
async def test_only_what_has_ended_unsent_is_brought_to_life(
    any_database: Database, state: ReminderState
) -> None:
    ann = await settle(any_database)
    row = await due_reminder(any_database, ann)
    await put(any_database, replace(row, state=state, next_attempt_at=None))
    has_ended = state in {ReminderState.WAITING, ReminderState.OVERTAKEN, ReminderState.DEAD}
    assert await put(any_database, row) == has_ended
    [there] = await rows_of(any_database, ann)
    assert there.state == (ReminderState.PENDING if has_ended else state)


async def test_only_the_oldest_of_a_person_and_channel_is_claimed(any_database: Database) -> None:
    ann, bob = await settle(any_database, "ann"), await settle(any_database, "bob")
    row = await due_reminder(any_database, ann)
    await put(any_database, row, replace(row, nudge=1), replace(row, channel="discord", nudge=1))
    await put(any_database, await due_reminder(any_database, bob))
    oldest = (await rows_of(any_database, ann))[0]
    async with any_database.writing() as transaction:
        claimed = await transaction.due.claim("telegram", 10, new_id(), now=NOON, until=UNTIL)
        again = await transaction.due.claim("telegram", 10, new_id(), now=NOON, until=UNTIL)
    assert {one.person_id for one in claimed} == {ann.person_id, bob.person_id}
    assert oldest.id in {one.id for one in claimed}
    assert again == []


async def test_reminders_of_others_are_not_seen(any_database: Database) -> None:
    ann, bob = await settle(any_database, "ann"), await settle(any_database, "bob")
    row = await due_reminder(any_database, ann)
    sent = replace(row, nudge=1, state=ReminderState.SENT, next_attempt_at=None)
    waiting = replace(row, channel="discord", state=ReminderState.WAITING, next_attempt_at=None)
    await put(any_database, row, replace(sent, nudge=0, channel="terminal"), sent, waiting)
    lease = new_id()
    async with any_database.writing() as transaction:
        await transaction.due.claim("telegram", 10, lease, now=NOON, until=UNTIL)
    for home, number in ((bob, 0), (ann, 1)):
        async with any_database.writing() as transaction:
            reminders = transaction.reminders(home.person_id)
            assert len(await reminders.all()) == 4 * number
            assert len(await reminders.accounts()) == 1
            assert len(await reminders.held("telegram", lease)) == number
            assert len(await reminders.due("telegram", UNTIL)) == number
            assert len(await reminders.waiting()) == number
            assert len(await reminders.begun_cycles([row.checkup_id])) == number
            await reminders.mark_read(CheckupType.KEEP, NOON)
        read = [one.read_at for one in await rows_of(any_database, ann) if one.read_at]
        assert len(read) == 2 * number


async def test_nobody_puts_a_reminder_to_another(any_database: Database) -> None:
    ann, bob = await settle(any_database, "ann"), await settle(any_database, "bob")
    row = await due_reminder(any_database, ann)
    async with any_database.writing() as transaction:
        with pytest.raises(ValueError, match="another person"):
            await transaction.reminders(bob.person_id).put([row])


async def test_reminders_go_with_their_person(any_database: Database) -> None:
    ann = await settle(any_database)
    await put(any_database, await due_reminder(any_database, ann))
    async with any_database.writing() as transaction:
        await transaction.erasure(ann.person_id).remove_person()
    assert await rows_of(any_database, ann) == []
