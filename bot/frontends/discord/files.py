"""Messages made ready to be sent: with the pictures that their embeds refer to."""

import io
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import discord

from bot.frontends.discord.pressing import view_of
from bot.frontends.discord.rendering import Message, StoredFile
from bot.logging import places_of

logger = logging.getLogger(__name__)

ReadPicture = Callable[[UUID], Awaitable[bytes]]
"""The bytes of a stored picture. Whatever it raises, the message goes without the picture."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What the library takes. An attempt uses up its files, so that each needs its own."""

    message: Message
    embeds: tuple[discord.Embed, ...]
    contents: tuple[tuple[str, bytes], ...]
    """(name, bytes) of the files."""

    def to_send(self) -> dict[str, Any]:
        """Arguments of a new message."""
        arguments: dict[str, Any] = {"content": self.message.content or None}
        if self.embeds:
            arguments["embeds"] = list(self.embeds)
        if self.contents:
            arguments["files"] = self._files()
        view = view_of(self.message.rows)
        if view is not None:
            arguments["view"] = view
        return arguments

    def to_edit(self) -> dict[str, Any]:
        """Arguments of an edit, after which the message is as if it were new."""
        return {
            "content": self.message.content or None,
            "embeds": list(self.embeds),
            "attachments": self._files(),
            "view": view_of(self.message.rows),
        }

    def _files(self) -> list[discord.File]:
        return [discord.File(io.BytesIO(content), name) for name, content in self.contents]


async def made_ready(message: Message, read: ReadPicture) -> Ready:
    """With the pictures that can be read; embeds go without the others."""
    contents: list[tuple[str, bytes]] = []
    missing: set[str] = set()
    for file in message.pictures:
        content = await _read(file, read)
        if content is None:
            missing.add(f"attachment://{file.name}")
        else:
            contents.append((file.name, content))
    if message.document is not None:
        contents.append((message.document.name, message.document.content))
    embeds = [
        embed.copy().set_thumbnail(url=None) if embed.thumbnail.url in missing else embed
        for embed in message.embeds
    ]
    return Ready(message, tuple(embeds), tuple(contents))


async def _read(file: StoredFile, read: ReadPicture) -> bytes | None:
    try:
        return await read(file.picture_id)
    except Exception as failure:
        logger.warning("A picture can not be read: %s", places_of(failure))
        return None
