"""The answer that every press of a button gets: until then the button spins."""

import asyncio
import logging
from types import TracebackType
from typing import Self

from telegram import Bot
from telegram.constants import CallbackQueryLimit
from telegram.error import TelegramError

from bot.frontends.telegram.attempts import Sleep, persistently

logger = logging.getLogger(__name__)

PATIENCE = 0.7
"""Seconds that a press waits for a notice; then its answer says nothing."""
LONGEST_NOTICE = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)


class PressAnswer:
    """Answers one press exactly once: with a notice that is ready in time, else with nothing.

    To be entered when the press comes in; whatever happens, it is answered when that is left.
    """

    def __init__(
        self, bot: Bot, query_id: str, *, patience: float = PATIENCE, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._bot = bot
        self._query_id = query_id
        self._patience = patience
        self._sleep = sleep
        self._taken = False
        self._hurry = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._in_time = asyncio.create_task(self._answer_in_time())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.hurry()
        await self._in_time

    def hurry(self) -> None:
        """There will be no notice: answer now, while other things go on."""
        self._hurry.set()

    async def say(self, notice: str) -> bool:
        """Whether the one who pressed has read the notice. At most LONGEST_NOTICE characters."""
        if self._taken:
            return False
        self._taken = True
        self._hurry.set()
        return await self._answer(notice)

    async def _answer_in_time(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self._hurry.wait()
        except TimeoutError:
            pass
        if not self._taken:
            self._taken = True
            await self._answer(None)

    async def _answer(self, text: str | None) -> bool:
        """A press of long ago, as after an outage, can not be answered any more."""
        try:
            await persistently(
                lambda: self._bot.answer_callback_query(self._query_id, text), self._sleep
            )
        except TelegramError as error:
            logger.info("A press could not be answered: %s", type(error).__name__)
            return False
        return True
