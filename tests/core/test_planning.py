"""From due checkups to rows of the outbox."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.engine import URL

from core.checkups.actions import set_checkup_interval
from core.clock import StandingClock
from core.reminders.planning import plan_due
from core.reminders.preview import preview
from core.reminders.results import Planned
from storage.engine import make_engine
from storage.transactions import Database
from storage.vocabulary import EMAIL, CheckupType
from tests.core.reminding import BOTH, FIRST_MORNING, POLICY, Reminding
from tests.statements import sent_statements

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(any_database: Database, clock: StandingClock) -> Reminding:
    return Reminding(any_database, clock)


async def test_nothing_is_planned_before_the_reminder_hour(world: Reminding) -> None:
    await world.settles("ann")
    world.clock.set(FIRST_MORNING - A_MINUTE)
    assert await world.plan() == Planned(people=0, reminders=0, more=False)


async def test_both_checkups_are_planned_at_the_reminder_hour(world: Reminding) -> None:
    ann = await world.settles("ann")
    world.clock.set(FIRST_MORNING)
    assert await world.plan() == Planned(people=1, reminders=2, more=False)
    rows = await ann.reminders()
    assert [row.channel for row in rows] == ["telegram", "telegram"]
    assert {row.nudge for row in rows} == {0}
    assert {row.next_attempt_at for row in rows} == {FIRST_MORNING}


async def test_planning_again_plans_nothing(world: Reminding) -> None:
    await world.settles("ann")
    world.clock.set(FIRST_MORNING)
    await world.plan()
    assert await world.plan() == Planned(people=0, reminders=0, more=False)


async def test_a_nudge_follows_a_week_later_and_then_nothing(world: Reminding) -> None:
    ann = await world.settles("ann")
    planned = []
    for day in range(60):
        world.clock.set(FIRST_MORNING + timedelta(days=day))
        if (await world.plan()).reminders:
            planned.append(day)
    assert planned == [0, 7]
    assert sorted(row.nudge for row in await ann.reminders()) == [0, 0, 1, 1]


async def test_a_nudge_keeps_its_week_from_a_reminder_that_came_late(world: Reminding) -> None:
    await world.settles("ann")
    world.clock.set(FIRST_MORNING)
    await world.plan()
    world.clock.set(FIRST_MORNING + timedelta(days=6))
    assert len(await world.deliver()) == 1
    world.clock.set(FIRST_MORNING + timedelta(days=7))
    assert await world.sweep() == []
    world.clock.set(FIRST_MORNING + timedelta(days=13))
    [nudge] = await world.sweep()
    assert all(due.is_nudge for due in nudge.checkups)


async def test_a_shorter_interval_brings_no_second_reminder_the_same_day(world: Reminding) -> None:
    ann = await world.settles("ann")
    await ann.person.does(lambda work: set_checkup_interval(work, BOTH, 2))
    world.clock.set(datetime(2026, 5, 11, 9, 0, tzinfo=UTC))
    assert len(await world.sweep()) == 1
    await ann.person.does(lambda work: set_checkup_interval(work, BOTH, 1))
    assert await world.sweep() == []
    world.clock.set(datetime(2026, 5, 18, 9, 0, tzinfo=UTC))
    assert len(await world.sweep()) == 1


async def test_a_snooze_ends_when_it_was_told_to_whatever_was_sent_before(world: Reminding) -> None:
    ann = await world.settles("ann")
    world.clock.set(FIRST_MORNING)
    await world.sweep()
    await ann.snoozes(FIRST_MORNING + timedelta(days=1))
    world.clock.set(FIRST_MORNING + timedelta(days=1))
    assert len(await world.sweep()) == 1


async def test_a_completed_checkup_is_planned_a_month_later(world: Reminding) -> None:
    ann = await world.settles("ann")
    world.clock.set(FIRST_MORNING)
    await world.sweep()
    await ann.completes()
    world.clock.set(FIRST_MORNING + timedelta(days=7))
    assert (await world.plan()).reminders == 0
    world.clock.set(datetime(2026, 5, 11, 9, 0, tzinfo=UTC))
    assert (await world.plan()).reminders == 2


async def test_the_undo_of_a_completion_plans_nothing_again(world: Reminding) -> None:
    ann = await world.settles("ann")
    world.clock.set(FIRST_MORNING)
    await world.sweep()
    await ann.undoes(await ann.completes())
    assert (await world.plan()).reminders == 0


async def test_the_undo_plans_nothing_again_on_another_channel_either(world: Reminding) -> None:
    ann = await world.settles("ann", "discord", "telegram")
    world.clock.set(FIRST_MORNING)
    await world.sweep()
    turn_id = await ann.completes()
    await ann.set(reminder_channel="discord")
    await ann.undoes(turn_id)
    assert (await world.plan()).reminders == 0


async def test_a_reminder_that_a_completion_overtook_comes_once_that_is_undone(
    world: Reminding,
) -> None:
    ann = await world.settles("ann")
    world.clock.set(FIRST_MORNING)
    await world.plan()
    turn_id = await ann.completes()
    assert await world.deliver() == []
    await ann.undoes(turn_id)
    assert len(await world.sweep()) == 1


async def test_who_is_somewhere_else_by_now_is_planned_for_at_the_hour_there(
    world: Reminding,
) -> None:
    ann = await world.settles("ann")
    await ann.set(reminder_hour=10)
    world.clock.set(FIRST_MORNING)
    assert await world.plan() == Planned(people=1, reminders=0, more=False)
    world.clock.set(FIRST_MORNING + timedelta(hours=1))
    assert (await world.plan()).reminders == 2


async def test_the_preferred_platform_comes_first(world: Reminding) -> None:
    ann = await world.settles("ann", "telegram", "discord")
    await ann.set(reminder_channel="telegram")
    world.clock.set(FIRST_MORNING)
    await world.plan()
    assert {row.channel for row in await ann.reminders()} == {"telegram"}


async def test_else_the_one_where_they_are_reached_since_last(world: Reminding) -> None:
    ann = await world.settles("ann", "telegram", "discord", "terminal")
    world.clock.set(FIRST_MORNING)
    await world.plan()
    assert {row.channel for row in await ann.reminders()} == {"discord"}


async def test_a_mail_comes_in_addition_where_it_is_wanted(world: Reminding) -> None:
    ann = await world.settles("ann")
    await ann.wants_mail()
    world.clock.set(FIRST_MORNING)
    assert (await world.plan()).reminders == 4
    assert await ann.states() == [(EMAIL, "pending"), ("telegram", "pending")]


async def test_an_address_that_is_not_verified_gets_none(world: Reminding) -> None:
    ann = await world.settles("ann")
    await ann.set(email="ann@example.org", email_notifications=True)
    world.clock.set(FIRST_MORNING)
    assert (await world.plan()).reminders == 2


async def test_an_outage_of_three_months_ends_in_one_message(world: Reminding) -> None:
    await world.settles("ann")
    world.clock.set(FIRST_MORNING + timedelta(days=90))
    [notice] = await world.sweep()
    assert [due.checkup_type for due in notice.checkups] == list(BOTH)
    assert notice.is_late
    for day in range(91, 97):
        world.clock.set(FIRST_MORNING + timedelta(days=day))
        assert await world.sweep() == []
    world.clock.set(FIRST_MORNING + timedelta(days=97))
    [nudge] = await world.sweep()
    assert all(due.is_nudge for due in nudge.checkups)
    assert not nudge.is_late


async def test_a_sweep_takes_no_more_people_than_it_is_told_to(world: Reminding) -> None:
    for number in range(5):
        await world.settles(f"p{number}")
    world.clock.set(FIRST_MORNING)
    planned = [await world.plan(limit=4) for _ in range(3)]
    assert sum(one.reminders for one in planned) == 10
    assert [one.more for one in planned] == [True, True, False]


async def test_ten_planners_at_once_plan_everybody_once(world: Reminding, any_url: URL) -> None:
    people = [await world.settles(f"p{number}") for number in range(20)]
    world.clock.set(FIRST_MORNING)
    others = [Database(make_engine(any_url)) for _ in range(2)]
    planners = [plan_due(database, world.clock, POLICY, 6) for database in others for _ in range(5)]
    planned = list(await asyncio.gather(*planners))
    while (last := await world.plan()).people:
        planned.append(last)
    for database in others:
        await database.close()
    assert sum(one.reminders for one in planned) == 40
    for person in people:
        assert len(await person.reminders()) == 2


async def test_who_is_in_a_turn_is_left_for_the_next_sweep(
    postgres_database: Database, clock: StandingClock
) -> None:
    world = Reminding(postgres_database, clock)
    ann, bob = await world.settles("ann"), await world.settles("bob")
    clock.set(FIRST_MORNING)
    async with ann.person.desk.turn(ann.person.arrival) as turn:
        await turn.work()
        assert (await world.plan()).people == 1
    assert (await world.plan()).people == 1
    assert len(await bob.reminders()) == len(await ann.reminders()) == 2


async def test_a_sweep_sends_as_many_statements_for_many_as_for_few(world: Reminding) -> None:
    numbers = []
    for count in (2, 20):
        for number in range(count):
            await world.settles(f"p{count}-{number}")
        world.clock.set(world.clock.now() + timedelta(days=40))
        with sent_statements(world.database) as sent:
            assert (await world.plan()).people >= count
        numbers.append(len(sent))
    assert numbers[0] == numbers[1] <= 7


async def test_the_preview_tells_what_is_planned_and_what_is_to_be_and_changes_nothing(
    world: Reminding,
) -> None:
    ann = await world.settles("ann")
    world.clock.set(FIRST_MORNING)
    await world.plan()
    bob = await world.settles("bob", "discord")
    await bob.wants_mail()
    world.clock.set(FIRST_MORNING + timedelta(days=40))
    await ann.completes(CheckupType.GIVE)
    shown = await preview(world.database, world.clock, POLICY)
    assert {(one.display_name, one.channel, one.is_planned) for one in shown} == {
        ("Ann", "telegram", False),
        ("Bob", "discord", False),
        ("Bob", EMAIL, False),
    }
    assert {one.checkup_types for one in shown} == {(CheckupType.KEEP,), BOTH}
    assert {one.account for one in shown} == {"telegram:ann", "discord:bob"}
    assert min(one.due_since for one in shown) == datetime(2026, 4, 10, 12, 0, tzinfo=UTC)
    assert await bob.reminders() == []
    await world.plan()
    planned = await preview(world.database, world.clock, POLICY)
    assert {(one.display_name, one.channel) for one in planned} == {
        ("Ann", "telegram"),
        ("Bob", "discord"),
        ("Bob", EMAIL),
    }
    assert all(one.is_planned for one in planned)
    sent = await world.sweep()
    assert {(one.person_id, one.channel) for one in planned} == {
        (notice.claimed.person_id, notice.claimed.channel) for notice in sent
    }
