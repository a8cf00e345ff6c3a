"""What the person sees while the bot works: "typing…"."""

import asyncio
import logging
from types import TracebackType
from typing import Self

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

logger = logging.getLogger(__name__)

DELAY = 0.4
"""Seconds; what is done by then shows nothing."""
INTERVAL = 4.5
"""Seconds; an action is shown for 5 (Bot API, sendChatAction)."""


class Activity:
    """Shows an action in a chat while its body works. That it can not be shown never matters."""

    def __init__(
        self,
        bot: Bot,
        chat_id: int,
        thread_id: int | None,
        *,
        delay: float = DELAY,
        interval: float = INTERVAL,
    ) -> None:
        self._bot = bot
        self._chat_id = chat_id
        self._thread_id = thread_id
        self._delay = delay
        self._interval = interval
        self.action = ChatAction.TYPING
        """What is shown from the next time on."""

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
                await self._bot.send_chat_action(
                    self._chat_id, self.action, message_thread_id=self._thread_id
                )
            except TelegramError as error:
                logger.debug("An action is not shown: %s", type(error).__name__)
                return
            await asyncio.sleep(self._interval)
