"""How a picture is handed to Telegram: by its address, by Telegram's own name for it, or whole."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from uuid import UUID

from telegram import Message

from bot.logging import places_of

logger = logging.getLogger(__name__)

MOST_UPLOADS = 2000

ReadPicture = Callable[[UUID], Awaitable[bytes]]
"""The bytes of a stored picture. Whatever it raises, the message goes without the picture."""


class Photos:
    """Uploads a stored picture once, and then names what Telegram has already. The names of the
    longest unused are forgotten."""

    def __init__(self, read: ReadPicture, most: int = MOST_UPLOADS) -> None:
        self._read = read
        self._most = most
        self._file_ids: OrderedDict[UUID, str] = OrderedDict()

    async def handed(self, picture: UUID | str) -> str | bytes | None:
        """An address or file id, or the bytes; None where the picture can not be had."""
        if isinstance(picture, str):
            return picture
        if picture in self._file_ids:
            self._file_ids.move_to_end(picture)
            return self._file_ids[picture]
        try:
            return await self._read(picture)
        except Exception as failure:
            logger.warning("A picture can not be read: %s", places_of(failure))
            return None

    def taken(self, picture: UUID | str, message: Message | bool) -> None:
        """Telegram shows it in the message."""
        if isinstance(picture, UUID) and isinstance(message, Message) and message.photo:
            self._file_ids[picture] = message.photo[-1].file_id
            self._file_ids.move_to_end(picture)
            if len(self._file_ids) > self._most:
                self._file_ids.popitem(last=False)

    def refused(self, picture: UUID | str) -> bool:
        """Whether it may be tried once more: Telegram did not know its own name for it."""
        return isinstance(picture, UUID) and self._file_ids.pop(picture, None) is not None
