"""Messages sent, around what Telegram may refuse of them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from telegram import ForceReply, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram import Message as SentMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated
from telegram.ext import ExtBot

from bot.frontends.telegram.attempts import Sleep, persistently
from bot.frontends.telegram.outcomes import Refusal, refusal_of
from bot.frontends.telegram.pacing import Patience
from bot.frontends.telegram.photos import Photos
from bot.frontends.telegram.rendering import (
    ELLIPSIS,
    DocumentMessage,
    Message,
    PhotoMessage,
    TextMessage,
)

logger = logging.getLogger(__name__)

PHOTO_NAME = "picture.jpg"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(slots=True)
class Place:
    """Where to send to. What Telegram tells about it on the way counts for the next message."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    message: Message
    reply_to: int | None = None
    forces_reply: bool = False
    """Whether the person is put at replying to it; not beside a keyboard."""
    formatted: bool = True

    @property
    def text(self) -> str:
        return self.message.text.html if self.formatted else self.message.text.plain

    @property
    def parse_mode(self) -> ParseMode | None:
        return ParseMode.HTML if self.formatted else None

    @property
    def reply_parameters(self) -> ReplyParameters | None:
        if self.reply_to is None:
            return None
        return ReplyParameters(self.reply_to, allow_sending_without_reply=True)

    @property
    def reply_markup(self) -> InlineKeyboardMarkup | ForceReply | None:
        if self.message.keyboard is None and self.forces_reply:
            return ForceReply(selective=True)
        return self.message.keyboard

    def without_picture(self) -> "Sending":
        text = self.message.text
        words = ELLIPSIS if text.is_blank() else text
        return replace(self, message=TextMessage(words, self.message.keyboard))


class Sender:
    def __init__(
        self,
        bot: ExtBot[Patience],
        photos: Photos,
        sleep: Sleep = asyncio.sleep,
        patience: Patience = Patience.LONG,
    ) -> None:
        """Without patience each request is made once, and waits for nothing."""
        self._bot = bot
        self._photos = photos
        self._sleep = sleep
        self._patience = patience

    async def send(self, place: Place, sending: Sending) -> int:
        """The id of the message, sent at least once (see persistently).

        Where Telegram refuses a part of it, it goes without that: without a topic that is gone,
        without a picture that it does not take, without formatting. Where the group became a
        supergroup, it goes there. Raises TelegramError for all that is left.
        """
        while True:
            try:
                return (await self._attempt(place, sending)).message_id
            except ChatMigrated as error:
                if error.new_chat_id == place.chat_id:
                    raise
                place.chat_id = error.new_chat_id
            except BadRequest as error:
                sending = self._mended(place, sending, error)

    def _mended(self, place: Place, sending: Sending, error: BadRequest) -> Sending:
        """Without what was refused, which there is only once. Raises the error where there is
        nothing to leave out."""
        match refusal_of(error), sending.message:
            case Refusal.NO_THREAD, _ if place.thread_id is not None:
                place.thread_id = None
                return sending
            case Refusal.BAD_MARKUP, _ if sending.formatted:
                logger.error("Telegram can not read our formatting")
                return replace(sending, formatted=False)
            case Refusal.OTHER, PhotoMessage(picture) if self._photos.refused(picture):
                return sending
            case (
                (Refusal.OTHER | Refusal.CLOSED),
                PhotoMessage(),
            ):  # a chat may refuse photos only
                return sending.without_picture()
        raise error

    async def _attempt(self, place: Place, sending: Sending) -> SentMessage:
        match sending.message:
            case PhotoMessage() as message:
                return await self._photo(place, sending, message)
            case DocumentMessage() as message:
                return await self._document(place, sending, message)
            case TextMessage():
                return await self._text(place, sending)

    async def _text(self, place: Place, sending: Sending) -> SentMessage:
        return await self._asked(
            lambda: self._bot.send_message(
                place.chat_id,
                sending.text,
                parse_mode=sending.parse_mode,
                message_thread_id=place.thread_id,
                link_preview_options=NO_PREVIEW,
                reply_parameters=sending.reply_parameters,
                reply_markup=sending.reply_markup,
                rate_limit_args=self._patience,
            )
        )

    async def _photo(self, place: Place, sending: Sending, message: PhotoMessage) -> SentMessage:
        photo = await self._photos.handed(message.picture)
        if photo is None:
            return await self._text(place, sending.without_picture())
        sent = await self._asked(
            lambda: self._bot.send_photo(
                place.chat_id,
                photo,
                caption=sending.text or None,
                parse_mode=sending.parse_mode,
                message_thread_id=place.thread_id,
                reply_parameters=sending.reply_parameters,
                reply_markup=sending.reply_markup,
                filename=PHOTO_NAME,
                rate_limit_args=self._patience,
            )
        )
        self._photos.taken(message.picture, sent)
        return sent

    async def _document(
        self, place: Place, sending: Sending, message: DocumentMessage
    ) -> SentMessage:
        return await self._asked(
            lambda: self._bot.send_document(
                place.chat_id,
                message.document.content,
                caption=sending.text or None,
                parse_mode=sending.parse_mode,
                message_thread_id=place.thread_id,
                reply_parameters=sending.reply_parameters,
                reply_markup=sending.reply_markup,
                filename=message.document.name,
                rate_limit_args=self._patience,
            )
        )

    async def _asked(self, request: Callable[[], Awaitable[SentMessage]]) -> SentMessage:
        if self._patience is Patience.NONE:
            return await request()
        return await persistently(request, self._sleep)
