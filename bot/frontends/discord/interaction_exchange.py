"""Answers to a command or a press."""

from collections.abc import Sequence
from typing import Any, Self

import discord

from bot.conversation.messages import Reply
from bot.frontends.discord.attempts import persistently
from bot.frontends.discord.channels import ChannelSender
from bot.frontends.discord.files import made_ready
from bot.frontends.discord.mending import send_mended
from bot.frontends.discord.outcomes import (
    CLOSED,
    NOT_ALLOWED,
    Delivered,
    Outcome,
    Unreachable,
    failed,
)
from bot.frontends.discord.outlet import Outlet
from bot.frontends.discord.rendering import Message
from bot.frontends.discord.responding import PATIENCE, Responder


class InteractionExchange:
    """Somebody used a command or pressed a button."""

    def __init__(
        self,
        outlet: Outlet,
        interaction: discord.Interaction[Any],
        *,
        others_read: bool,
        is_elsewhere: bool = False,
        patience: float = PATIENCE,
    ) -> None:
        """`others_read`: whether there are others around. `is_elsewhere`: whether they are never
        to read any of it."""
        self._outlet = outlet
        self._interaction = interaction
        self._others_read = others_read
        self._is_elsewhere = is_elsewhere
        pressed = interaction.message
        self._pressed_in_private = pressed is not None and pressed.flags.ephemeral
        self._responder = Responder(
            interaction,
            thinks_privately=others_read,
            patience=patience,
            sleep=outlet.sleep,
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
            if reply.form is not None and await self._responder.show(reply.form):
                continue
            messages = self._outlet.renderer.messages(reply, self._interaction.filesize_limit)
            for index, message in enumerate(messages):
                if reply is editing and index == 0 and await self._edited(message):
                    continue
                await self._send(message, privately=self._is_private(reply))

    def _is_private(self, reply: Reply) -> bool:
        """Whether only the one who pressed sees it: what is meant for them, and whatever follows
        from what only they see."""
        for_one = reply.notice or reply.private or self._pressed_in_private or self._is_elsewhere
        return self._others_read and for_one

    async def _edited(self, message: Message) -> bool:
        """Whether the pressed message shows this now. What Discord does not take as an edit is
        sent as a new message."""
        ready = await made_ready(message, self._outlet.read_picture)
        pressed = self._interaction.message
        try:
            if await self._responder.edit(ready):
                return True
            if pressed is None or pressed.flags.ephemeral or not self._responder.is_lost:
                return False
            await persistently(lambda: pressed.edit(**ready.to_edit()), self._outlet.sleep)
        except discord.HTTPException as error:
            if error.code in CLOSED or error.status in {400, 404, 413}:
                return False
            raise
        return True

    async def _send(self, message: Message, *, privately: bool) -> None:
        async def send(message: Message) -> None:
            ready = await made_ready(message, self._outlet.read_picture)
            if not await self._responder.send(ready, privately=privately):
                await self._send_without_token(message, privately)

        await send_mended(message, send)

    def _channel_sender(self) -> ChannelSender | None:
        channel_id = self._interaction.channel_id
        if channel_id is None:
            return None
        channel = self._outlet.client.get_partial_messageable(channel_id)
        return self._outlet.sender(channel, self._interaction.id)

    async def _send_without_token(self, message: Message, privately: bool) -> None:
        """As a message of its own: in the channel, or where it is for one person, or the bot may
        not write in the channel, to the person."""
        if self._public is not None and not privately:
            try:
                await self._public.send(message)
            except discord.HTTPException as error:
                if error.code not in NOT_ALLOWED or not self._others_read:
                    raise
            else:
                return
        if self._private is None:
            user = self._interaction.user
            self._private = await self._outlet.private_sender(user.id, self._interaction.id)
        await self._private.send(message)
