"""Messages sent into channels, outside of any interaction."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.frontends.discord.attempts import Sleep, once, persistently
from bot.frontends.discord.files import ReadPicture, made_ready
from bot.frontends.discord.mending import send_mended
from bot.frontends.discord.outcomes import Refusal
from bot.frontends.discord.rendering import Message


class ChannelSender:
    """Sends one answer, which can be of several messages.

    Each has a number by which Discord knows it when it is sent again, for some minutes at least:
    what arrived though its confirmation did not is not there twice.
    """

    def __init__(
        self,
        channel: discord.abc.Messageable,
        number: int | str,
        read_picture: ReadPicture,
        sleep: Sleep = asyncio.sleep,
        *,
        is_persistent: bool = True,
    ) -> None:
        """`number` is that of the update, or whatever else tells the answer from all others: at
        most 22 characters. What is not persistent is asked for once."""
        self._channel = channel
        self._number = number
        self._read_picture = read_picture
        self._sleep = sleep
        self._is_persistent = is_persistent
        self._sent = 0
        self.last_id: int | None = None
        """Of the message that was sent last."""

    async def send(
        self, message: Message, reply_to: discord.MessageReference | None = None
    ) -> None:
        """Raises discord.HTTPException and, where it is persistent, DeliveryFailed; else what
        `once` does."""

        async def send(message: Message) -> None:
            nonlocal reply_to
            await self._send(message, reply_to)
            reply_to = None

        await send_mended(message, send)

    async def _send(self, message: Message, reply_to: discord.MessageReference | None) -> None:
        ready = await made_ready(message, self._read_picture)
        arguments: dict[str, Any] = {"nonce": f"{self._number}-{self._sent}"}
        if reply_to is not None:
            arguments["reference"] = reply_to

        async def attempt() -> discord.Message:
            return await self._channel.send(**ready.to_send(), **arguments)

        try:
            sent = await self._asked(attempt)
        except discord.HTTPException as error:
            if error.code != Refusal.NO_REPLY_WITHOUT_HISTORY:
                raise
            arguments.pop("reference", None)
            sent = await self._asked(attempt)
        self._sent += 1
        self.last_id = sent.id

    async def _asked(self, request: Callable[[], Awaitable[discord.Message]]) -> discord.Message:
        if self._is_persistent:
            return await persistently(request, self._sleep)
        return await once(request)
