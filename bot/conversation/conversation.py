"""The one entry of the front ends: what came in goes through a turn, what comes of it goes out."""

import logging
import secrets
from collections.abc import Sequence
from time import perf_counter
from typing import TypeAlias

from bot.agent.memory import meaning_of
from bot.conversation.address_locks import AddressLocks
from bot.conversation.answer import Answer
from bot.conversation.answering import Answerer, said_in
from bot.conversation.discretion import discreet, for_one
from bot.conversation.messages import (
    Incoming,
    Invoked,
    Other,
    OtherKind,
    Picture,
    Press,
    Reply,
    Text,
    Voice,
)
from bot.conversation.notices import as_notice
from bot.conversation.rate_limit import Admission, RateLimiter
from bot.conversation.reply_json import replies_from_json, replies_to_json
from bot.conversation.suggestions import Suggester
from bot.conversation.typed_codes import without_code
from bot.conversation.wording import service
from bot.conversation.wording.errors import error_reply, error_text
from bot.conversation.wording.language import language
from bot.conversation.wording.others import other_text
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.receipts import receipt_reply
from bot.logging import places_of
from bot.metrics import ContentKind, Meter, TurnResult
from core.errors import MinNowError
from core.history.actions import receipt_of_turn
from core.pictures.store import PictureStoreUnusable
from core.turns.desk import Arrival, Group, Turn, TurnDesk, TurnInHand
from core.upkeep import Upkeep
from storage.vocabulary import Cause

logger = logging.getLogger(__name__)

Handled: TypeAlias = tuple[TurnResult, tuple[Reply, ...]]


class Conversation:
    """Handles whatever comes in, on any platform (DESIGN, section 5)."""

    def __init__(
        self,
        desk: TurnDesk,
        answerer: Answerer,
        limiter: RateLimiter,
        meter: Meter,
        upkeep: Upkeep,
        *,
        suggester: Suggester,
    ) -> None:
        self._desk = desk
        self._answerer = answerer
        self._limiter = limiter
        self._meter = meter
        self._upkeep = upkeep
        self._suggester = suggester
        self._locks = AddressLocks()

    async def handle(self, incoming: Incoming) -> tuple[Reply, ...]:
        """The replies, to be sent in order; what they tell is committed.

        Turns of one address run one after the other. An update that comes twice changes nothing:
        it gets its answer again, or nothing where that was told to be answered(). Empty
        otherwise only for somebody who was told a moment ago that they write too fast, and for
        the further pictures of an album.

        Raises TurnInHand, for an update whose earlier delivery is still in hand: deliver it again
        in a while. Raises nothing that a person could be answered about.
        """
        began = perf_counter()
        result, replies = await self._handled(incoming)
        platform = incoming.address.platform
        self._meter.turn(platform, _kind(incoming), result, perf_counter() - began)
        return for_one(replies) if _is_for_one(incoming, result) else replies

    async def suggest(
        self, incoming: Incoming, command: str, option: str, typed: str
    ) -> tuple[str, ...]:
        """What the option of the command may be, going by what is typed so far: at most 25 of 1
        to 100 characters, best first, each fit to be the value. Who types, and where, is taken
        from `incoming`, its content is not looked at. No turn: it reads, changes nothing and
        never raises."""
        return await self._suggester.suggest(incoming, command, option, typed)

    async def answered(self, platform: str, update_ids: Sequence[str]) -> None:
        """The platform has taken the whole answers of these updates. To be told after each
        answer: one that nobody was seen to receive is sent again at a redelivery."""
        await self._desk.answered(platform, update_ids)

    async def _handled(self, incoming: Incoming) -> Handled:
        try:
            admission = await self._limiter.admit(
                f"{incoming.account.platform}:{incoming.account.user_id}"
            )
            if admission is not Admission.ADMITTED:
                return TurnResult.LIMITED, self._limited(incoming, admission)
            if incoming.content == Other(OtherKind.ANONYMOUS):
                return TurnResult.ANSWERED, (_to_nobody(incoming),)
            async with self._locks.hold(incoming.address):
                try:
                    return await self._turn(incoming)
                except MinNowError as error:
                    return TurnResult.REFUSED, await self._refusal(incoming, error)
        except (MemoryError, TurnInHand):
            raise
        except PictureStoreUnusable as failure:
            logger.error("The store of pictures can not be used: %s", failure)
            text = service.pictures_away_text(language(incoming.locale))
            return TurnResult.FAILED, (Reply(text),)
        except Exception as failure:
            return TurnResult.FAILED, (_failed(incoming, failure),)

    async def _turn(self, incoming: Incoming) -> Handled:
        async with self._desk.turn(_arrival(incoming)) as turn:
            if turn.stored_replies is not None:
                return TurnResult.REPEATED, _again(incoming, turn)
            answer = discreet(await self._answer(turn, incoming))
            meaning = {**meaning_of(answer.outcomes), **answer.remembered}
            turn.answer(
                _kept(answer.said or said_in(incoming)),
                replies_to_json(answer.replies),
                meaning or None,
            )
        if not turn.leaves_a_trace:
            await self._upkeep.remove_discarded_pictures()
        return TurnResult.ANSWERED, answer.replies

    async def _answer(self, turn: Turn, incoming: Incoming) -> Answer:
        if turn.is_taken_over:
            work = await turn.work()
            receipt = await receipt_of_turn(work, turn.turn_id)
            if receipt.changes:
                return Answer((receipt_reply(Reader.of(work), (receipt,)),))
        return await self._answerer.answer(turn, incoming, _chat_id(incoming))

    async def _refusal(self, incoming: Incoming, error: MinNowError) -> tuple[Reply, ...]:
        """What was begun is rolled back; the sentence about it is the answer that is kept."""
        async with self._desk.turn(_arrival(incoming)) as turn:
            if turn.stored_replies is not None:
                return (Reply(error_text(language(incoming.locale), error)),)
            reply = error_reply(Reader.of(await turn.work()), error)
            told = as_notice(reply) if isinstance(incoming.content, Press) else reply
            replies = for_one((told,))
            turn.answer(_kept(said_in(incoming)), replies_to_json(replies), None)
            return replies

    def _limited(self, incoming: Incoming, admission: Admission) -> tuple[Reply, ...]:
        if admission is Admission.SILENT:
            return ()
        seconds = self._limiter.seconds
        text = service.too_fast_text(language(incoming.locale), seconds)
        return (Reply(text, notice=isinstance(incoming.content, Press)),)


def _kept(said: str | None) -> str | None:
    """What is stored of it."""
    return None if said is None else without_code(said)


def _is_for_one(incoming: Incoming, result: TurnResult) -> bool:
    """Whether it was about a private household, or came to nothing."""
    in_private = incoming.group is None
    return in_private or result in (TurnResult.LIMITED, TurnResult.REFUSED, TurnResult.FAILED)


def _to_nobody(incoming: Incoming) -> Reply:
    """Without a turn: many write under the name of one group, and are no person."""
    return Reply(other_text(language(incoming.locale), OtherKind.ANONYMOUS))


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


def _again(incoming: Incoming, turn: Turn) -> tuple[Reply, ...]:
    """What this update is still to be answered with."""
    if turn.is_erasure:
        return (Reply(service.erased_text(language(incoming.locale))),)
    return replies_from_json(turn.stored_replies or (), language(incoming.locale))


def _arrival(incoming: Incoming) -> Arrival:
    account, group = incoming.account, incoming.group
    return Arrival(
        platform=account.platform,
        platform_user_id=account.user_id,
        display_name=account.display_name,
        chat_id=_chat_id(incoming),
        private=group is None and not incoming.is_passing,
        cause=_cause(incoming),
        locale=incoming.locale,
        update_id=incoming.update_id,
        group=None if group is None else Group(group.chat_id, group.title, group.is_run_by_person),
    )


def _cause(incoming: Incoming) -> Cause:
    match _kind(incoming):
        case ContentKind.PRESS:
            return Cause.BUTTON
        case ContentKind.COMMAND:
            return Cause.COMMAND
        case _:
            return Cause.SENTENCE


def _kind(incoming: Incoming) -> ContentKind:
    match incoming.content:
        case Text(text):
            is_command = text.lstrip().startswith("/")
            return ContentKind.COMMAND if is_command else ContentKind.TEXT
        case Invoked():
            return ContentKind.COMMAND
        case Press():
            return ContentKind.PRESS
        case Picture():
            return ContentKind.PICTURE
        case Voice():
            return ContentKind.VOICE
        case _:
            return ContentKind.OTHER


def _chat_id(incoming: Incoming) -> str:
    """What one is talking about stays within its topic. A person in private is reached by the
    chat itself."""
    address = incoming.address
    if incoming.group is None or address.thread_id is None:
        return address.chat_id
    return f"{address.chat_id}/{address.thread_id}"
