"""How often something happened within a time: counted in memory or, for all processes together,
in Redis."""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.aio.storage import MemoryStorage, RedisStorage
    from limits.aio.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter
    from redis.asyncio import ConnectionPool

logger = logging.getLogger(__name__)

REDIS_PATIENCE_SECONDS = 0.5
"""How long one count waits for Redis at most."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so many seconds."""

    counter: str
    """What is counted, as in "messages"."""
    most: int
    seconds: int


class Counters:
    """Counts what each does. A Redis that is away never blocks anybody: this process counts by
    itself until Redis is back."""

    def __init__(
        self,
        redis_url: str | None = None,
        retry_redis_after: float = 5.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Opens nothing. None: all is counted in this process.

        `retry_redis_after`: seconds before a Redis that was away is asked again, so that its
        absence does not slow everything down.
        """
        self._redis_url = redis_url
        self._retry_redis_after = retry_redis_after
        self._monotonic = monotonic
        self._memory: _Strategies | None = None
        self._redis: _Strategies | None = None
        self._pool: ConnectionPool | None = None
        self._redis_away_until = 0.0
        self._next_warning_at = 0.0

    async def within(self, limit: Limit, who: str) -> bool:
        """Count one more of `who`: whether it is within the limit. All begins anew when the time
        is over: across that border there may be twice as many."""
        item = _item(limit)
        return await self._counted(lambda strategies: strategies.fixed.hit(item, who))

    async def within_any(self, limit: Limit, who: str) -> bool:
        """As `within`, but in no stretch of that time, wherever it begins, there are more. What
        is over the limit is not counted."""
        item = _item(limit)
        return await self._counted(lambda strategies: strategies.moving.hit(item, who))

    async def close(self) -> None:
        """Close the connection to Redis, where there is one."""
        if self._pool is not None:
            await self._pool.aclose()
            self._pool = self._redis = None

    async def _counted(self, count: "Callable[[_Strategies], Awaitable[bool]]") -> bool:
        if self._redis_url is not None and self._monotonic() >= self._redis_away_until:
            try:
                return await count(self._in_redis(self._redis_url))
            except Exception as error:
                if isinstance(error, MemoryError):
                    raise
                self._redis_is_away(error)
        return await count(self._in_memory())

    def _redis_is_away(self, error: Exception) -> None:
        now = self._monotonic()
        self._redis_away_until = now + self._retry_redis_after
        if now >= self._next_warning_at:
            self._next_warning_at = now + 60
            logger.warning("Redis is away (%s): counting in this process", type(error).__name__)

    def _in_memory(self) -> "_Strategies":
        if self._memory is None:
            from limits.aio.storage import MemoryStorage

            self._memory = _strategies(MemoryStorage())
        return self._memory

    def _in_redis(self, url: str) -> "_Strategies":
        if self._redis is None:
            from limits.aio.storage import RedisStorage
            from redis.asyncio import BlockingConnectionPool
            from redis.asyncio.retry import Retry
            from redis.backoff import NoBackoff

            self._pool = BlockingConnectionPool.from_url(
                url,
                timeout=REDIS_PATIENCE_SECONDS,
                socket_timeout=REDIS_PATIENCE_SECONDS,
                socket_connect_timeout=REDIS_PATIENCE_SECONDS,
                retry=Retry(NoBackoff(), 0),
            )
            storage = RedisStorage(
                f"async+{url}",
                implementation="redispy",
                connection_pool=self._pool,  # type: ignore[arg-type] # its documented use
            )
            self._redis = _strategies(storage)
        return self._redis


@dataclass(frozen=True, slots=True)
class _Strategies:
    fixed: "FixedWindowRateLimiter"
    moving: "MovingWindowRateLimiter"


def _strategies(storage: "MemoryStorage | RedisStorage") -> _Strategies:
    from limits.aio.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter

    return _Strategies(FixedWindowRateLimiter(storage), MovingWindowRateLimiter(storage))


def _item(limit: Limit) -> "RateLimitItem":
    from limits import RateLimitItemPerSecond

    return RateLimitItemPerSecond(limit.most, limit.seconds, namespace=f"minnow-{limit.counter}")
