"""Updates in hand: each is taken to its end once, those of one chat one after the other."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence

from telegram import Update

from bot.logging import places_of

logger = logging.getLogger(__name__)

WAITS = (2.0, 5.0, 15.0, 30.0, 60.0, 60.0)
"""Seconds between attempts at one update: together longer than a turn counts as in hand after its
process died (core.turns.turn.IN_HAND)."""
MOST_AT_ONCE = 64
REMEMBERED = 4_096
"""Updates that were taken to their end, so that one delivered again is not even looked up."""


class NotDone(Exception):
    """The update could not be taken to its end now; it is to be tried again."""


class Reception:
    """Takes updates by a handler that may raise NotDone: these are tried again after a while, and
    given up after WAITS, so that one update never holds up all others for good."""

    def __init__(
        self,
        handle: Callable[[Update], Awaitable[None]],
        answered: Callable[[Sequence[str]], Awaitable[None]],
        waits: Sequence[float] = WAITS,
    ) -> None:
        """`answered` is told of the updates that are done, by their ids."""
        self._handle = handle
        self._answered = answered
        self._waits = waits
        self._room = asyncio.Semaphore(MOST_AT_ONCE)
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._newest_of_chat: dict[int | None, asyncio.Task[None]] = {}
        self._done: OrderedDict[int, None] = OrderedDict()
        self._untold: list[str] = []

    @property
    def in_hand(self) -> Sequence[int]:
        """The ids of the updates that are not done yet."""
        return tuple(self._in_hand)

    def take(self, update: Update) -> "asyncio.Task[None] | None":
        """What ends with the update; None where it is done already. The same for an update that
        is in hand. It never raises."""
        if update.update_id in self._done:
            return None
        task = self._in_hand.get(update.update_id)
        if task is None:
            chat_id = None if update.effective_chat is None else update.effective_chat.id
            before = self._newest_of_chat.get(chat_id) if chat_id is not None else None
            task = asyncio.create_task(self._take(update, before))
            self._in_hand[update.update_id] = task
            if chat_id is not None:
                self._newest_of_chat[chat_id] = task
            task.add_done_callback(lambda done: self._let_go(update.update_id, chat_id, done))
        return task

    async def settled(self, within: float) -> bool:
        """Wait until nothing is in hand; whether that is so."""
        if self._in_hand:
            await asyncio.wait(list(self._in_hand.values()), timeout=within)
        return not self._in_hand

    async def tell_answered(self) -> None:
        """Tell which updates were done since it was last told. What could not be told now is told
        the next time; until then a redelivery would be answered again."""
        telling, self._untold = self._untold, []
        if not telling:
            return
        try:
            await self._answered(telling)
        # Whatever the reason, the answers are out and the next update waits.
        except Exception as failure:
            self._untold = telling + self._untold
            logger.warning("Answers could not be noted: %s", places_of(failure))

    def abandon(self) -> None:
        """Drop what is in hand. The platform delivers it again."""
        for task in self._in_hand.values():
            task.cancel()

    async def _take(self, update: Update, before: "asyncio.Task[None] | None") -> None:
        if before is not None:
            await asyncio.wait([before])
        for wait in (*self._waits, None):
            try:
                async with self._room:
                    await self._handle(update)
            except NotDone as reason:
                if wait is None:
                    logger.error("Update %s is given up: %s", update.update_id, reason)
                    break
                logger.info("Update %s is not done yet: %s", update.update_id, reason)
                await asyncio.sleep(wait)
            except Exception as failure:
                logger.error("Update %s failed: %s", update.update_id, places_of(failure))
                break
            else:
                break
        self._untold.append(str(update.update_id))

    def _let_go(self, update_id: int, chat_id: int | None, task: "asyncio.Task[None]") -> None:
        self._in_hand.pop(update_id, None)
        if self._newest_of_chat.get(chat_id) is task:
            del self._newest_of_chat[chat_id]
        if task.cancelled():
            return
        self._done[update_id] = None
        while len(self._done) > REMEMBERED:
            self._done.popitem(last=False)
