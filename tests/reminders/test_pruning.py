"""What is long past is forgotten; what somebody may still need is not."""

import asyncio
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reminders.alarm_clock import repeated
from core import upkeep
from core.clock import StandingClock
from core.upkeep import (
    CODES_KEPT,
    QUESTIONS_KEPT,
    REMINDERS_KEPT,
    TURNS_KEPT,
    UPDATES_KEPT,
    Upkeep,
)
from storage.base import Base, first_id_of, new_id
from storage.pictures import PictureStore
from storage.tables import (
    CheckupRow,
    OneTimeCodeRow,
    PendingActionRow,
    ReminderRow,
    TurnRow,
)
from storage.transactions import Database
from storage.vocabulary import ReminderState
from tests.conftest import NOON
from tests.storage.builders import PLATFORM, Home, handled, settle

A_MOMENT = timedelta(seconds=1)
LIVING = (ReminderState.PENDING, ReminderState.WAITING)


@pytest.fixture
async def ann(any_database: Database) -> Home:
    return await settle(any_database, "ann")


@pytest.fixture
def sweeps(any_database: Database, clock: StandingClock) -> Upkeep:
    return Upkeep(any_database, clock, PictureStore("file:///nowhere", None))


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "A_BATCH", 3)


async def put(database: Database, *rows: Base) -> None:
    async with AsyncSession(database.engine, expire_on_commit=False) as session, session.begin():
        session.add_all(rows)


async def ids(database: Database, table: type[Base]) -> set[UUID]:
    async with AsyncSession(database.engine) as session:
        return set(await session.scalars(select(table.__table__.c.id)))


def code(home: Home, expires_at: datetime) -> OneTimeCodeRow:
    return OneTimeCodeRow(
        id=new_id(),
        person_id=home.person_id,
        address="ann@example.org",
        address_bucket=0,
        salt=b"salt",
        hashed=b"hash",
        tries_left=5,
        created_at=expires_at,
        expires_at=expires_at,
    )


def checkup(home: Home, completed_at: datetime) -> CheckupRow:
    return CheckupRow(
        id=new_id(),
        person_id=home.person_id,
        checkup_type="keep",
        last_checkup_date=completed_at,
        next_due_at=completed_at,
    )


def reminder(of: CheckupRow, planned_for: datetime, state: ReminderState) -> ReminderRow:
    """Its id tells the same moment."""
    return ReminderRow(
        id=UUID(int=first_id_of(planned_for).int + next(_numbers)),
        person_id=of.person_id,
        checkup_id=of.id,
        cycle=planned_for - timedelta(seconds=next(_numbers)),
        nudge=0,
        channel="telegram",
        state=state,
        planned_for=planned_for,
        created_at=planned_for,
    )


_numbers = count(1)


async def test_a_question_is_forgotten_a_week_after_it_expired(
    any_database: Database, ann: Home, sweeps: Upkeep, clock: StandingClock
) -> None:
    old, new = ann.question(), ann.question(expires_at=NOON + QUESTIONS_KEPT + A_MOMENT)
    old.expires_at = NOON
    await put(any_database, old, new)
    clock.set(NOON + QUESTIONS_KEPT)
    await sweeps.forget_expired()
    assert await ids(any_database, PendingActionRow) == {old.id, new.id}
    clock.set(NOON + QUESTIONS_KEPT + A_MOMENT)
    assert not await sweeps.forget_expired()
    assert await ids(any_database, PendingActionRow) == {new.id}


async def test_a_code_is_forgotten_a_day_after_it_expired(
    any_database: Database, ann: Home, sweeps: Upkeep, clock: StandingClock
) -> None:
    old, new = code(ann, NOON), code(ann, NOON + A_MOMENT)
    await put(any_database, old, new)
    clock.set(NOON + CODES_KEPT + A_MOMENT)
    await sweeps.forget_expired()
    assert await ids(any_database, OneTimeCodeRow) == {new.id}


async def test_an_update_stays_known_for_a_week(
    any_database: Database, sweeps: Upkeep, clock: StandingClock
) -> None:
    old, new = handled("1"), handled("2")
    new.handled_at = NOON + A_MOMENT
    await put(any_database, old, new)
    clock.set(NOON + UPDATES_KEPT + A_MOMENT)
    await sweeps.forget_past()
    async with any_database.reading() as transaction:
        assert not await transaction.handled_updates.is_known(PLATFORM, "1")
        assert await transaction.handled_updates.is_known(PLATFORM, "2")


async def test_what_somebody_wrote_is_forgotten_after_30_days(
    any_database: Database, ann: Home, sweeps: Upkeep, clock: StandingClock
) -> None:
    old, new = ann.turn(), ann.turn(started_at=NOON + A_MOMENT)
    await put(any_database, old, new)
    clock.set(NOON + TURNS_KEPT + A_MOMENT)
    await sweeps.forget_past()
    assert await ids(any_database, TurnRow) == {new.id}


@pytest.mark.usefixtures("small_batches")
async def test_many_rows_go_in_small_batches_until_none_is_left(
    any_database: Database, ann: Home, sweeps: Upkeep, clock: StandingClock
) -> None:
    await put(any_database, *(handled(str(number)) for number in range(7)))
    await put(any_database, *(ann.turn() for _ in range(4)))
    clock.set(NOON + 2 * TURNS_KEPT)
    assert await sweeps.forget_past()
    assert len(await ids(any_database, TurnRow)) == 1, "a batch"
    await repeated(sweeps.forget_past)(asyncio.Event())
    assert await ids(any_database, TurnRow) == set()
    async with any_database.reading() as transaction:
        assert not await transaction.handled_updates.is_known(PLATFORM, "6")


@pytest.mark.parametrize("state", [state for state in ReminderState if state not in LIVING])
async def test_a_reminder_that_ended_is_forgotten_a_year_after_when_its_checkup_was_completed(
    any_database: Database,
    ann: Home,
    sweeps: Upkeep,
    clock: StandingClock,
    state: ReminderState,
) -> None:
    keep = checkup(ann, completed_at=NOON + timedelta(days=1))
    old, new = reminder(keep, NOON, state), reminder(keep, NOON + A_MOMENT, state)
    await put(any_database, keep, old, new)
    clock.set(NOON + REMINDERS_KEPT + A_MOMENT)
    assert not await sweeps.forget_reminders()
    assert await ids(any_database, ReminderRow) == {new.id}


async def test_a_reminder_whose_checkup_still_waits_is_kept_so_that_it_does_not_come_again(
    any_database: Database, ann: Home, sweeps: Upkeep, clock: StandingClock
) -> None:
    keep = checkup(ann, completed_at=NOON - timedelta(days=30))
    sent = reminder(keep, NOON, ReminderState.SENT)
    await put(any_database, keep, sent)
    clock.set(NOON + 3 * REMINDERS_KEPT)
    await sweeps.forget_reminders()
    assert await ids(any_database, ReminderRow) == {sent.id}


async def test_a_reminder_in_the_hands_of_somebody_else_is_left_and_not_waited_for(
    postgres_database: Database, clock: StandingClock
) -> None:
    home = await settle(postgres_database, "ann")
    keep = checkup(home, completed_at=NOON + timedelta(days=1))
    held, old = (reminder(keep, NOON, ReminderState.SENT) for _ in range(2))
    await put(postgres_database, keep, held, old)
    clock.set(NOON + REMINDERS_KEPT + A_MOMENT)
    sweeps = Upkeep(postgres_database, clock, PictureStore("file:///nowhere", None))
    async with AsyncSession(postgres_database.engine) as session, session.begin():
        await session.get(ReminderRow, held.id, with_for_update=True)
        async with asyncio.timeout(2):
            await sweeps.forget_reminders()
    assert await ids(postgres_database, ReminderRow) == {held.id}


@pytest.mark.parametrize("state", LIVING)
async def test_a_reminder_that_is_still_to_be_sent_is_kept(
    any_database: Database,
    ann: Home,
    sweeps: Upkeep,
    clock: StandingClock,
    state: ReminderState,
) -> None:
    keep = checkup(ann, completed_at=NOON + timedelta(days=1))
    waiting = reminder(keep, NOON, state)
    await put(any_database, keep, waiting)
    clock.set(NOON + 3 * REMINDERS_KEPT)
    await sweeps.forget_reminders()
    assert await ids(any_database, ReminderRow) == {waiting.id}


@pytest.mark.usefixtures("small_batches")
async def test_reminders_that_are_kept_are_looked_at_once_a_round(
    any_database: Database, ann: Home, sweeps: Upkeep, clock: StandingClock
) -> None:
    keep = checkup(ann, completed_at=NOON + timedelta(days=1))
    kept = [reminder(keep, NOON, ReminderState.WAITING) for _ in range(5)]
    gone = [reminder(keep, NOON + A_MOMENT, ReminderState.SENT) for _ in range(3)]
    await put(any_database, keep, *kept, *gone)
    clock.set(NOON + 3 * REMINDERS_KEPT)
    assert [await sweeps.forget_reminders() for _ in range(3)] == [True, True, False]
    assert await ids(any_database, ReminderRow) == {row.id for row in kept}
    gone_now = reminder(keep, NOON, ReminderState.SENT)
    await put(any_database, gone_now)
    await repeated(sweeps.forget_reminders)(asyncio.Event())
    assert await ids(any_database, ReminderRow) == {row.id for row in kept}
