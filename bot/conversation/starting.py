"""/start: in private where a link leads, else the tour; in a group, its list."""

from collections.abc import Mapping

from bot.agent.calls import ShowCheckups, ShowSettings
from bot.agent.outcomes import Shown
from bot.conversation.answer import Answer
from bot.conversation.command import Handler
from bot.conversation.command_handlers import export, privacy, runs
from bot.conversation.deep_links import Errand, ToCheckup, ToItem, destination_of
from bot.conversation.emails import email
from bot.conversation.erasing import ask_to_erase
from bot.conversation.groups import offer, show_list
from bot.conversation.reminding import reminders_in_words
from bot.conversation.reviewing import offer_review, review_in_words
from bot.conversation.tour import begin
from bot.conversation.turn_context import TurnContext
from core.items.actions import get_item


async def start(context: TurnContext, words: str) -> Answer:
    """The words are what a deep link carries. Raises ItemNotFound for a thing that is not on the
    person's own list."""
    actor = context.work.actor
    if not actor.is_open:
        return offer(context)
    if actor.is_shared:
        return await show_list(context)
    match destination_of(words):
        case ToItem(item_id):
            return context.answer((Shown(await get_item(context.work, item_id)),))
        case ToCheckup(checkup_type):
            return await offer_review(context, checkup_type)
        case Errand() as errand:
            return await _ERRANDS[errand](context, "")


async def _tour(context: TurnContext, _words: str) -> Answer:
    return await begin(context)


_ERRANDS: Mapping[Errand, Handler] = {
    Errand.SETTINGS: runs(ShowSettings()),
    Errand.TIMEZONE: runs(ShowSettings()),
    Errand.REMINDERS: reminders_in_words,
    Errand.EMAIL: email,
    Errand.CHECKUPS: runs(ShowCheckups()),
    Errand.REVIEW: review_in_words,
    Errand.SNOOZE: runs(ShowCheckups()),
    Errand.EXPORT: export,
    Errand.PRIVACY: privacy,
    Errand.DELETE_MY_DATA: ask_to_erase,
    Errand.TOUR: _tour,
}
