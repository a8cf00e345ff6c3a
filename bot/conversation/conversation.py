"""The one entry of the front ends: what came in goes through a turn, what comes of it goes out."""

import logging
import secrets
from collections.abc import Callable, Sequence
from typing import Any

from bot.agent.agent import Agent
from bot.agent.memory import meaning_of
from bot.agent.tools import Tools
from bot.conversation.address_locks import AddressLocks
from bot.conversation.answer import Answer
from bot.conversation.cleaning import LONGEST_TEXT, cleaned, says_something
from bot.conversation.commands import run_command
from bot.conversation.messages import Incoming, Press, Reply
from bot.conversation.presses import press
from bot.conversation.rate_limit import Admission, RateLimiter
from bot.conversation.reply_json import replies_from_json, replies_to_json
from bot.conversation.turn_context import SentenceReader, TurnContext
from bot.conversation.wording import service
from bot.conversation.wording.errors import error_reply, error_text
from bot.conversation.wording.language import language
from bot.conversation.wording.outcomes import replies_to
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.receipts import receipt_reply
from bot.conversation.zones import ZoneFinder
from bot.logging import places_of
from core.errors import MinNowError
from core.history.actions import receipt_of_turn
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
        *,
        load_interpreter: Callable[[], SentenceReader],
        zones: ZoneFinder,
    ) -> None:
        """`load_interpreter` is called when the first command needs it, not before."""
        self._desk = desk
        self._agent = agent
        self._tools = tools
        self._limiter = limiter
        self._load_interpreter = load_interpreter
        self._zones = zones
        self._locks = AddressLocks()

    async def handle(self, incoming: Incoming) -> tuple[Reply, ...]:
        """The replies, to be sent in order; what they tell is committed.

        Turns of one address run one after the other. An update that comes twice gets its answer
        again and changes nothing. Empty only for somebody who was told a moment ago that they
        write too fast. Raises nothing that a person could be answered about.
        """
        try:
            admission = await self._limiter.admit(
                f"{incoming.account.platform}:{incoming.account.user_id}"
            )
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
            return (_failed(incoming, failure),)

    async def _turn(self, incoming: Incoming) -> tuple[Reply, ...]:
        async with self._desk.turn(_arrival(incoming)) as turn:
            if turn.stored_replies is not None:
                return _again(incoming, turn.stored_replies)
            text = _text_of(incoming)
            answer = await self._answer(turn, incoming, text)
            meaning = meaning_of(answer.outcomes) if answer.outcomes else None
            turn.answer(text, replies_to_json(answer.replies), meaning)
            return answer.replies

    async def _answer(self, turn: Turn, incoming: Incoming, text: str | None) -> Answer:
        work = await turn.work()
        reader = Reader.of(work)
        if turn.is_taken_over:
            receipt = await receipt_of_turn(work, turn.turn_id)
            if receipt.changes:
                return Answer((receipt_reply(reader, (receipt,)),))
        chat_id = _chat_id(incoming)
        context = TurnContext(
            turn, work, chat_id, reader, self._tools, self._load_interpreter, self._zones
        )
        if isinstance(incoming.content, Press):
            return await press(context, incoming.content.payload)
        if text is None:
            return Answer((Reply(service.too_long_text(reader.language)),))
        if text.startswith("/"):
            return await run_command(context, text)
        if not says_something(text):
            return Answer((Reply(service.no_words_text(reader.language)),))
        outcomes = await self._agent.hear(turn, chat_id, text)
        return Answer(replies_to(Reader.of(await turn.work()), outcomes), outcomes)

    async def _refusal(self, incoming: Incoming, error: MinNowError) -> tuple[Reply, ...]:
        """What was begun is rolled back; the sentence about it is the answer that is kept."""
        async with self._desk.turn(_arrival(incoming)) as turn:
            if turn.stored_replies is not None:
                return (Reply(error_text(language(incoming.locale), error)),)
            replies = (error_reply(Reader.of(await turn.work()), error),)
            turn.answer(_text_of(incoming), replies_to_json(replies), None)
            return replies

    def _limited(self, incoming: Incoming, admission: Admission) -> tuple[Reply, ...]:
        if admission is Admission.SILENT:
            return ()
        seconds = self._limiter.seconds
        return (Reply(service.too_fast_text(language(incoming.locale), seconds)),)


def _failed(incoming: Incoming, failure: Exception) -> Reply:
    """A sentence with a code that the log has too."""
    code = secrets.token_hex(3).upper()
    logger.error(
        "A turn on %s failed with code %s: %s",
        incoming.address.platform,
        code,
        places_of(failure),
    )
    return Reply(service.failure_text(language(incoming.locale), code))


def _again(incoming: Incoming, stored: Sequence[Any]) -> tuple[Reply, ...]:
    """The answer this update got before; without one, its turn was broken off."""
    if not stored:
        return (Reply(service.interrupted_text(language(incoming.locale))),)
    return replies_from_json(stored)


def _arrival(incoming: Incoming) -> Arrival:
    account = incoming.account
    return Arrival(
        platform=account.platform,
        platform_user_id=account.user_id,
        display_name=account.display_name,
        chat_id=_chat_id(incoming),
        private=incoming.private,
        cause=_cause(incoming),
        locale=incoming.locale,
        update_id=incoming.update_id,
    )


def _cause(incoming: Incoming) -> Cause:
    if isinstance(incoming.content, Press):
        return Cause.BUTTON
    return Cause.COMMAND if incoming.content.text.lstrip().startswith("/") else Cause.SENTENCE


def _chat_id(incoming: Incoming) -> str:
    """What one is talking about stays within its topic. A person in private is reached by the
    chat itself."""
    address = incoming.address
    if incoming.private or address.thread_id is None:
        return address.chat_id
    return f"{address.chat_id}/{address.thread_id}"


def _text_of(incoming: Incoming) -> str | None:
    """The cleaned text; None for a press, and for what is too long to be read."""
    if isinstance(incoming.content, Press) or len(incoming.content.text) > LONGEST_TEXT:
        return None
    return cleaned(incoming.content.text)
