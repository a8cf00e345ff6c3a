"""What people see while the bot works on a message: "MinNow is typing…"."""

import asyncio
import logging
from types import TracebackType
from typing import Self

import aiohttp
import discord

logger = logging.getLogger(__name__)

DELAY = 0.4
"""Seconds; what is done by then shows nothing."""
INTERVAL = 9.0
"""Seconds; the sign is shown for 10 (Channel, Trigger Typing Indicator)."""


class TypingSign:
    """Shows it while its body works. That it can not be shown never matters."""

    def __init__(
        self,
        channel: discord.abc.Messageable,
        *,
        delay: float = DELAY,
        interval: float = INTERVAL,
    ) -> None:
        self._channel = channel
        self._delay = delay
        self._interval = interval

    async def __aenter__(self) -> Self:
        self._showing = asyncio.create_task(self._show())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._showing.cancel()
        await asyncio.gather(self._showing, return_exceptions=True)

    async def _show(self) -> None:
        await asyncio.sleep(self._delay)
        while True:
            try:
                await self._channel.typing()
            except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
                logger.debug("The sign is not shown: %s", type(error).__name__)
                return
            await asyncio.sleep(self._interval)
