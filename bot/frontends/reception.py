"""Updates in hand: each is taken to its end once, those of one chat one after the other."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Generic, TypeAlias, TypeVar

from bot.logging import places_of

logger = logging.getLogger(__name__)

WAITS = (2.0, 5.0, 15.0, 30.0, 60.0, 60.0)
"""Seconds between attempts at one update: together longer than a turn counts as in hand after its
process died (core.turns.turn.IN_HAND)."""
MOST_AT_ONCE = 64
DROPPING_SECONDS = 5.0
"""How long what is dropped may take to let go of what it holds."""
REMEMBERED = 4_096
"""Updates that were taken to their end, so that one delivered again is not even looked up."""


Update = TypeVar("Update")
Turn: TypeAlias = AbstractAsyncContextManager[None]


class NotDone(Exception):
    """The update could not be taken to its end now; it is to be tried again."""


class Reception(Generic[Update]):
    """Takes updates by a handler that may raise NotDone: these are tried again after a while, and
    given up after WAITS, so that one update never holds up all others for good."""

    def __init__(
        self,
        handle: Callable[[Update, Turn], Awaitable[None]],
        answered: Callable[[Sequence[str]], Awaitable[None]],
        *,
        id_of: Callable[[Update], int],
        chat_of: Callable[[Update], Hashable],
        waits: Sequence[float] = WAITS,
    ) -> None:
        """`handle` is begun at once, and takes the update's turn within its chat where it enters
        that: a press can be answered while an earlier message is still being dealt with.
        `answered` is told of the updates that are done, by their ids. What has no chat (None)
        waits for nothing."""
        self._handle = handle
        self._id_of = id_of
        self._chat_of = chat_of
        self._answered = answered
        self._waits = waits
        self._room = asyncio.Semaphore(MOST_AT_ONCE)
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._newest_of_chat: dict[Hashable, asyncio.Task[None]] = {}
        self._at_work: set[int] = set()
        self._dropped: set[int] = set()
        self._is_finishing = False
        self._done: OrderedDict[int, None] = OrderedDict()
        self._untold: list[str] = []

    @property
    def undone(self) -> Sequence[int]:
        """The ids of the updates that were taken and are not done: in hand, or dropped."""
        return (*self._in_hand, *self._dropped)

    def is_known(self, update_id: int) -> bool:
        """Whether it is in hand or done."""
        return update_id in self._in_hand or update_id in self._done

    def take(self, update: Update) -> "asyncio.Task[None] | None":
        """What ends with the update; None where it is done already. The same for an update that
        is in hand. It never raises."""
        update_id = self._id_of(update)
        if update_id in self._done:
            return None
        task = self._in_hand.get(update_id)
        if task is None:
            chat_id = self._chat_of(update)
            before = self._newest_of_chat.get(chat_id) if chat_id is not None else None
            task = asyncio.create_task(self._take(update, before))
            self._in_hand[update_id] = task
            self._dropped.discard(update_id)
            if chat_id is not None:
                self._newest_of_chat[chat_id] = task
            task.add_done_callback(lambda done: self._let_go(update_id, chat_id, done))
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

    async def finish(self, within: float) -> None:
        """Begin nothing any more, neither what waits for its turn nor another attempt. What is at
        work has so many seconds to end. The rest is dropped: the platform delivers it again."""
        self._is_finishing = True
        self._drop(self._in_hand.keys() - self._at_work)
        if not await self.settled(within):
            self._drop(self._in_hand.keys())
            await self.settled(DROPPING_SECONDS)
        await self.tell_answered()

    def _drop(self, update_ids: Iterable[int]) -> None:
        for update_id in update_ids:
            self._in_hand[update_id].cancel()

    async def _take(self, update: Update, before: "asyncio.Task[None] | None") -> None:
        update_id = self._id_of(update)
        for wait in (*self._waits, None):
            try:
                await self._attempt(update, before)
            except NotDone as reason:
                if self._is_finishing:
                    raise asyncio.CancelledError from reason
                if wait is None:
                    logger.error("Update %s is given up: %s", update_id, reason)
                    break
                logger.info("Update %s is not done yet: %s", update_id, reason)
                await asyncio.sleep(wait)
            except Exception as failure:
                logger.error("Update %s failed: %s", update_id, places_of(failure))
                break
            else:
                break
        self._untold.append(str(update_id))

    async def _attempt(self, update: Update, before: "asyncio.Task[None] | None") -> None:
        update_id = self._id_of(update)
        try:
            await self._handle(update, self._turn(update_id, before))
        finally:
            self._at_work.discard(update_id)

    @asynccontextmanager
    async def _turn(
        self, update_id: int, before: "asyncio.Task[None] | None"
    ) -> AsyncIterator[None]:
        if before is not None:
            await asyncio.wait([before])
        async with self._room:
            self._at_work.add(update_id)
            yield

    def _let_go(self, update_id: int, chat_id: Hashable, task: "asyncio.Task[None]") -> None:
        self._in_hand.pop(update_id, None)
        if self._newest_of_chat.get(chat_id) is task:
            del self._newest_of_chat[chat_id]
        if task.cancelled():
            self._dropped.add(update_id)
            return
        self._done[update_id] = None
        while len(self._done) > REMEMBERED:
            self._done.popitem(last=False)
