"""Answers to what was written, or happened, in a channel."""

import logging
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Self

import discord

from bot.conversation.messages import Reply
from bot.conversation.wording.language import language
from bot.conversation.wording.places import not_allowed_text
from bot.frontends.delivery_failed import DeliveryFailed
from bot.frontends.discord.outcomes import (
    CLOSED,
    NOT_ALLOWED,
    Delivered,
    Outcome,
    Unreachable,
    failed,
)
from bot.frontends.discord.outlet import Outlet
from bot.frontends.discord.permissions import InServer, missing_in
from bot.frontends.discord.typing_sign import TypingSign

logger = logging.getLogger(__name__)


class ChannelExchange:
    """Something happened in a channel, and is answered there."""

    def __init__(
        self, outlet: Outlet, channel: "discord.abc.MessageableChannel", number: int
    ) -> None:
        self._outlet = outlet
        self._channel = channel
        self._number = number
        self._held = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._held.enter_async_context(TypingSign(self._channel))
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._held.aclose()

    async def deliver(self, replies: Sequence[Reply]) -> Outcome:
        try:
            await self._send(replies)
        except discord.HTTPException as error:
            return await self._given_up(error)
        return Delivered()

    async def _send(self, replies: Sequence[Reply]) -> None:
        sender = self._outlet.sender(self._channel, self._number)
        is_first = True
        for reply in replies:
            for index, message in enumerate(self._outlet.renderer.messages(reply)):
                refers = index == 0 and (reply.asks or (is_first and self._is_among_others))
                await sender.send(message, self._reference if refers else None)
                is_first = False

    @property
    def _is_among_others(self) -> bool:
        """Whether something may come between what is answered and the answer."""
        return False

    @property
    def _reference(self) -> discord.MessageReference | None:
        """What is answered, if that is a message."""
        return None

    async def _given_up(self, error: discord.HTTPException) -> Outcome:
        if error.code not in CLOSED:
            raise failed(error) from error
        logger.info("A channel is closed to the bot: code %s", error.code)
        return Unreachable(str(self._channel.id))


class MessageExchange(ChannelExchange):
    """Somebody wrote."""

    def __init__(self, outlet: Outlet, message: discord.Message) -> None:
        super().__init__(outlet, message.channel, message.id)
        self._message = message

    @property
    def _is_among_others(self) -> bool:
        return self._message.guild is not None

    @property
    def _reference(self) -> discord.MessageReference | None:
        return self._message.to_reference(fail_if_not_exists=False)

    async def _given_up(self, error: discord.HTTPException) -> Outcome:
        outcome = await super()._given_up(error)
        channel = self._message.channel
        if error.code in NOT_ALLOWED and isinstance(channel, InServer):
            await self._tell_why(channel)
        return outcome

    async def _tell_why(self, channel: InServer) -> None:
        """To whoever wrote, in private; where that is closed too, there is only the log."""
        words = language(str(channel.guild.preferred_locale))
        reply = Reply(not_allowed_text(words, channel.name, missing_in(channel)))
        try:
            sender = await self._outlet.private_sender(self._message.author.id, self._number)
            for message in self._outlet.renderer.messages(reply):
                await sender.send(message)
        except (discord.HTTPException, DeliveryFailed) as error:
            logger.warning("Nobody can be told what the bot may not do: %s", type(error).__name__)
