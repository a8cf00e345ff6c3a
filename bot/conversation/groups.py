"""What happens in a group about its shared list. Until one is opened, nothing else happens."""

from bot.conversation.answer import Answer
from bot.conversation.messages import Reply
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording import groups as wording
from core.households.actions import open_household, show_household


def offer(context: TurnContext) -> Answer:
    return Answer((wording.offer_reply(context.reader),))


async def welcome(context: TurnContext) -> Answer:
    """The bot was brought back into a group that has a list."""
    shared = await show_household(context.work)
    return Answer((Reply(wording.back_text(context.reader.language, shared)),))


async def show_list(context: TurnContext) -> Answer:
    """What the open list of this group is, and the way to the private one."""
    language = context.reader.language
    shared = await show_household(context.work)
    text = wording.here_text(language, shared)
    return Answer((Reply(text, links=(wording.private_chat(language),)),))


async def open_list(context: TurnContext) -> Answer:
    """Start the list, in place of the offer. Raises NotInAGroup."""
    opened = await open_household(context.work)
    return _in_place(wording.opened_text(context.reader.language, opened))


def decline_list(context: TurnContext) -> Answer:
    """In place of the offer; a list that somebody has started meanwhile stays."""
    return _in_place(wording.declined_text(context.reader.language))


def _in_place(text: str) -> Answer:
    return Answer((Reply(text, edits=True),))
