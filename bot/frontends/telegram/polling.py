"""Asking Telegram for updates. An update is confirmed only when it is done: what a crash leaves
undone is delivered again (Bot API, getUpdates)."""

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot, Update
from telegram.constants import PollingLimit
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.frontends.reception import Reception
from bot.frontends.telegram.seconds import seconds_of

logger = logging.getLogger(__name__)

LONG_POLL_SECONDS = 30
GLANCE_SECONDS = 0.4
"""How long new updates wait while another one is in hand."""
STOP_SECONDS = 30.0
"""How long a stop waits for turns in hand."""
LONGEST_PAUSE = 30.0
MOST_FETCHED = int(PollingLimit.MAX_LIMIT)


class Poller:
    """Fetches updates, has them handled, confirms what is done.

    The library's own Updater confirms a batch as soon as it has it: a crash then loses it. Here
    the offset stays at the first update that is not done; those after it are fetched again with
    it, and recognised. Only where so many wait behind it that no new ones would be seen, the older
    half is confirmed undone: one chat that is slow must not silence the bot for everybody.
    """

    def __init__(self, bot: Bot, reception: Reception[Update], allowed: Sequence[str]) -> None:
        self._bot = bot
        self._reception = reception
        self._allowed = allowed
        self._newest = 0
        self._first_kept = 0
        self._has_webhook = True
        """Whether there may be one: it has to go before updates can be fetched."""
        self._pause = 0.0
        self.problem: str | None = None
        """What keeps updates from coming, fit for a log; None: all is well."""

    async def run(self, stopping: asyncio.Event) -> None:
        """Until told to stop; then what is in hand is finished and confirmed.

        Raises InvalidToken.
        """
        stop = asyncio.create_task(stopping.wait())
        try:
            while not stopping.is_set():
                fetching = asyncio.create_task(self._fetch(LONG_POLL_SECONDS))
                await asyncio.wait({fetching, stop}, return_when=asyncio.FIRST_COMPLETED)
                if not fetching.done():
                    fetching.cancel()
                    await asyncio.wait([fetching])
                    break
                if not fetching.result():
                    await asyncio.wait({stop}, timeout=self._pause)
                await self._reception.settled(GLANCE_SECONDS)
                await self._reception.tell_answered()
        except InvalidToken:
            await self._reception.finish(STOP_SECONDS)
            raise
        finally:
            stop.cancel()
        await self._finish()

    async def _fetch(self, wait_seconds: int) -> bool:
        """Whether Telegram answered. Its updates are in hand then."""
        try:
            if self._has_webhook:
                await self._bot.delete_webhook()
                self._has_webhook = False
            updates = await self._bot.get_updates(
                offset=self._offset,
                limit=MOST_FETCHED,
                timeout=wait_seconds,
                allowed_updates=self._allowed,
            )
        except InvalidToken:
            raise
        except RetryAfter as error:
            self._trouble("told to wait", seconds_of(error.retry_after))
            return False
        except (Conflict, NetworkError) as error:
            self._has_webhook = self._has_webhook or isinstance(error, Conflict)
            self._trouble(type(error).__name__, min(self._pause * 2 or 1.0, LONGEST_PAUSE))
            return False
        except TelegramError as error:
            self._trouble(type(error).__name__, LONGEST_PAUSE)
            return False
        self._pause, self.problem = 0.0, None
        if len(updates) >= MOST_FETCHED and updates[-1].update_id <= self._newest:
            self._first_kept = updates[len(updates) // 2].update_id
        for update in updates:
            self._newest = max(self._newest, update.update_id)
            self._reception.take(update)
        return True

    @property
    def _offset(self) -> int | None:
        undone = self._reception.undone
        if undone:
            return max(min(undone), self._first_kept)
        return self._newest + 1 if self._newest else None

    def _trouble(self, problem: str, pause: float) -> None:
        if problem != self.problem:
            logger.warning("No updates from Telegram: %s", problem)
        self.problem, self._pause = problem, pause

    async def _finish(self) -> None:
        """Turns in hand end; whatever does not end in time is delivered again at the next start."""
        await self._reception.finish(STOP_SECONDS)
        if self._offset is not None:
            try:
                await self._bot.get_updates(offset=self._offset, limit=1, timeout=0)
            except TelegramError as error:
                logger.warning("The last updates were not confirmed: %s", type(error).__name__)
