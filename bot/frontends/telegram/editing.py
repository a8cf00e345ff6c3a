"""The message of a pressed button, changed in its place."""

import asyncio
import logging

from telegram import Bot, InputMediaPhoto
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.frontends.telegram.attempts import Sleep, persistently
from bot.frontends.telegram.origin import Pressed, Shows
from bot.frontends.telegram.outcomes import Refusal, refusal_of
from bot.frontends.telegram.photos import Photos
from bot.frontends.telegram.rendering import Message, PhotoMessage, TextMessage
from bot.frontends.telegram.sending import NO_PREVIEW, PHOTO_NAME, Place

logger = logging.getLogger(__name__)


class Editor:
    def __init__(self, bot: Bot, photos: Photos, sleep: Sleep = asyncio.sleep) -> None:
        self._bot = bot
        self._photos = photos
        self._sleep = sleep

    async def edit(self, place: Place, pressed: Pressed, message: Message) -> bool:
        """Whether the pressed message shows this now, or did already. It does not where they are
        of different kinds, or where Telegram does not let it be edited (any more). Raises
        TelegramError for what would hinder a new message too."""
        try:
            match message, pressed.shows:
                case TextMessage() as text, Shows.TEXT:
                    await self._text(place, pressed, text)
                    return True
                case PhotoMessage() as photo, Shows.PHOTO:
                    return await self._photo(place, pressed, photo)
        except ChatMigrated as error:
            place.chat_id = error.new_chat_id
        except BadRequest as error:
            return refusal_of(error) is Refusal.NOT_MODIFIED
        return False

    async def remove_keyboard(self, place: Place, pressed: Pressed) -> None:
        """So that nobody presses what is over, if Telegram lets it."""
        try:
            await persistently(
                lambda: self._bot.edit_message_reply_markup(place.chat_id, pressed.message_id),
                self._sleep,
            )
        except (BadRequest, ChatMigrated) as error:
            logger.debug("A keyboard stays: %s", type(error).__name__)

    async def _text(self, place: Place, pressed: Pressed, message: TextMessage) -> None:
        await persistently(
            lambda: self._bot.edit_message_text(
                message.text.html,
                place.chat_id,
                pressed.message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=message.keyboard,
            ),
            self._sleep,
        )

    async def _photo(self, place: Place, pressed: Pressed, message: PhotoMessage) -> bool:
        """With its caption the picture changes too, since a page may show another thing."""
        photo = await self._photos.handed(message.picture)
        if photo is None:
            return False
        media = InputMediaPhoto(
            photo, message.text.html or None, ParseMode.HTML, filename=PHOTO_NAME
        )
        edited = await persistently(
            lambda: self._bot.edit_message_media(
                media, place.chat_id, pressed.message_id, reply_markup=message.keyboard
            ),
            self._sleep,
        )
        self._photos.taken(message.picture, edited)
        return True
