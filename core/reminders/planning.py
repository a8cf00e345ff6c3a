"""What is due is planned: rows of the outbox, in the transaction that notices it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.checkups.rows import checkup_state, person_rhythm
from core.checkups.rules import due_cycle, next_reminder, reminder_cycle
from core.clock import Clock
from core.reminders.results import Planned
from core.reminders.rows import outbox_entry, reach_of
from core.reminders.rules import (
    OutboxEntry,
    Reach,
    best_reach,
    last_platform,
    last_sent,
    wants_chat,
    wants_mail,
)
from core.turns.arrival import TurnPolicy
from storage.repositories.reminders import NewReminder
from storage.tables import CheckupRow, PersonRow
from storage.transactions import Database, Transaction
from storage.vocabulary import EMAIL, ReminderState

A_SWEEP = 500
"""People planned for at once."""


@dataclass(frozen=True, slots=True)
class CheckupPlan:
    """What becomes of one due checkup."""

    checkup: CheckupRow
    reminders: tuple[NewReminder, ...]
    next_nudge: int
    remind_at: datetime | None


async def plan_due(
    database: Database, clock: Clock, policy: TurnPolicy, limit: int = A_SWEEP
) -> Planned:
    """Plan the reminders of up to `limit` people who have a checkup that is due to be reminded of,
    in one transaction. Whoever is in a turn, or in the hands of another planner, is left for the
    next sweep.

    Planning the same again plans nothing: the database refuses a second row for one checkup,
    cycle, nudge and channel.
    """
    now = clock.now()
    async with database.glancing() as transaction:
        if not await transaction.due.has_people(now):
            return Planned(people=0, reminders=0, more=False)
    async with database.writing() as transaction:
        due = await transaction.due.people(now, limit)
        people = list(dict.fromkeys(due))
        plans = await plans_for(transaction, people, now, policy)
        planned = await transaction.due.put([new for plan in plans for new in plan.reminders])
        await transaction.due.schedule(
            [(plan.checkup.id, plan.next_nudge, plan.remind_at) for plan in plans]
        )
    return Planned(people=len(people), reminders=planned, more=len(due) == limit)


async def plans_for(
    transaction: Transaction, person_ids: Sequence[UUID], now: datetime, policy: TurnPolicy
) -> list[CheckupPlan]:
    """What is to be planned for these people; nothing is changed."""
    if not person_ids:
        return []
    due = await transaction.due.checkups(person_ids, now)
    reaches = await reaches_of(transaction, person_ids)
    entries: dict[UUID, list[OutboxEntry]] = {}
    for row in await transaction.due.reminders(person_ids, now):
        entries.setdefault(row.checkup_id, []).append(outbox_entry(row))
    return [
        _plan(
            checkup,
            person,
            reaches=reaches.get(person.id, ()),
            entries=entries.get(checkup.id, ()),
            now=now,
            policy=policy,
        )
        for checkup, person in due
    ]


async def reaches_of(
    transaction: Transaction, person_ids: Sequence[UUID]
) -> dict[UUID, list[Reach]]:
    """By person; whoever has no account is left out."""
    reaches: dict[UUID, list[Reach]] = {}
    for account in await transaction.due.accounts(person_ids):
        reaches.setdefault(account.person_id, []).append(reach_of(account))
    return reaches


def _plan(
    checkup: CheckupRow,
    person: PersonRow,
    *,
    reaches: Sequence[Reach],
    entries: Sequence[OutboxEntry],
    now: datetime,
    policy: TurnPolicy,
) -> CheckupPlan:
    rhythm, state = person_rhythm(person, policy), checkup_state(checkup)
    is_nudge = checkup.next_nudge > 0
    if not is_nudge and (moment := next_reminder(state, rhythm)) > now:
        return CheckupPlan(checkup, (), 0, moment)
    cycle = reminder_cycle(state)
    known = [one for one in entries if (one.cycle, one.nudge) == (cycle, checkup.next_nudge)]
    last, is_snoozed = last_sent(entries), cycle != due_cycle(state)
    # A snooze names its own moment. All else keeps its distance from what came late, as after
    # an outage, or came just before the interval was made shorter.
    if last is not None and wants_chat(known) and (is_nudge or not is_snoozed):
        moment = rhythm.nudge_after(last)
        if moment > now:
            return CheckupPlan(checkup, (), checkup.next_nudge, moment)
    reminders = tuple(
        NewReminder(
            person_id=person.id,
            checkup_id=checkup.id,
            cycle=cycle,
            nudge=checkup.next_nudge,
            channel=channel,
            state=standing,
            planned_for=now,
            next_attempt_at=rhythm.awake_from(now) if standing is ReminderState.PENDING else None,
            created_at=now,
        )
        for channel, standing in _channels(person, reaches, known)
    )
    remind_at = None if is_nudge else rhythm.nudge_after(now)
    return CheckupPlan(checkup, reminders, 1, remind_at)


def _channels(
    person: PersonRow, reaches: Sequence[Reach], known: Sequence[OutboxEntry]
) -> Iterable[tuple[str, ReminderState]]:
    """Where it goes, given what there is of it already."""
    if wants_chat(known):
        best = best_reach(reaches, person.reminder_channel)
        if best is not None:
            yield best.platform, ReminderState.PENDING
        elif (last := last_platform(reaches)) is not None:
            yield last, ReminderState.WAITING
    if person.email_notifications and person.email_verified_at and wants_mail(known):
        yield EMAIL, ReminderState.PENDING
