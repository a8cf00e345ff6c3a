"""What nobody asked for, on its way into private chats: one attempt at a time."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

import httpx
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from bot.conversation.messages import Reply
from bot.counters import Counters
from bot.frontends.pace import Pace, bot_key
from bot.frontends.paced_post import NOT_CONNECTED, Attempt, PacedPost
from bot.frontends.telegram.chats import PLATFORM
from bot.frontends.telegram.client import TelegramSettings, make_bot
from bot.frontends.telegram.outcomes import Refusal, refusal_of
from bot.frontends.telegram.pacing import Patience
from bot.frontends.telegram.photos import Photos, ReadPicture
from bot.frontends.telegram.rendering import Message, Renderer
from bot.frontends.telegram.seconds import seconds_of
from bot.frontends.telegram.sending import Place, Sender, Sending
from bot.frontends.telegram.stops import refused_token
from bot.metrics import Meter
from bot.posting import Blocked, Outcome, Postponed, Refused, Sent, Unknown
from core.pictures.references import stored_id

logger = logging.getLogger(__name__)

UNASKED_A_SECOND = 25
"""Telegram takes about 30 in all (Bots FAQ, broadcasting): the others are for answers."""
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class TelegramPost(PacedPost):
    name = PLATFORM

    def __init__(
        self, bot: ExtBot[Patience], read_picture: ReadPicture, pace: Pace, meter: Meter
    ) -> None:
        """The bot is one with Pacing as its rate limiter, initialised or not."""
        super().__init__(pace, meter)
        self._bot = bot
        self._sender = Sender(bot, Photos(read_picture), patience=Patience.NONE)
        self._renderer: Renderer | None = None

    def connected(self) -> None:
        """The bot was initialised."""
        self._renderer = Renderer(self._bot.username, stored_id)

    def disconnected(self) -> None:
        """The bot is to be shut down."""
        self._renderer = None

    def link(self, chat_id: str, start: str) -> str | None:
        renderer = self._renderer
        return None if renderer is None else f"https://t.me/{renderer.username}?start={start}"

    def _attempts(
        self, chat_id: str, replies: Sequence[Reply], key: str
    ) -> Sequence[Attempt] | None:
        if self._renderer is None:
            return None
        place = Place(int(chat_id))
        messages = [message for reply in replies for message in self._renderer.messages(reply)]
        return [partial(self._attempt, place, message) for message in messages]

    async def _attempt(self, place: Place, message: Message) -> Outcome:
        if self._renderer is None:
            return NOT_CONNECTED
        try:
            return Sent(str(await self._sender.send(place, Sending(message))))
        except TelegramError as error:
            return _outcome_of(error)


def pace_of(token: str, counters: Counters) -> Pace:
    return Pace(UNASKED_A_SECOND, bot_key(PLATFORM, token), counters)


@asynccontextmanager
async def open_telegram_post(
    settings: TelegramSettings, read_picture: ReadPicture, pace: Pace, meter: Meter
) -> AsyncIterator[TelegramPost]:
    """To send without listening. Where Telegram can not be reached, all is postponed.

    Raises Stop where Telegram refuses the token.
    """
    bot = make_bot(settings)
    post = TelegramPost(bot, read_picture, pace, meter)
    try:
        try:
            await bot.initialize()
        except InvalidToken as error:
            raise refused_token() from error
        except TelegramError as error:
            logger.warning("Telegram can not be reached: %s", type(error).__name__)
        else:
            post.connected()
        yield post
    finally:
        post.disconnected()
        await bot.shutdown()


def _outcome_of(error: TelegramError) -> Outcome:
    match error:
        case RetryAfter():
            return Postponed("told to wait", timedelta(seconds=seconds_of(error.retry_after)))
        case Forbidden():
            return Blocked("forbidden")
        case InvalidToken():
            return Postponed("the token is refused")
        case BadRequest() if refusal_of(error) is Refusal.CLOSED:
            return Blocked("the chat is closed")
        case BadRequest():
            return Refused("bad request")
        case NetworkError():
            return _of_broken_line(error)
    return Unknown(type(error).__name__)


def _of_broken_line(error: NetworkError) -> Outcome:
    """Also for what the library counts among it: answers of Telegram that speak of its own
    trouble. Of them, a gateway that has waited in vain does not know either what came of it."""
    cause = error.__cause__
    if isinstance(cause, _NEVER_LEFT):
        return Postponed(type(cause).__name__)
    if cause is not None and not isinstance(cause, TelegramError):
        return Unknown(type(cause).__name__)
    if "gateway timeout" in error.message.casefold():
        return Unknown("gateway timeout")
    return Postponed("server error")
