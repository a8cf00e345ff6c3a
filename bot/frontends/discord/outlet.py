"""What every way out to Discord needs."""

import asyncio
from dataclasses import dataclass

import discord

from bot.frontends.discord.attempts import Sleep, persistently
from bot.frontends.discord.channels import ChannelSender
from bot.frontends.discord.files import ReadPicture
from bot.frontends.discord.rendering import Renderer


@dataclass(frozen=True, slots=True)
class Outlet:
    client: discord.Client
    renderer: Renderer
    read_picture: ReadPicture
    sleep: Sleep = asyncio.sleep

    def sender(self, channel: discord.abc.Messageable, number: int) -> ChannelSender:
        """`number` is that of the update that is answered."""
        return ChannelSender(channel, number, self.read_picture, self.sleep)

    async def private_sender(self, user_id: int, number: int) -> ChannelSender:
        """Into the direct messages of somebody. Raises discord.HTTPException and DeliveryFailed."""
        user = discord.Object(user_id)
        channel = await persistently(lambda: self.client.create_dm(user), self.sleep)
        return self.sender(channel, number)
