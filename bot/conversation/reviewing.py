"""Reviews: what their buttons do, and /review. In private alone."""

from dataclasses import replace
from datetime import datetime

from bot.agent.errors import PrivateMatter
from bot.agent.outcomes import Shown
from bot.conversation.answer import Answer
from bot.conversation.answering_reminders import press_reminder
from bot.conversation.errors import OptionUnreadable
from bot.conversation.messages import Reply
from bot.conversation.notices import as_notice
from bot.conversation.option_values import Values
from bot.conversation.options import OptionKind
from bot.conversation.review_buttons import (
    AnswerStep,
    FinishReview,
    OfferReview,
    OnReminder,
    OnReview,
    ReviewPressed,
    Size,
    StartReview,
    StartSized,
    StepBack,
    UndoReview,
)
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.errors import error_reply
from bot.conversation.wording.receipts import receipt_reply
from bot.conversation.wording.reminders import start_button
from bot.conversation.wording.reviews import (
    FEW,
    left_reply,
    offer_reply,
    size_question,
    step_reply,
    summary_reply,
)
from core.badges.actions import show_badges
from core.badges.results import BadgeProgress
from core.checkups.actions import show_checkups
from core.checkups.results import Checkup
from core.checkups.rules import CheckupState, due_cycle
from core.errors import StepAnswered
from core.history.actions import receipt_of_turn
from core.receipts import CheckupChange, Receipt
from core.reminders.actions import mark_read
from core.reviews.actions import (
    answer_step,
    finish_review,
    open_review,
    start_review,
    step_back,
    to_review,
    undo_review,
)
from core.reviews.results import ReviewState, ReviewStep, ReviewSummary
from storage.vocabulary import CheckupType, ReviewAnswer

COMMAND = "review"
_PARTING = (ReviewAnswer.GIVE, ReviewAnswer.DONATE, ReviewAnswer.DONE)
_KEEPING = (ReviewAnswer.USED, ReviewAnswer.KEEP, ReviewAnswer.CHANGED_MIND)


async def review_in_words(context: TurnContext, words: str) -> Answer:
    """The words name the checkup; without any it is the one that suggests itself. Raises
    OptionUnreadable."""
    return await _review(context, _checkup_type(words) if words else None)


async def review(context: TurnContext, values: Values) -> Answer:
    """Raises OptionUnreadable."""
    chosen = values.text("checkup")
    return await _review(context, None if chosen is None else _checkup_type(chosen))


async def offer_review(context: TurnContext, checkup_type: CheckupType) -> Answer:
    """Where a link in a mail leads."""
    await mark_read(context.work, checkup_type)
    return await _offer(context, checkup_type)


async def press_review(context: TurnContext, pressed: ReviewPressed) -> Answer:
    """Raises PrivateMatter in a group, and what the use cases of a review raise."""
    if context.work.actor.is_shared:
        raise PrivateMatter(COMMAND)
    if isinstance(pressed, OnReminder):
        return _in_place(Answer((await press_reminder(context, pressed),)))
    try:
        return _in_place(await _on_review(context, pressed))
    except StepAnswered as answered:
        here = _in_place(await _standing(context, answered.state))
        why = as_notice(error_reply(context.reader, answered))
        return replace(here, replies=(*here.replies, why))


async def _on_review(context: TurnContext, pressed: OnReview) -> Answer:
    work = context.work
    match pressed:
        case OfferReview(checkup_type):
            return await _offer(context, checkup_type)
        case StartReview(checkup_type):
            await mark_read(work, checkup_type)
            return await _start(context, checkup_type)
        case StartSized(checkup_type, size):
            return await _begin(context, checkup_type, size)
        case AnswerStep(review_id, step, answer):
            return await _gone_on(context, await answer_step(work, review_id, step, answer))
        case StepBack(review_id, step):
            return await _gone_on(context, await step_back(work, review_id, step))
        case FinishReview(review_id):
            return await _left(context, await finish_review(work, review_id))
        case UndoReview(review_id):
            return Answer((_taken_back(context, await undo_review(work, review_id)),))


async def _review(context: TurnContext, checkup_type: CheckupType | None) -> Answer:
    if checkup_type is None:
        checkup_type = await _suggesting_itself(context)
    return await _start(context, checkup_type)


async def _suggesting_itself(context: TurnContext) -> CheckupType:
    """The one that was begun, else the one that is due, else that of what is kept."""
    for checkup_type in CheckupType:
        if await open_review(context.work, checkup_type) is not None:
            return checkup_type
    due = [one.checkup_type for one in await show_checkups(context.work) if one.is_due]
    return due[0] if due else CheckupType.KEEP


async def _offer(context: TurnContext, checkup_type: CheckupType) -> Answer:
    (checkup,) = [
        one for one in await show_checkups(context.work) if one.checkup_type is checkup_type
    ]
    candidates = await to_review(context.work, checkup_type)
    return Answer((offer_reply(context.reader, checkup, _cycle_of(checkup), candidates),))


async def _start(context: TurnContext, checkup_type: CheckupType) -> Answer:
    """Goes on with the review that was begun on whatever platform; else asks how much, where
    there is a choice."""
    if await open_review(context.work, checkup_type) is None:
        candidates = await to_review(context.work, checkup_type)
        if len(candidates) > FEW:
            return Answer((size_question(context.reader, checkup_type, len(candidates)),))
    return await _begin(context, checkup_type, Size.ALL)


async def _begin(context: TurnContext, checkup_type: CheckupType, size: Size) -> Answer:
    most = FEW if size is Size.FEW else None
    state = await start_review(context.work, checkup_type, most)
    if state is None:
        return await _offer(context, checkup_type)
    return await _standing(context, state)


async def _gone_on(context: TurnContext, state: ReviewState) -> Answer:
    """With what the press has changed."""
    return await _standing(
        context, state, await receipt_of_turn(context.work, context.work.turn_id)
    )


async def _left(context: TurnContext, state: ReviewState) -> Answer:
    """Who has answered nothing is offered what else can be done."""
    if isinstance(state, ReviewSummary):
        return await _standing(context, state)
    offered = await _offer(context, state.checkup_type)
    (reply,) = offered.replies
    return replace(offered, replies=(left_reply(context.reader, reply),))


async def _standing(
    context: TurnContext, state: ReviewState, noted: Receipt | None = None
) -> Answer:
    """Where the review stands: a sentence about "it" is then about the thing that is shown."""
    match state:
        case ReviewStep():
            reply = step_reply(context.reader, state, noted)
            return Answer((reply,), (Shown(state.candidate.thing),))
        case ReviewSummary():
            badge, also_due = await _earned_badge(context, state), await _also_due(context, state)
            return Answer((summary_reply(context.reader, state, badge, also_due),))


async def _also_due(context: TurnContext, summary: ReviewSummary) -> CheckupType | None:
    """The other checkup, whose Start went when the message of both was edited."""
    for checkup in await show_checkups(context.work):
        if checkup.is_due and checkup.checkup_type is not summary.checkup_type:
            return checkup.checkup_type
    return None


async def _earned_badge(context: TurnContext, summary: ReviewSummary) -> BadgeProgress | None:
    """The best one that what was said stands for: of giving, else of keeping."""
    told = [(thing, answer) for thing, answer in summary.answers if thing is not None]
    gone = {thing.item_type for thing, answer in told if answer in _PARTING}
    if gone:
        board = await show_badges(context.work)
        badges = [badge for badge in board.givers if badge.item_type in gone]
    else:
        badges = [badge for thing, answer in told if answer in _KEEPING for badge in thing.badges]
    earned = [badge for badge in badges if badge.achieved]
    return max(earned, key=lambda badge: badge.needed, default=None)


def _taken_back(context: TurnContext, receipt: Receipt) -> Reply:
    """With the way to begin again."""
    starts = [
        (start_button(context.reader, change.after.checkup_type),)
        for change in receipt.changes
        if isinstance(change, CheckupChange)
    ]
    return receipt_reply(context.reader, [receipt]).with_buttons(*starts)


def _cycle_of(checkup: Checkup) -> datetime:
    return due_cycle(
        CheckupState(
            checkup.checkup_type,
            checkup.last_checkup_date,
            checkup.interval_months,
            checkup.snoozed_until,
        )
    )


def _checkup_type(words: str) -> CheckupType:
    """By its first word: "keep", "give checkup"."""
    try:
        return CheckupType(words.split(maxsplit=1)[0].casefold())
    except ValueError:
        raise OptionUnreadable("checkup", OptionKind.CHOICE, words) from None


def _in_place(answer: Answer) -> Answer:
    """The only reply takes the place of the message that was pressed."""
    (reply,) = answer.replies
    return replace(answer, replies=(replace(reply, edits=True),))
