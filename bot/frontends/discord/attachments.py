"""Files that came with a message, fetched when somebody wants them."""

from collections.abc import Awaitable, Callable

import aiohttp
import discord

from bot.conversation.messages import Attachment, AttachmentUnreachable, OtherKind

LARGEST = 25 * 1024 * 1024
"""Bytes of a file that is fetched at all; people can send half a gigabyte."""
_KINDS = {"video/": OtherKind.VIDEO, "audio/": OtherKind.AUDIO}


def attachment_of(source: discord.Attachment) -> Attachment:
    """`read` asks Discord for the file; it raises AttachmentUnreachable, also where it is larger
    than LARGEST."""
    return attachment(source.content_type or "", source.size, source.read)


def attachment(media_type: str, size: int, fetch: Callable[[], Awaitable[bytes]]) -> Attachment:
    async def read() -> bytes:
        if size > LARGEST:
            raise AttachmentUnreachable("larger than is fetched")
        try:
            return await fetch()
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            raise AttachmentUnreachable(type(error).__name__) from error

    return Attachment(media_type.partition(";")[0], size, read)


def is_image(media_type: str | None) -> bool:
    return (media_type or "").startswith("image/")


def kind_of(media_type: str | None) -> OtherKind:
    """Of a file that is not read."""
    for beginning, kind in _KINDS.items():
        if (media_type or "").startswith(beginning):
            return kind
    return OtherKind.DOCUMENT
