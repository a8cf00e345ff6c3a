"""What each button does. No graph and no model: a press is a call, or a look at something."""

from dataclasses import replace
from uuid import UUID

from bot.agent.calls import (
    AnyCall,
    ChangeItems,
    CompleteCheckup,
    PartWithItems,
    RemoveItems,
    SetCheckupInterval,
    Undo,
)
from bot.agent.memory import query_of
from bot.agent.outcomes import Changed, Refused, Shown
from bot.agent.tools import find
from bot.conversation.answer import Answer
from bot.conversation.button_payloads import (
    AnswerQuestion,
    BackToItem,
    DeclineList,
    EditItem,
    EraseEverything,
    FinishCheckup,
    GoToTourStep,
    KeepEverything,
    OfferIntervals,
    OnList,
    OpenItem,
    OpenList,
    Pressed,
    Quick,
    QuickAction,
    RemindAt,
    RemindOn,
    SetGoal,
    SetInterval,
    ShowHistoryFrom,
    ShowPage,
    UndoTurn,
)
from bot.conversation.email_buttons import ManageEmail
from bot.conversation.emails import manage_email
from bot.conversation.erasing import erase_everything, keep_everything
from bot.conversation.errors import ListGone, ListNotOpen
from bot.conversation.groups import decline_list, open_list
from bot.conversation.notices import as_notice
from bot.conversation.reminding import choose
from bot.conversation.review_buttons import ReviewPressed
from bot.conversation.reviewing import press_review
from bot.conversation.tour import go_to_step
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.forms import edit_reply
from bot.conversation.wording.items import goal_question, item_reply
from bot.conversation.wording.overviews import interval_question
from core.history.actions import show_history
from core.items.actions import get_item
from core.items.results import Thing
from core.receipts import ItemChange
from core.reminders.actions import mark_read
from storage.vocabulary import ItemStatus


async def press(context: TurnContext, pressed: Pressed) -> Answer:
    """Do what the button says. Decoding it has told that the presser is who may press it.

    Raises NotInAGroup, ListNotOpen, ListGone, OfferGone, ItemNotFound, PrivateMatter, and what
    the use cases of a review or of a code raise; nothing is changed then.
    """
    if isinstance(pressed, ReviewPressed):
        return await press_review(context, pressed)
    match pressed:
        case OpenList():
            return await open_list(context)
        case DeclineList():
            return decline_list(context)
        case EraseEverything():
            return await erase_everything(context, pressed.asked_in)
        case KeepEverything():
            return keep_everything(context)
        case ManageEmail(wish):
            return await manage_email(context, wish)
        case _ if not context.work.actor.is_open:
            raise ListNotOpen
        case _:
            return await _on_list(context, pressed)


async def _on_list(context: TurnContext, pressed: OnList) -> Answer:
    match pressed:
        case UndoTurn():
            return _in_place(await context.run(Undo(turn_id=str(pressed.turn_id))))
        case AnswerQuestion():
            outcomes = await context.tools.answer(
                context.work, context.chat_id, pressed.question_id, pressed.option
            )
            return _in_place(context.answer(outcomes))
        case ShowPage():
            return await _page(context, pressed)
        case ShowHistoryFrom():
            page = await show_history(context.work, offset=pressed.offset)
            return _in_place(context.answer((Shown(page),)))
        case OpenItem() | BackToItem() | EditItem():
            return await _one_thing(context, pressed)
        case QuickAction():
            return await _quick(context, pressed.item_id, pressed.action)
        case SetGoal():
            goal = ChangeItems(items=(str(pressed.item_id),), goal_months=pressed.months)
            return await _on_card(context, pressed.item_id, goal)
        case GoToTourStep():
            return await go_to_step(context, pressed.step)
        case FinishCheckup():
            return _in_place(await context.run(CompleteCheckup(types=(pressed.checkup_type,))))
        case OfferIntervals():
            await mark_read(context.work, pressed.checkup_type)
            question = interval_question(context.reader, pressed.checkup_type)
            return _in_place(Answer((question,)))
        case SetInterval():
            interval = SetCheckupInterval(types=(pressed.checkup_type,), months=pressed.months)
            return _in_place(await context.run(interval))
        case RemindAt() | RemindOn():
            return _in_place(await choose(context, pressed))


async def _one_thing(context: TurnContext, pressed: OpenItem | BackToItem | EditItem) -> Answer:
    thing = await get_item(context.work, pressed.item_id)
    if isinstance(pressed, EditItem):
        return _in_place(Answer((edit_reply(context.reader, thing),)))
    card = context.answer((Shown(thing),))
    return card if isinstance(pressed, OpenItem) else _in_place(card)


async def _page(context: TurnContext, wanted: ShowPage) -> Answer:
    query = query_of(await context.turn.past_turn(wanted.turn_id))
    if query is None:
        raise ListGone
    return _in_place(context.answer((await find(context.work, query, wanted.offset),)))


async def _quick(context: TurnContext, item_id: UUID, action: Quick) -> Answer:
    items = (str(item_id),)
    match action:
        case Quick.USED:
            used = ChangeItems(items=items, last_used=context.work.today)
            return await _on_card(context, item_id, used)
        case Quick.GIVE:
            gift = PartWithItems(items=items, status=ItemStatus.GIVE)
            return await _on_card(context, item_id, gift)
        case Quick.DONATE:
            donation = PartWithItems(items=items, status=ItemStatus.DONATE)
            return await _on_card(context, item_id, donation)
        case Quick.GOAL:
            thing = await get_item(context.work, item_id)
            return _in_place(Answer((goal_question(context.reader, thing),)))
        case Quick.REMOVE:
            return _in_place(await context.run(RemoveItems(items=items)))


async def _on_card(context: TurnContext, item_id: UUID, call: AnyCall) -> Answer:
    """The receipt, and below it the card as it stands now."""
    answer = _in_place(await context.run(call))
    receipt = answer.replies[0]
    if not receipt.edits:
        return answer
    thing = _committed(answer, item_id) or await get_item(context.work, item_id)
    card = item_reply(context.reader, thing)
    shown = replace(receipt, cards=card.cards, buttons=receipt.buttons + card.buttons)
    return replace(answer, replies=(shown, *answer.replies[1:]))


def _committed(answer: Answer, item_id: UUID) -> Thing | None:
    """The thing as the change has left it; None if nothing had to be changed."""
    for outcome in answer.outcomes:
        if isinstance(outcome, Changed):
            for change in outcome.receipt.changes:
                if isinstance(change, ItemChange) and change.after and change.after.id == item_id:
                    return change.after
    return None


def _in_place(answer: Answer) -> Answer:
    """The first reply takes the place of the message that was pressed, unless something was
    refused: then that message, with its buttons, stays, and the presser is told why."""
    if any(isinstance(outcome, Refused) for outcome in answer.outcomes):
        return replace(answer, replies=tuple(map(as_notice, answer.replies)))
    if not answer.replies:
        return answer
    first, *rest = answer.replies
    return replace(answer, replies=(replace(first, edits=True), *rest))
