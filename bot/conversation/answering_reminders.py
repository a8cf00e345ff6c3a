"""The buttons of a reminder that need no review: all is good, or not now."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.conversation.messages import Reply
from bot.conversation.review_buttons import (
    AllGood,
    BothGood,
    OnReminder,
    SnoozeBoth,
    SnoozeReminder,
    Until,
)
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.errors import checkup_done_reply
from bot.conversation.wording.receipts import receipt_reply
from core.checkups.rows import present_rhythm
from core.errors import CheckupDone
from core.receipts import Receipt
from core.reminders.actions import mark_read
from core.reviews.actions import complete_cycle, snooze_cycle
from storage.vocabulary import CheckupType

_Act = Callable[[CheckupType, datetime], Awaitable[Receipt]]


async def press_reminder(context: TurnContext, pressed: OnReminder) -> Reply:
    """Done for each checkup that is still in the cycle the message is about; of the others it is
    told that they are over."""
    work = context.work
    match pressed:
        case AllGood() | BothGood():
            act = _completing(context)
        case SnoozeReminder(until=until) | SnoozeBoth(until=until):
            act = await _snoozing(context, until)
    receipts, over = [], []
    for checkup_type, cycle in _cycles(pressed):
        await mark_read(work, checkup_type)
        try:
            receipts.append(await act(checkup_type, cycle))
        except CheckupDone as done:
            over.append(checkup_done_reply(context.reader, done.checkup))
    told = [receipt_reply(context.reader, receipts)] if receipts else []
    return _as_one(*told, *over)


def _completing(context: TurnContext) -> _Act:
    async def complete(checkup_type: CheckupType, cycle: datetime) -> Receipt:
        return await complete_cycle(context.work, checkup_type, cycle)

    return complete


async def _snoozing(context: TurnContext, until: Until) -> _Act:
    now, rhythm = context.work.now, await present_rhythm(context.work)
    wakes = rhythm.in_a_week(now) if until is Until.WEEK else rhythm.tomorrow_morning(now)

    async def snooze(checkup_type: CheckupType, cycle: datetime) -> Receipt:
        return await snooze_cycle(context.work, checkup_type, cycle, wakes)

    return snooze


def _cycles(pressed: OnReminder) -> tuple[tuple[CheckupType, datetime], ...]:
    match pressed:
        case BothGood() | SnoozeBoth():
            return (
                (CheckupType.KEEP, pressed.keep_cycle),
                (CheckupType.GIVE, pressed.give_cycle),
            )
        case AllGood() | SnoozeReminder():
            return ((pressed.checkup_type, pressed.cycle),)


def _as_one(first: Reply, *others: Reply) -> Reply:
    replies = (first, *others)
    return replace(
        first,
        text="\n".join(reply.text for reply in replies),
        instants=tuple(instant for reply in replies for instant in reply.instants),
    )
