"""Claim, send, mark; and what becomes of a reminder that can not be sent."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy.engine import URL

from core.checkups.actions import set_checkup_interval
from core.clock import StandingClock
from core.households.places import Places
from core.reminders.actions import mark_read
from core.reminders.outbox import LEASE, Outbox
from core.reminders.waking import go_elsewhere
from core.reviews.actions import complete_cycle
from core.reviews.results import Reason
from storage.engine import make_engine
from storage.transactions import Database
from storage.vocabulary import EMAIL, CheckupType, ReminderState
from tests.core.reminding import (
    BOTH,
    CHANNELS,
    FIRST_MORNING,
    POLICY,
    Reminded,
    Reminding,
    types_of,
)
from tests.statements import sent_statements

A_SECOND = timedelta(seconds=1)
A_WEEK = timedelta(days=7)


@pytest.fixture
def world(any_database: Database, clock: StandingClock) -> Reminding:
    return Reminding(any_database, clock)


@pytest.fixture
async def ann(world: Reminding) -> Reminded:
    """Reached on Telegram, since later on Discord; due."""
    ann = await world.settles("ann", "telegram", "discord")
    await ann.set(reminder_channel="telegram")
    world.clock.set(FIRST_MORNING)
    return ann


# One message


async def test_both_checkups_of_a_person_make_one_message(world: Reminding, ann: Reminded) -> None:
    assert types_of(await world.sweep()) == [list(BOTH)]
    assert await ann.states() == [("telegram", "sent")]


async def test_the_message_tells_who_where_and_what(world: Reminding, ann: Reminded) -> None:
    await ann.set(timezone="Europe/Berlin", locale="de")
    await ann.writes()
    await ann.person.adds("hat", "bike", "tent", "desk")
    notice = await world.in_hand()
    assert (notice.display_name, notice.locale, notice.zone.key) == ("Ann", "de", "Europe/Berlin")
    assert (notice.address, notice.chat) == ("ann", ("telegram", "ann"))
    assert (notice.kept, notice.given) == (4, 0)
    assert notice.today == FIRST_MORNING.date()
    assert not notice.is_late
    keep, give = notice.checkups
    assert keep.checkup_type is CheckupType.KEEP
    assert (len(keep.first), keep.total) == (3, 4)
    assert keep.first[0].reason in Reason
    assert (give.first, give.total) == ((), 0)
    assert keep.due_at == datetime(2026, 4, 10, 11, 0, tzinfo=UTC)
    assert keep.cycle == datetime(2026, 4, 10, 12, 0, tzinfo=UTC)
    assert keep.interval_months == 1


async def test_a_mail_has_the_address_a_link_and_a_key_that_stays(
    world: Reminding, ann: Reminded
) -> None:
    await ann.wants_mail()
    notice = await world.in_hand(EMAIL)
    assert notice.address == "ann@example.org"
    assert notice.chat == ("telegram", "ann")
    assert notice.unsubscribe_key is not None
    assert (await ann.row()).unsubscribe_key == notice.unsubscribe_key
    again = await world.outbox.notice(notice.claimed)
    assert again is not None
    assert again.unsubscribe_key == notice.unsubscribe_key


async def test_only_the_channels_that_are_asked_for_are_claimed(
    world: Reminding, ann: Reminded
) -> None:
    await ann.wants_mail()
    await world.plan()
    assert [claimed.channel for claimed in await world.claim("discord", EMAIL)] == [EMAIL]
    assert [claimed.channel for claimed in await world.claim()] == ["telegram"]


async def test_those_of_one_person_alone_can_be_claimed(world: Reminding, ann: Reminded) -> None:
    bob = await world.settles("bob")
    world.clock.set(FIRST_MORNING + timedelta(days=40))
    await world.plan()
    claimed = await world.outbox.claim(["telegram"], 10, bob.id)
    assert [one.person_id for one in claimed] == [bob.id]


async def test_the_longest_due_come_first(world: Reminding, ann: Reminded) -> None:
    await world.plan()
    world.clock.set(FIRST_MORNING - timedelta(days=1))
    bob = await world.settles("bob")
    world.clock.set(FIRST_MORNING + timedelta(days=31))
    await world.plan()
    assert [one.person_id for one in await world.claim(limit=1)] == [ann.id]
    assert [one.person_id for one in await world.claim(limit=1)] == [bob.id]


# The lease


async def test_what_is_claimed_is_claimed_by_nobody_else_while_the_lease_lasts(
    world: Reminding, ann: Reminded
) -> None:
    await world.plan()
    assert len(await world.claim()) == 1
    world.clock.set(FIRST_MORNING + LEASE - A_SECOND)
    assert await world.claim() == ()


async def test_what_another_process_has_in_hand_is_not_counted_as_due(
    world: Reminding, ann: Reminded
) -> None:
    await world.plan()
    assert await world.outbox.count_due(CHANNELS) == 1
    notice = await world.in_hand()
    assert await world.outbox.count_due(CHANNELS) == 0
    assert await world.outbox.postponed(notice.claimed, "500", timedelta(0))
    assert await world.outbox.count_due(CHANNELS) == 1


async def test_a_lease_that_ended_is_claimed_again_and_the_late_marker_is_told(
    world: Reminding, ann: Reminded
) -> None:
    await world.plan()
    [early] = await world.claim()
    world.clock.set(FIRST_MORNING + LEASE)
    [late] = await world.claim()
    assert (early.attempts, late.attempts) == (1, 2)
    assert late.reminder_ids == early.reminder_ids
    assert await world.outbox.notice(early) is None
    for marking in (
        world.outbox.sent(early, "ann", "1"),
        world.outbox.postponed(early, "500"),
        world.outbox.unknown(early, "timeout"),
        world.outbox.blocked(early, "403"),
        world.outbox.refused(early, "400"),
    ):
        assert not await marking
    assert await world.outbox.notice(late) is not None
    assert await world.outbox.sent(late, "ann", "2")
    assert [row.message_id for row in await ann.reminders()] == ["2", "2"]


async def test_the_lease_begins_anew_when_the_message_is_about_to_be_sent(
    world: Reminding, ann: Reminded
) -> None:
    await world.plan()
    [claimed] = await world.claim()
    world.clock.set(FIRST_MORNING + LEASE - A_SECOND)
    assert await world.outbox.notice(claimed) is not None
    world.clock.set(FIRST_MORNING + LEASE + A_SECOND)
    assert await world.claim() == ()


async def test_what_is_marked_is_marked_once(world: Reminding, ann: Reminded) -> None:
    notice = await world.in_hand()
    assert await world.outbox.sent(notice.claimed, "ann", "1")
    assert not await world.outbox.sent(notice.claimed, "ann", "1")
    assert await world.claim() == ()


async def test_what_is_planned_while_a_message_is_in_hand_waits_for_it(
    world: Reminding, ann: Reminded
) -> None:
    await ann.snoozes(FIRST_MORNING + A_SECOND, CheckupType.GIVE)
    await world.plan()
    [claimed] = await world.claim()
    assert len(claimed.reminder_ids) == 1
    world.clock.set(FIRST_MORNING + timedelta(minutes=1))
    assert (await world.plan()).reminders == 1
    assert await world.claim() == ()
    assert await world.outbox.postponed(claimed, "500", timedelta(0))
    assert types_of(await world.deliver()) == [list(BOTH)]


async def test_twenty_claimers_at_once_claim_each_message_once(
    world: Reminding, any_url: URL
) -> None:
    for number in range(30):
        await world.settles(f"p{number}")
    world.clock.set(FIRST_MORNING)
    await world.plan()
    databases = [Database(make_engine(any_url)) for _ in range(3)]
    outboxes = [Outbox(database, world.clock, POLICY) for database in databases]
    claims = await asyncio.gather(
        *(outbox.claim(["telegram"], 4) for outbox in outboxes for _ in range(7))
    )
    for database in databases:
        await database.close()
    claimed = [message for claim in claims for message in claim]
    claimed += await world.claim()
    assert Counter(message.person_id for message in claimed).most_common(1)[0][1] == 1
    assert len(claimed) == 30


async def test_a_claim_takes_a_look_and_one_statement_a_channel(
    world: Reminding, ann: Reminded
) -> None:
    await world.plan()
    with sent_statements(world.database) as sent:
        await world.claim("telegram", EMAIL)
    assert len([statement for statement in sent if "reminders" in statement]) == 3


async def test_where_nothing_is_due_a_claim_is_one_look(world: Reminding, ann: Reminded) -> None:
    with sent_statements(world.database) as sent:
        assert await world.claim("telegram", EMAIL) == ()
    assert len(sent) == 1


# What is overtaken


async def test_what_was_completed_in_between_is_overtaken(world: Reminding, ann: Reminded) -> None:
    await world.plan()
    [claimed] = await world.claim()
    await ann.completes()
    assert await world.outbox.notice(claimed) is None
    assert await ann.states() == [("telegram", "overtaken")]


async def test_the_rest_of_the_message_is_sent(world: Reminding, ann: Reminded) -> None:
    await world.plan()
    await ann.completes(CheckupType.KEEP)
    assert types_of(await world.sweep()) == [[CheckupType.GIVE]]
    assert await ann.states() == [("telegram", "overtaken"), ("telegram", "sent")]


async def test_what_was_snoozed_in_between_comes_when_the_snooze_ends(
    world: Reminding, ann: Reminded
) -> None:
    await world.plan()
    until = FIRST_MORNING + timedelta(days=2)
    await ann.snoozes(until)
    assert await world.sweep() == []
    world.clock.set(until)
    assert types_of(await world.sweep()) == [list(BOTH)]


async def test_the_buttons_of_a_reminder_that_was_snoozed_are_about_the_checkup_as_it_is_due(
    world: Reminding, ann: Reminded
) -> None:
    await world.sweep()
    await ann.snoozes(FIRST_MORNING + timedelta(days=1))
    world.clock.set(FIRST_MORNING + timedelta(days=1))
    [notice] = await world.sweep()
    for due in notice.checkups:
        receipt = await ann.person.does(
            partial(complete_cycle, checkup_type=due.checkup_type, cycle=due.cycle)
        )
        assert receipt.changes


async def test_an_interval_that_makes_it_due_later_overtakes_it(
    world: Reminding, ann: Reminded
) -> None:
    await world.plan()
    await ann.person.does(lambda work: set_checkup_interval(work, BOTH, 3))
    assert await world.sweep() == []


async def test_a_nudge_overtakes_a_reminder_that_was_never_sent_and_is_none_then(
    world: Reminding, ann: Reminded
) -> None:
    await world.plan()
    world.clock.set(FIRST_MORNING + A_WEEK)
    [notice] = await world.sweep()
    assert [due.is_nudge for due in notice.checkups] == [False, False]
    assert notice.is_late
    assert await ann.states() == [("telegram", "overtaken"), ("telegram", "sent")]


async def test_a_mail_that_is_not_wanted_any_more_is_overtaken(
    world: Reminding, ann: Reminded
) -> None:
    await ann.wants_mail()
    await world.plan()
    await ann.set(email_notifications=False)
    assert await world.deliver(EMAIL) == []
    assert (EMAIL, "overtaken") in await ann.states()


async def test_quiet_hours_postpone_a_message_to_their_end(world: Reminding, ann: Reminded) -> None:
    await world.plan()
    world.clock.set(FIRST_MORNING + timedelta(hours=13, minutes=30))
    assert await world.deliver() == []
    world.clock.set(FIRST_MORNING + timedelta(hours=23))
    [claimed] = await world.claim()
    assert claimed.attempts == 1
    assert await world.outbox.notice(claimed) is not None


async def test_the_message_of_an_erased_person_is_none(world: Reminding, ann: Reminded) -> None:
    await world.plan()
    [claimed] = await world.claim()
    async with world.database.writing() as transaction:
        await transaction.erasure(ann.id).remove_person()
    assert await world.outbox.notice(claimed) is None
    assert not await world.outbox.blocked(claimed, "403")


# What could not be sent


async def test_a_wait_that_was_told_is_kept_to_exactly(world: Reminding, ann: Reminded) -> None:
    notice = await world.in_hand()
    assert await world.outbox.postponed(notice.claimed, "429", timedelta(seconds=37))
    world.clock.set(FIRST_MORNING + timedelta(seconds=36))
    assert await world.claim() == ()
    world.clock.set(FIRST_MORNING + timedelta(seconds=37))
    assert len(await world.sweep()) == 1


async def test_a_line_that_fails_for_days_loses_nothing(world: Reminding, ann: Reminded) -> None:
    await world.plan()
    tries = 0
    while world.clock.now() < FIRST_MORNING + timedelta(days=6, hours=12):
        for claimed in await world.claim():
            tries += 1
            assert await world.outbox.postponed(claimed, "500")
        world.clock.set(world.clock.now() + timedelta(minutes=30))
    assert 25 < tries < 80
    world.clock.set(FIRST_MORNING + timedelta(days=6, hours=23))
    assert types_of(await world.sweep()) == [list(BOTH)]


async def test_after_a_week_of_trying_it_is_given_up_with_the_reason(
    world: Reminding, ann: Reminded
) -> None:
    notice = await world.in_hand()
    world.clock.set(FIRST_MORNING + A_WEEK)
    assert await world.outbox.postponed(replace(notice.claimed, attempts=20), "500")
    assert {(row.state, row.reason) for row in await ann.reminders()} == {("dead", "500")}


async def test_an_outage_of_a_week_is_not_the_lines_fault(world: Reminding, ann: Reminded) -> None:
    notice = await world.in_hand()
    world.clock.set(FIRST_MORNING + A_WEEK)
    assert await world.outbox.postponed(notice.claimed, "500")
    assert await ann.states() == [("telegram", "pending")]


async def test_a_chat_message_of_unknown_fate_is_sent_again(
    world: Reminding, ann: Reminded
) -> None:
    notice = await world.in_hand()
    assert await world.outbox.unknown(notice.claimed, "timeout")
    world.clock.set(FIRST_MORNING + timedelta(minutes=1))
    assert len(await world.sweep()) == 1


async def test_a_mail_of_unknown_fate_is_not(world: Reminding, ann: Reminded) -> None:
    await ann.wants_mail()
    notice = await world.in_hand(EMAIL)
    assert await world.outbox.unknown(notice.claimed, "timeout")
    world.clock.set(FIRST_MORNING + timedelta(days=1))
    assert await world.sweep(EMAIL) == []
    assert (EMAIL, "unknown") in await ann.states()


async def test_what_is_refused_is_given_up(world: Reminding, ann: Reminded) -> None:
    notice = await world.in_hand()
    assert await world.outbox.refused(notice.claimed, "400")
    assert await ann.states() == [("telegram", "dead")]


async def test_who_has_blocked_one_platform_is_reminded_on_the_next(
    world: Reminding, ann: Reminded
) -> None:
    notice = await world.in_hand()
    assert await world.outbox.blocked(notice.claimed, "403")
    assert await ann.states() == [("discord", "pending"), ("telegram", "dead")]
    [elsewhere] = await world.deliver()
    assert (elsewhere.claimed.channel, elsewhere.address) == ("discord", "ann")
    world.clock.set(FIRST_MORNING + A_WEEK)
    [nudge] = await world.sweep()
    assert nudge.claimed.channel == "discord"
    assert all(due.is_nudge for due in nudge.checkups)


async def test_who_is_reached_nowhere_is_reminded_when_they_write(
    world: Reminding, ann: Reminded
) -> None:
    for _ in range(2):
        notice = await world.in_hand()
        assert await world.outbox.blocked(notice.claimed, "403")
    assert await ann.states() == [("discord", "waiting"), ("telegram", "dead")]
    world.clock.set(FIRST_MORNING + timedelta(days=30))
    assert await world.sweep() == []
    await ann.writes("telegram")
    [notice] = await world.deliver()
    assert notice.claimed.channel == "telegram"
    assert notice.is_late
    assert types_of([notice]) == [list(BOTH)]
    assert await world.deliver() == []


async def test_a_blocked_mail_is_given_up_alone(world: Reminding, ann: Reminded) -> None:
    await ann.wants_mail()
    notice = await world.in_hand(EMAIL)
    assert await world.outbox.blocked(notice.claimed, "bounced")
    assert await ann.states() == [(EMAIL, "dead"), ("telegram", "pending")]


async def test_who_blocks_between_plan_and_message_is_reminded_on_the_next(
    world: Reminding, ann: Reminded
) -> None:
    await world.plan()
    await Places(world.database, world.clock).unreachable("telegram", "ann")
    assert await world.deliver() == []
    [notice] = await world.deliver()
    assert notice.claimed.channel == "discord"


async def test_who_comes_back_to_their_chat_is_reminded(world: Reminding) -> None:
    bob = await world.settles("bob")
    places = Places(world.database, world.clock)
    await places.unreachable("telegram", "bob")
    world.clock.set(FIRST_MORNING)
    assert await world.sweep() == []
    assert await bob.states() == [("telegram", "waiting")]
    await places.reachable("telegram", "bob")
    assert len(await world.deliver()) == 1


async def test_who_comes_back_while_a_reminder_is_set_aside_is_reminded(
    postgres_database: Database, clock: StandingClock
) -> None:
    world = Reminding(postgres_database, clock)
    bob, places = await world.settles("bob"), Places(postgres_database, clock)
    clock.set(FIRST_MORNING)
    await world.plan()
    await places.unreachable("telegram", "bob")
    async with postgres_database.writing() as transaction:
        person = await transaction.person(bob.id).locked()
        assert person is not None
        rows = await transaction.reminders(bob.id).due("telegram", clock.now())
        await go_elsewhere(transaction, person, rows, "unreachable", clock.now())
        coming_back = asyncio.create_task(places.reachable("telegram", "bob"))
        await asyncio.sleep(0.1)
    assert await coming_back
    assert len(await world.deliver()) == 1


async def test_who_was_never_reached_in_private_is_reminded_once_they_are(
    world: Reminding,
) -> None:
    bob = await world.settles("bob")
    async with world.database.writing() as transaction:
        [account] = await transaction.reminders(bob.id).accounts()
        account.chat_id = account.reachable_since = None
    world.clock.set(FIRST_MORNING)
    await world.sweep()
    await bob.writes()
    assert len(await world.deliver()) == 1


async def test_who_is_reached_all_the_time_pays_nothing_for_those_who_are_not(
    world: Reminding, ann: Reminded
) -> None:
    await world.plan()
    with sent_statements(world.database) as sent:
        await ann.writes()
    assert not [statement for statement in sent if "reminders" in statement]


async def test_the_newest_reminders_are_read_once_the_person_acts(
    world: Reminding, ann: Reminded
) -> None:
    await ann.wants_mail()
    await world.sweep()
    world.clock.set(FIRST_MORNING + timedelta(hours=1))
    await ann.person.does(lambda work: mark_read(work, CheckupType.KEEP))
    async with world.database.reading() as transaction:
        read = {
            (row.channel, checkup_type): row.read_at
            for row, checkup_type in await transaction.reminders(ann.id).all()
        }
    assert read == {
        ("telegram", CheckupType.KEEP): world.clock.now(),
        (EMAIL, CheckupType.KEEP): world.clock.now(),
        ("telegram", CheckupType.GIVE): None,
        (EMAIL, CheckupType.GIVE): None,
    }


async def test_reminders_are_exported(world: Reminding, ann: Reminded) -> None:
    await world.sweep()
    exported = await ann.person.export()
    assert exported["reminders"][0] == {
        "checkup_type": "keep",
        "channel": "telegram",
        "state": ReminderState.SENT.value,
        "planned_for": "2026-04-11T09:00:00+00:00",
        "sent_at": "2026-04-11T09:00:00+00:00",
        "read_at": None,
    }
