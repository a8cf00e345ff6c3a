"""The one entry of the front ends: what came in goes through a turn, what comes of it goes out."""

import logging
import secrets
import traceback
from collections.abc import Callable

from bot.agent.agent import Agent
from bot.agent.memory import meaning_of
from bot.agent.tools import Tools
from bot.conversation.address_locks import AddressLocks
from bot.conversation.answer import Answer
from bot.conversation.cleaning import LONGEST_TEXT, cleaned, says_something
from bot.conversation.commands import run_command
from bot.conversation.messages import Incoming, Reply, Text
from bot.conversation.presses import press
from bot.conversation.rate_limit import Admission, RateLimiter
from bot.conversation.reply_json import replies_from_json, replies_to_json
from bot.conversation.turn_context import SentenceReader, TurnContext
from bot.conversation.wording import service
from bot.conversation.wording.errors import error_reply
from bot.conversation.wording.language import language
from bot.conversation.wording.reader import Reader
from core.errors import MinNowError
from core.turns.desk import Arrival, Turn, TurnDesk
from storage.vocabulary import Cause

logger = logging.getLogger(__name__)


class Conversation:
    """Handles whatever comes in, on any platform (DESIGN, section 5)."""

    def __init__(
        self,
        desk: TurnDesk,
        agent: Agent,
        tools: Tools,
        limiter: RateLimiter,
        load_interpreter: Callable[[], SentenceReader],
    ) -> None:
        """`load_interpreter` is called when the first command needs it, not before."""
        self._desk = desk
        self._agent = agent
        self._tools = tools
        self._limiter = limiter
        self._load_interpreter = load_interpreter
        self._locks = AddressLocks()

    async def handle(self, incoming: Incoming) -> tuple[Reply, ...]:
        """The replies, to be sent in order; what they tell is committed.

        Turns of one address run one after the other. An update that comes twice gets its answer
        again and changes nothing. Empty only for somebody who was told a moment ago that they
        write too fast. Raises nothing that a person could be answered about.
        """
        try:
            admission = await self._limiter.admit(_who(incoming))
            if admission is not Admission.ADMITTED:
                return self._limited(incoming, admission)
            async with self._locks.hold(incoming.address):
                try:
                    return await self._turn(incoming)
                except MinNowError as error:
                    return await self._refusal(incoming, error)
        except MemoryError:
            raise
        except Exception as failure:
            return (self._failed(incoming, failure),)

    async def _turn(self, incoming: Incoming) -> tuple[Reply, ...]:
        async with self._desk.turn(_arrival(incoming)) as turn:
            if turn.stored_replies is not None:
                return _again(incoming, turn)
            text = cleaned(incoming.content.text) if _fits(incoming) else None
            answer = await self._answer(turn, incoming, text)
            meaning = meaning_of(answer.outcomes) if answer.outcomes else None
            turn.answer(text, replies_to_json(answer.replies), meaning)
            return answer.replies
