"""Files that came with a message, fetched when somebody wants them."""

import asyncio

from telegram import Document, PhotoSize, Voice
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest, TelegramError

from bot.conversation.messages import Attachment, AttachmentUnreachable
from bot.frontends.telegram.attempts import Sleep, persistently

LARGEST = int(FileSizeLimit.FILESIZE_DOWNLOAD)
"""Bytes of a file that a bot may fetch (Bot API, getFile)."""


def attachment_of(
    source: PhotoSize | Document | Voice, media_type: str, sleep: Sleep = asyncio.sleep
) -> Attachment:
    """`read` asks Telegram for the file; it raises AttachmentUnreachable, also where it is
    larger than LARGEST."""

    async def read() -> bytes:
        if (source.file_size or 0) > LARGEST:
            raise AttachmentUnreachable("larger than bots may fetch")
        try:
            file = await persistently(source.get_file, sleep)
            return bytes(await persistently(file.download_as_bytearray, sleep))
        except BadRequest as error:
            raise AttachmentUnreachable(error.message) from error
        except (TelegramError, RuntimeError) as error:  # the latter: there is no path to it
            raise AttachmentUnreachable(type(error).__name__) from error

    return Attachment(media_type, source.file_size, read)


def largest_that_fits(sizes: tuple[PhotoSize, ...]) -> PhotoSize:
    """The smallest of all where none may be fetched."""
    by_area = sorted(sizes, key=lambda size: size.width * size.height)
    return next(
        (size for size in reversed(by_area) if (size.file_size or 0) <= LARGEST), by_area[0]
    )
