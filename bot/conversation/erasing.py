"""Deleting everything about a person, once they have said so twice."""

from datetime import datetime

from bot.agent.errors import PrivateMatter
from bot.conversation.answer import Answer
from bot.conversation.errors import OfferGone
from bot.conversation.messages import Reply
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.privacy import erasure_question, nothing_erased_text
from bot.conversation.wording.service import erased_text
from core.people.erasing import erase_person, holdings

COMMAND = "deletemydata"
ANSWER_WITHIN = 10
"""Minutes. A button that lies about for longer is no confirmation."""


async def ask_to_erase(context: TurnContext, _words: str) -> Answer:
    """Nothing is deleted yet."""
    going = await holdings(context.work)
    return Answer((erasure_question(context.reader, _minute(context.work.now), going),))


async def erase_everything(context: TurnContext, asked_in: int) -> Answer:
    """Delete the person; their next message makes a new one.

    Raises PrivateMatter in a group, OfferGone for a question that was asked too long ago.
    """
    if context.work.actor.is_shared:
        raise PrivateMatter(COMMAND)
    if not 0 <= _minute(context.work.now) - asked_in <= ANSWER_WITHIN:
        raise OfferGone
    await erase_person(context.work)
    context.turn.leave_no_trace()
    return Answer((Reply(erased_text(context.reader.language), edits=True),))


def keep_everything(context: TurnContext) -> Answer:
    return Answer((Reply(nothing_erased_text(context.reader.language), edits=True),))


def _minute(instant: datetime) -> int:
    """Counted from the beginning of 1970 in UTC, begun ones included."""
    return int(instant.timestamp()) // 60
