"""What a sweep would send."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.checkups.rows import checkup_state, person_rhythm
from core.clock import Clock
from core.reminders.notices import destination_of
from core.reminders.planning import CheckupPlan, plans_for, reaches_of
from core.reminders.results import Preview
from core.reminders.rows import outbox_entry
from core.reminders.rules import Reach, is_answered, newest_of_each
from core.turns.arrival import TurnPolicy
from storage.tables import CheckupRow, PersonRow, ReminderRow
from storage.transactions import Database
from storage.vocabulary import CheckupType, ReminderState

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class _Line:
    """What one row of the outbox, or one that is to be, would tell."""

    person_id: UUID
    channel: str
    checkup_type: CheckupType
    is_planned: bool


async def preview(
    database: Database, clock: Clock, policy: TurnPolicy, limit: int = MOST_SHOWN
) -> tuple[Preview, ...]:
    """The messages that a sweep now would send: of up to `limit` reminders that are planned, and
    of as many checkups that are still to be planned. Changes nothing."""
    now = clock.now()
    async with database.reading() as transaction:
        due = list(dict.fromkeys(await transaction.due.people_in_sight(now, limit)))
        lines = [*_to_be_planned(await plans_for(transaction, due, now, policy))]
        pending = await transaction.due.pending(now, limit)
        lines += _still_to_tell(pending, now)
        concerned = list({line.person_id for line in lines})
        people = {row.id: row for row in await transaction.due.people_named(concerned)}
        reaches = await reaches_of(transaction, concerned)
    return tuple(_messages(lines, people, reaches, now=now, policy=policy))


def _to_be_planned(plans: Iterable[CheckupPlan]) -> Iterable[_Line]:
    for plan in plans:
        for new in plan.reminders:
            if new.state is ReminderState.PENDING:
                checkup_type = CheckupType(plan.checkup.checkup_type)
                yield _Line(new.person_id, new.channel, checkup_type, is_planned=False)


def _still_to_tell(
    pending: Sequence[tuple[ReminderRow, CheckupRow]], now: datetime
) -> Iterable[_Line]:
    by_channel: dict[str, list[ReminderRow]] = {}
    for row, _ in pending:
        by_channel.setdefault(row.channel, []).append(row)
    newest = {
        id_
        for rows in by_channel.values()
        for id_ in newest_of_each([outbox_entry(row) for row in rows])
    }
    for row, checkup in pending:
        if row.id in newest and not is_answered(outbox_entry(row), checkup_state(checkup), now):
            checkup_type = CheckupType(checkup.checkup_type)
            yield _Line(row.person_id, row.channel, checkup_type, is_planned=True)


def _messages(
    lines: Iterable[_Line],
    people: Mapping[UUID, PersonRow],
    reaches: Mapping[UUID, Sequence[Reach]],
    *,
    now: datetime,
    policy: TurnPolicy,
) -> Iterable[Preview]:
    """One for each person and channel where they are reached."""
    together: dict[tuple[UUID, str], list[_Line]] = {}
    for line in lines:
        together.setdefault((line.person_id, line.channel), []).append(line)
    for (person_id, channel), own in together.items():
        person = people[person_id]
        if destination_of(person, reaches.get(person_id, ()), channel) is None:
            continue
        types = {line.checkup_type for line in own}
        yield Preview(
            person_id=person_id,
            display_name=person.display_name,
            channel=channel,
            checkup_types=tuple(one for one in CheckupType if one in types),
            is_planned=all(line.is_planned for line in own),
            at=person_rhythm(person, policy).awake_from(now),
        )
