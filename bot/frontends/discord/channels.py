"""Messages sent into channels, outside of any interaction."""

import asyncio
from typing import Any

import discord

from bot.frontends.discord.attempts import Sleep, persistently
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
        number: int,
        read_picture: ReadPicture,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """`number` is that of the update."""
        self._channel = channel
        self._number = number
        self._read_picture = read_picture
        self._sleep = sleep
        self._sent = 0

    async def send(
        self, message: Message, reply_to: discord.MessageReference | None = None
    ) -> None:
        """Raises discord.HTTPException and DeliveryFailed."""

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

        async def attempt() -> None:
            await self._channel.send(**ready.to_send(), **arguments)

        try:
            await persistently(attempt, self._sleep)
        except discord.HTTPException as error:
            if error.code != Refusal.NO_REPLY_WITHOUT_HISTORY:
                raise
            arguments.pop("reference", None)
            await persistently(attempt, self._sleep)
        self._sent += 1
