"""Replies delivered: in order, to the right place, seen by the right people."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any, Protocol, Self

import discord

from bot.conversation.messages import Reply
from bot.conversation.wording.language import language
from bot.conversation.wording.places import not_allowed_text
from bot.frontends.discord.attempts import Sleep, persistently
from bot.frontends.discord.channels import ChannelSender
from bot.frontends.discord.files import ReadPicture, made_ready
from bot.frontends.discord.mending import send_mended
from bot.frontends.discord.outcomes import (
    CLOSED,
    NOT_ALLOWED,
    Delivered,
    DeliveryFailed,
    Outcome,
    Unreachable,
)
from bot.frontends.discord.permissions import InServer, missing_in
from bot.frontends.discord.rendering import Message, Renderer
from bot.frontends.discord.responding import PATIENCE, Responder
from bot.frontends.discord.typing_sign import TypingSign

logger = logging.getLogger(__name__)


class Exchange(Protocol):
    """One update in hand: to be entered when it comes in, and left when its replies are delivered
    or there are none."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *failure: object) -> None: ...

    async def deliver(self, replies: Sequence[Reply]) -> Outcome:
        """Send the replies in order. A delivery that failed is to be repeated as a whole: a message
        may come twice, but none is lost. Raises DeliveryFailed."""
        ...


class Delivery:
    """The way out to Discord."""

    def __init__(
        self,
        client: discord.Client,
        renderer: Renderer,
        read_picture: ReadPicture,
        *,
        patience: float = PATIENCE,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.client = client
        self.renderer = renderer
        self.read_picture = read_picture
        self.patience = patience
        self.sleep = sleep

    def to_message(self, message: discord.Message) -> Exchange:
        return MessageExchange(self, message)

    def to_interaction(self, interaction: discord.Interaction[Any], in_group: bool) -> Exchange:
        return InteractionExchange(self, interaction, in_group)

    def to_place(self, channel: discord.TextChannel, number: int) -> Exchange:
        """For what answers no message. `number` is that of the update."""
        return ChannelExchange(self, channel, number)

    def sender(self, channel: discord.abc.Messageable, number: int) -> ChannelSender:
        return ChannelSender(channel, number, self.read_picture, self.sleep)

    async def private_sender(self, user_id: int, number: int) -> ChannelSender:
        """Raises discord.HTTPException and DeliveryFailed."""
        user = discord.Object(user_id)
        channel = await persistently(lambda: self.client.create_dm(user), self.sleep)
        return self.sender(channel, number)


class ChannelExchange:
    """Something happened in a channel, and is answered there."""

    def __init__(
        self, delivery: Delivery, channel: "discord.abc.MessageableChannel", number: int
    ) -> None:
        self._delivery = delivery
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
        sender = self._delivery.sender(self._channel, self._number)
        is_first = True
        for reply in replies:
            for index, message in enumerate(self._delivery.renderer.messages(reply)):
                answers = index == 0 and (reply.asks or is_first)
                await sender.send(message, self._reference() if answers else None)
                is_first = False

    def _reference(self) -> discord.MessageReference | None:
        """What the first message, and what asks for an answer, replies to."""
        return None

    async def _given_up(self, error: discord.HTTPException) -> Outcome:
        if error.code not in CLOSED:
            raise failed(error) from error
        logger.info("A channel is closed to the bot: code %s", error.code)
        return Unreachable(str(self._channel.id))


class MessageExchange(ChannelExchange):
    """Somebody wrote."""

    def __init__(self, delivery: Delivery, message: discord.Message) -> None:
        super().__init__(delivery, message.channel, message.id)
        self._message = message

    def _reference(self) -> discord.MessageReference | None:
        """Only in servers does anything come between a message and its answer."""
        if self._message.guild is None:
            return None
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
            sender = await self._delivery.private_sender(self._message.author.id, self._number)
            for message in self._delivery.renderer.messages(reply):
                await sender.send(message)
        except (discord.HTTPException, DeliveryFailed) as error:
            logger.warning("Nobody can be told what the bot may not do: %s", type(error).__name__)


class InteractionExchange:
    """Somebody used a command or pressed a button."""

    def __init__(
        self, delivery: Delivery, interaction: discord.Interaction[Any], in_group: bool
    ) -> None:
        self._delivery = delivery
        self._interaction = interaction
        self._in_group = in_group
        pressed = interaction.message
        self._pressed_in_private = pressed is not None and pressed.flags.ephemeral
        self._responder = Responder(
            interaction,
            thinks_privately=in_group,
            patience=delivery.patience,
            sleep=delivery.sleep,
        )
        self._public: ChannelSender | None = None
        self._private: ChannelSender | None = None

    async def __aenter__(self) -> Self:
        await self._responder.__aenter__()
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._responder.__aexit__(None, None, None)

    async def deliver(self, replies: Sequence[Reply]) -> Outcome:
        self._public, self._private = self._channel_sender(), None
        try:
            await self._deliver(replies)
        except discord.HTTPException as error:
            if error.code not in CLOSED:
                raise failed(error) from error
            return Unreachable(str(self._interaction.channel_id))
        return Delivered()

    async def _deliver(self, replies: Sequence[Reply]) -> None:
        """Where the edit is not the first, it has to be kept open: a response that is a message of
        its own could only be edited itself."""
        editing = next((reply for reply in replies if reply.edits), None)
        if editing is not None and replies[0] is not editing:
            await self._responder.hold()
        for reply in replies:
            for index, message in enumerate(self._delivery.renderer.messages(reply)):
                if reply is editing and index == 0 and await self._edited(message):
                    continue
                await self._send(message, privately=self._is_private(reply))

    def _is_private(self, reply: Reply) -> bool:
        """Whether only the one who pressed sees it: a short word for them, and whatever follows
        from what only they see."""
        return self._in_group and (reply.notice or self._pressed_in_private)

    async def _edited(self, message: Message) -> bool:
        """Whether the pressed message shows this now. What Discord does not take as an edit is
        sent as a new message."""
        ready = await made_ready(message, self._delivery.read_picture)
        pressed = self._interaction.message
        try:
            if await self._responder.edit(ready):
                return True
            if pressed is None or pressed.flags.ephemeral or not self._responder.is_lost:
                return False
            await persistently(lambda: pressed.edit(**ready.to_edit()), self._delivery.sleep)
        except discord.HTTPException as error:
            if error.code in CLOSED or error.status in {400, 404, 413}:
                return False
            raise
        return True

    async def _send(self, message: Message, *, privately: bool) -> None:
        async def send(message: Message) -> None:
            ready = await made_ready(message, self._delivery.read_picture)
            if not await self._responder.send(ready, privately=privately):
                await self._send_without_token(message, privately)

        await send_mended(message, send)

    def _channel_sender(self) -> ChannelSender | None:
        channel_id = self._interaction.channel_id
        if channel_id is None:
            return None
        channel = self._delivery.client.get_partial_messageable(channel_id)
        return self._delivery.sender(channel, self._interaction.id)

    async def _send_without_token(self, message: Message, privately: bool) -> None:
        """As a message of its own: in the channel, or where it is for one person, or the bot may
        not write in the channel, to the person."""
        if self._public is not None and not privately:
            try:
                await self._public.send(message)
            except discord.HTTPException as error:
                if error.code not in NOT_ALLOWED or not self._in_group:
                    raise
            else:
                return
        if self._private is None:
            user = self._interaction.user
            self._private = await self._delivery.private_sender(user.id, self._interaction.id)
        await self._private.send(message)


def failed(error: discord.HTTPException) -> DeliveryFailed:
    logger.error("A delivery failed: status %s, code %s", error.status, error.code)
    return DeliveryFailed(f"status {error.status}, code {error.code}")
