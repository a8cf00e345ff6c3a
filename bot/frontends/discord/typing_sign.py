"""What people see while the bot works on a message: "MinNow is typing…"."""

import logging

import aiohttp
import discord

from bot.frontends.sign import Sign

logger = logging.getLogger(__name__)

DELAY = 0.4
INTERVAL = 9.0
"""Seconds; the sign is shown for 10 (Channel, Trigger Typing Indicator)."""


class TypingSign(Sign):
    def __init__(
        self,
        channel: discord.abc.Messageable,
        *,
        delay: float = DELAY,
        interval: float = INTERVAL,
    ) -> None:
        super().__init__(delay, interval)
        self._channel = channel

    async def show_once(self) -> bool:
        try:
            await self._channel.typing()
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            logger.debug("The sign is not shown: %s", type(error).__name__)
            return False
        return True
