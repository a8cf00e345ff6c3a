"""What one message tells, found out when it is about to be sent."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from secrets import token_urlsafe
from uuid import UUID

from core.checkups.rows import checkup_state
from core.checkups.rules import due_cycle, next_due, next_reminder
from core.people.emails import KEY_BYTES
from core.reminders.results import Claimed, DueCheckup, Notice
from core.reminders.rhythm import Rhythm
from core.reminders.rows import let_go, outbox_entry
from core.reminders.rules import NEWER, Reach, best_reach, is_answered, is_late, newest_of_each
from core.reviews.asking import worth_asking
from storage.tables import CheckupRow, PersonRow, ReminderRow
from storage.transactions import Transaction
from storage.vocabulary import EMAIL, CheckupType, ItemStatus, ReminderState

MOST_FIRST = 3
"""How many things to ask about first a message names."""

Told = tuple[ReminderRow, CheckupRow]
"""What is to be sent, and what it reminds of."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a message goes: a private chat, or a verified address."""

    address: str
    chat: tuple[str, str] | None
    """Platform and private chat of the person: of a mail, those that its link leads to."""


def destination_of(person: PersonRow, reaches: Sequence[Reach], channel: str) -> Destination | None:
    """None where the person is not reached on the platform (any more); of a mail, where they want
    none or have no verified address."""
    if channel == EMAIL:
        is_wanted = person.email_notifications and person.email_verified_at is not None
        if not is_wanted or person.email is None:
            return None
        return Destination(person.email, _chat(best_reach(reaches, person.reminder_channel)))
    chat = _chat(best_reach(reach for reach in reaches if reach.platform == channel))
    return None if chat is None else Destination(chat[1], chat)


def _chat(reach: Reach | None) -> tuple[str, str] | None:
    return None if reach is None or reach.chat_id is None else (reach.platform, reach.chat_id)


async def still_to_tell(
    transaction: Transaction, rows: Sequence[ReminderRow], now: datetime
) -> list[Told]:
    """Those rows of one person and channel that still have something to remind of, keep before
    give; the others are overtaken from now on."""
    newest = newest_of_each([outbox_entry(row) for row in rows])
    told: list[Told] = []
    for checkup in await transaction.checkups(rows[0].person_id).all():
        state = checkup_state(checkup)
        for row in rows:
            if row.checkup_id != checkup.id:
                continue
            if is_answered(outbox_entry(row), state, now):
                let_go(row, ReminderState.OVERTAKEN, "answered")
            elif row.id not in newest:
                let_go(row, ReminderState.OVERTAKEN, NEWER)
            else:
                told.append((row, checkup))
    return told


async def notice_of(
    transaction: Transaction,
    claimed: Claimed,
    *,
    person: PersonRow,
    told: Sequence[Told],
    destination: Destination,
    rhythm: Rhythm,
    now: datetime,
) -> Notice:
    """The message of these reminders."""
    today = now.astimezone(rhythm.zone).date()
    household_id = await transaction.person(person.id).private_household_id()
    numbers: Counter[ItemStatus] = Counter()
    for status, _, number in await transaction.items(household_id).counts():
        numbers[status] += number
    begun = await transaction.reminders(person.id).begun_cycles([row.id for _, row in told])
    checkups: list[DueCheckup] = []
    for row, checkup in told:
        is_nudge = row.nudge > 0 and (checkup.id, row.cycle) in begun
        checkups.append(
            await _due_checkup(
                transaction,
                row,
                checkup,
                is_nudge=is_nudge,
                household_id=household_id,
                rhythm=rhythm,
                today=today,
            )
        )
    return Notice(
        claimed=replace(claimed, reminder_ids=tuple(row.id for row, _ in told)),
        display_name=person.display_name,
        locale=person.locale,
        zone=rhythm.zone,
        today=today,
        address=destination.address,
        checkups=tuple(checkups),
        is_late=any(
            is_late(
                row.planned_for if due.is_nudge else next_reminder(checkup_state(checkup), rhythm),
                now,
            )
            for (row, checkup), due in zip(told, checkups, strict=True)
        ),
        kept=numbers[ItemStatus.KEEP],
        given=numbers[ItemStatus.GIVE] + numbers[ItemStatus.DONATE],
        chat=destination.chat,
        unsubscribe_key=_unsubscribe_key(person) if claimed.channel == EMAIL else None,
    )


async def _due_checkup(
    transaction: Transaction,
    row: ReminderRow,
    checkup: CheckupRow,
    *,
    is_nudge: bool,
    household_id: UUID,
    rhythm: Rhythm,
    today: date,
) -> DueCheckup:
    checkup_type = CheckupType(checkup.checkup_type)
    asked = await worth_asking(transaction, row.person_id, household_id, checkup_type, today)
    return DueCheckup(
        checkup_type=checkup_type,
        due_at=next_due(checkup.last_checkup_date, checkup.checkup_interval_months, rhythm.zone),
        cycle=due_cycle(checkup_state(checkup)),
        interval_months=checkup.checkup_interval_months,
        is_nudge=is_nudge,
        first=tuple(asked[:MOST_FIRST]),
        total=len(asked),
    )


def _unsubscribe_key(person: PersonRow) -> str:
    """Made with the first mail."""
    if person.unsubscribe_key is None:
        person.unsubscribe_key = token_urlsafe(KEY_BYTES)
    return person.unsubscribe_key
