"""Properties of whole histories: random lives, taken back or carried elsewhere."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.checkups.actions import complete_checkups, set_checkup_interval, snooze_checkups
from core.clock import StandingClock
from core.errors import MinNowError
from core.history.actions import undo
from core.items.actions import add_items, change_items, find_items, part_with_items, remove_items
from core.items.results import ItemFilter, NewThing, Thing, ThingEdit
from core.people.actions import change_settings
from core.people.results import SettingsEdit
from core.receipts import Receipt
from core.transfer.actions import import_person
from core.work import Work
from storage.engine import make_engine
from storage.schema import upgrade
from storage.transactions import Database
from storage.vocabulary import CheckupType, ItemStatus, ItemType
from tests.conftest import NOON
from tests.core.acting import Person

UseCase = Callable[[Work], Awaitable[Receipt]]
Step = Callable[[tuple[Thing, ...]], UseCase | None]
"""Given the things there are, what is done; None where there are none to do it with."""

NAMES = st.sampled_from(["hat", "Grüner Hut", "👩‍🚀 suit", "x" * 255, "<b>'; --"])
DAYS = st.dates(date(1900, 1, 1), NOON.date())
TYPES = st.lists(st.sampled_from(CheckupType), min_size=1, max_size=2)
GONE = st.sampled_from([ItemStatus.GIVE, ItemStatus.DONATE])
NEW_THINGS = st.builds(
    NewThing,
    name=NAMES,
    item_type=st.sampled_from(ItemType),
    picture=st.sampled_from(["🎩", ""]),
    status=st.sampled_from(ItemStatus),
    received=st.none() | DAYS,
    last_used=st.none() | DAYS,
    goal_months=st.integers(0, 1200),
    recipient=st.none() | NAMES,
    parted_on=st.none() | DAYS,
)
EDITS = st.builds(
    ThingEdit,
    name=st.none() | NAMES,
    item_type=st.none() | st.sampled_from(ItemType),
    status=st.none() | st.sampled_from(ItemStatus),
    received=st.none() | DAYS,
    last_used=st.none() | DAYS,
    goal_months=st.none() | st.integers(0, 1200),
    recipient=st.none() | NAMES,
)
SETTINGS = st.builds(
    SettingsEdit,
    display_name=st.none() | NAMES,
    locale=st.none() | st.sampled_from(["en", "de", "pt-BR"]),
    timezone=st.none() | st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Kiritimati"]),
    email=st.none() | st.sampled_from(["", "a@example.org", "b@example.org"]),
    email_notifications=st.none() | st.booleans(),
    reminder_hour=st.none() | st.integers(0, 23),
    quiet_from=st.none() | st.integers(0, 23),
    quiet_until=st.none() | st.integers(0, 23),
    reminder_channel=st.none() | st.sampled_from(["", "telegram", "discord"]),
)


def chosen(things: tuple[Thing, ...], picks: list[int]) -> list[UUID]:
    return [things[pick % len(things)].id for pick in picks]


def adding(new: list[NewThing]) -> Step:
    return lambda _: lambda work: add_items(work, new)


def editing(picks: list[int], edit: ThingEdit) -> Step:
    return lambda things: (
        (lambda work: change_items(work, chosen(things, picks), edit)) if things else None
    )


def parting(picks: list[int], status: ItemStatus, recipient: str | None, on: date | None) -> Step:
    return lambda things: (
        (lambda work: part_with_items(work, chosen(things, picks), status, recipient, on))
        if things
        else None
    )


def removing(picks: list[int]) -> Step:
    return lambda things: (
        (lambda work: remove_items(work, chosen(things, picks))) if things else None
    )


def always(use_case: UseCase) -> Step:
    return lambda _: use_case


PICKS = st.lists(st.integers(0, 50), min_size=1, max_size=3)
STEPS = st.one_of(
    st.builds(adding, st.lists(NEW_THINGS, min_size=1, max_size=3)),
    st.builds(editing, PICKS, EDITS),
    st.builds(parting, PICKS, GONE, st.none() | NAMES, st.none() | DAYS),
    st.builds(removing, PICKS),
    TYPES.map(lambda types: always(lambda work: complete_checkups(work, types))),
    st.tuples(TYPES, st.integers(1, 60)).map(
        lambda said: always(lambda work: set_checkup_interval(work, *said))
    ),
    TYPES.map(
        lambda types: always(
            lambda work: snooze_checkups(work, types, work.now + timedelta(days=2))
        )
    ),
    SETTINGS.map(lambda edit: always(lambda work: change_settings(work, edit))),
)
LIVES = st.lists(st.lists(STEPS, min_size=1, max_size=3), min_size=1, max_size=8)
"""Turns of several use cases each."""


async def stored_due_instants(work: Work) -> list[datetime]:
    rows = await work.transaction.checkups(work.actor.person_id).all()
    return [row.next_due_at for row in rows]


@asynccontextmanager
async def somebody() -> AsyncIterator[tuple[Person, StandingClock]]:
    """A person on a database of their own."""
    engine = make_engine("sqlite+aiosqlite://")
    await upgrade(engine)
    database = Database(engine)
    clock = StandingClock(NOON)
    try:
        yield Person(database, clock, "ann"), clock
    finally:
        await database.close()


async def live(person: Person, clock: StandingClock, steps: list[Step]) -> UUID | None:
    """One turn, an hour after the last. Its id, if it changed something; a turn that is refused
    changes nothing."""
    clock.set(clock.now() + timedelta(hours=1))
    changed = False
    try:
        async with person.desk.turn(person.arrival) as turn:
            for step in steps:
                work = await turn.work()
                page = await find_items(work, ItemFilter(), limit=500)
                use_case = step(page.things)
                if use_case is not None:
                    receipt = await use_case(work)
                    changed = changed or bool(receipt.changes)
            return turn.turn_id if changed else None
    except MinNowError:
        return None


@settings(max_examples=24, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LIVES)
def test_taking_back_every_turn_from_the_newest_on_gives_back_every_state(
    turns: list[list[Step]],
) -> None:
    async def scenario() -> None:
        async with somebody() as (person, clock):
            states: list[tuple[UUID, dict[str, Any], Any]] = []
            for steps in turns:
                before, due = await person.state(), await person.does(stored_due_instants)
                turn_id = await live(person, clock, steps)
                if turn_id is not None:
                    states.append((turn_id, before, due))
            for turn_id, before, due in reversed(states):
                await person.does(partial(undo, turn_id=turn_id))
                assert await person.state() == before
                assert await person.does(stored_due_instants) == due

    asyncio.run(scenario())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LIVES)
def test_an_export_imported_here_changes_nothing_and_elsewhere_gives_an_equal_export(
    turns: list[list[Step]],
) -> None:
    async def scenario() -> None:
        async with somebody() as (person, clock), somebody() as (other, others_clock):
            for steps in turns:
                await live(person, clock, steps)
            others_clock.set(clock.now())
            exported = await person.export()
            receipt = await person.does(lambda work: import_person(work, exported))
            assert receipt.changes == ()
            assert await person.export() == exported
            await other.does(lambda work: import_person(work, exported))
            assert await other.state() == await person.state()
            assert await other.does(stored_due_instants) == await person.does(stored_due_instants)

    asyncio.run(scenario())
