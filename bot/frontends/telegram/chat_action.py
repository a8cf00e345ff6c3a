"""What the person sees while the bot works: "typing…"."""

import logging

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.frontends.sign import Sign

logger = logging.getLogger(__name__)

DELAY = 0.4
INTERVAL = 4.5
"""Seconds; an action is shown for 5 (Bot API, sendChatAction)."""


class Activity(Sign):
    """Shows an action in a chat while its body works."""

    def __init__(
        self,
        bot: Bot,
        chat_id: int,
        thread_id: int | None,
        *,
        delay: float = DELAY,
        interval: float = INTERVAL,
    ) -> None:
        super().__init__(delay, interval)
        self._bot = bot
        self._chat_id = chat_id
        self._thread_id = thread_id
        self.action = ChatAction.TYPING
        """What is shown from the next time on."""

    async def show_once(self) -> bool:
        try:
            await self._bot.send_chat_action(
                self._chat_id, self.action, message_thread_id=self._thread_id
            )
        except TelegramError as error:
            logger.debug("An action is not shown: %s", type(error).__name__)
            return False
        return True
