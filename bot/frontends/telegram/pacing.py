"""No more requests than Telegram takes (Bots FAQ, broadcasting), and pauses where it asks."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.frontends.telegram.attempts import Sleep
from bot.frontends.telegram.seconds import seconds_of

Json = dict[str, Any]
Answer = bool | Json | list[Json]
Callback = Callable[..., Coroutine[Any, Any, Answer]]

OVERALL = (30, 1)
"""Requests to chats, and in how many seconds."""
A_GROUP = (20, 60)
A_PRIVATE_CHAT = (20, 20)
"""One a second, of which a burst may be ahead: a lone answer never waits."""
MOST_WAITS = 5
LONGEST_WAIT = 60
"""Seconds."""
MOST_CHATS = 1000
"""Of which the pace is known; that of the longest unused ones is forgotten, unless they pause."""


class Patience(Enum):
    """Of a request, told as the bot's `rate_limit_args`."""

    LONG = auto()
    """It waits as long as Telegram asks. So does what tells nothing."""
    NONE = auto()
    """Whoever makes it would rather be told to wait."""


@dataclass(slots=True)
class _Pace:
    limiter: AsyncLimiter | None
    free_at: float = 0.0
    """On the monotonic clock."""


class Pacing(BaseRateLimiter[Patience]):
    """Paces what goes to chats. Where Telegram asks to wait, the chat waits just as long.

    The library's own limiter holds all chats back then: one person who presses buttons very fast
    would silence the bot for everybody.
    """

    def __init__(
        self, sleep: Sleep = asyncio.sleep, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._sleep = sleep
        self._now = monotonic
        self._overall = AsyncLimiter(*OVERALL)
        self._chats: OrderedDict[int, _Pace] = OrderedDict()

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def process_request(  # noqa: PLR0917, the library prescribes them
        self,
        callback: Callback,
        args: Any,
        kwargs: Json,
        endpoint: str,
        data: Json,
        rate_limit_args: Patience | None,
    ) -> Answer:
        """Raises RetryAfter where Telegram refuses still after MOST_WAITS waits, for what goes to
        no chat where it should wait longer than LONGEST_WAIT, and for what has no patience at
        once: also, without a request, where the chat pauses already."""
        chat_id = data.get("chat_id")
        # Telegram may ask to wait for hours before a change of the bot's name. That is no reason
        # to leave presses unanswered, so what goes to no chat waits for itself.
        pace = _Pace(None) if chat_id is None else self._pace(int(chat_id))
        if endpoint == "sendChatAction":  # worth neither a place in a queue nor a wait
            return pace.free_at > self._now() or await self._asked(pace, callback, args, kwargs)
        if rate_limit_args is Patience.NONE:
            return await self._at_once(pace, callback, args, kwargs)
        for _ in range(MOST_WAITS):
            try:
                return await self._paced(pace, callback, args, kwargs)
            except RetryAfter as error:
                if chat_id is None and seconds_of(error.retry_after) > LONGEST_WAIT:
                    raise
        return await self._paced(pace, callback, args, kwargs)

    async def _at_once(self, pace: _Pace, callback: Callback, args: Any, kwargs: Json) -> Answer:
        await self._admit(pace)
        if (seconds := pace.free_at - self._now()) > 0:
            raise RetryAfter(timedelta(seconds=seconds))
        return await self._asked(pace, callback, args, kwargs)

    async def _paced(self, pace: _Pace, callback: Callback, args: Any, kwargs: Json) -> Answer:
        await self._admit(pace)
        while (seconds := pace.free_at - self._now()) > 0:
            await self._sleep(seconds)
        return await self._asked(pace, callback, args, kwargs)

    async def _admit(self, pace: _Pace) -> None:
        if pace.limiter is not None:
            await pace.limiter.acquire()
            await self._overall.acquire()

    async def _asked(self, pace: _Pace, callback: Callback, args: Any, kwargs: Json) -> Answer:
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            pace.free_at = self._now() + seconds_of(error.retry_after)
            raise

    def _pace(self, chat_id: int) -> _Pace:
        pace = self._chats.get(chat_id)
        if pace is None:
            limits = A_GROUP if chat_id < 0 else A_PRIVATE_CHAT
            pace = self._chats[chat_id] = _Pace(AsyncLimiter(*limits))
            if len(self._chats) > MOST_CHATS:
                self._forget_one()
        self._chats.move_to_end(chat_id)
        return pace

    def _forget_one(self) -> None:
        now = self._now()
        unpaused = (chat_id for chat_id, pace in self._chats.items() if pace.free_at <= now)
        self._chats.pop(next(unpaused))
