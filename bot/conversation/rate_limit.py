"""How much one person may write: a fixed window, counted in memory or in Redis."""

import logging
import time
from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.aio.strategies import FixedWindowRateLimiter
    from redis.asyncio import ConnectionPool

logger = logging.getLogger(__name__)

REDIS_PATIENCE_SECONDS = 0.5
"""How long a message waits for Redis at most."""


class Admission(Enum):
    ADMITTED = auto()
    TOLD = auto()
    """Over the limit, and not told so in this window yet."""
    SILENT = auto()


class RateLimiter:
    """Counts what each person writes. A Redis that is away never blocks anybody: this process
    counts by itself until Redis is back."""

    def __init__(
        self,
        messages: int,
        seconds: int,
        redis_url: str | None = None,
        retry_redis_after: float = 5.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """So many messages in so many seconds for each person. Opens nothing.

        `retry_redis_after`: seconds before a Redis that was away is asked again, so that its
        absence does not slow every message down.
        """
        self._messages = messages
        self.seconds = seconds
        self._redis_url = redis_url
        self._retry_redis_after = retry_redis_after
        self._monotonic = monotonic
        self._memory: FixedWindowRateLimiter | None = None
        self._redis: FixedWindowRateLimiter | None = None
        self._pool: ConnectionPool | None = None
        self._redis_away_until = 0.0
        self._next_warning_at = 0.0

    async def admit(self, who: str) -> Admission:
        """Counts one message of `who` and says whether it may pass."""
        if await self._hit("messages", self._messages, who):
            return Admission.ADMITTED
        if await self._hit("told", 1, who):
            return Admission.TOLD
        return Admission.SILENT

    async def close(self) -> None:
        """Closes the connection to Redis, where there is one."""
        if self._pool is not None:
            await self._pool.aclose()
            self._pool = self._redis = None

    async def _hit(self, counter: str, amount: int, who: str) -> bool:
        from limits import RateLimitItemPerSecond

        item = RateLimitItemPerSecond(amount, self.seconds, namespace=f"minnow-{counter}")
        if self._redis_url is not None and self._monotonic() >= self._redis_away_until:
            try:
                return await self._counting_in_redis(self._redis_url).hit(item, who)
            except Exception as error:
                if isinstance(error, MemoryError):
                    raise
                self._redis_is_away(error)
        return await self._counting_in_memory().hit(item, who)

    def _redis_is_away(self, error: Exception) -> None:
        now = self._monotonic()
        self._redis_away_until = now + self._retry_redis_after
        if now >= self._next_warning_at:
            self._next_warning_at = now + 60
            logger.warning(
                "Redis is away (%s): counting messages in this process", type(error).__name__
            )

    def _counting_in_memory(self) -> "FixedWindowRateLimiter":
        if self._memory is None:
            from limits.aio.storage import MemoryStorage
            from limits.aio.strategies import FixedWindowRateLimiter

            self._memory = FixedWindowRateLimiter(MemoryStorage())
        return self._memory

    def _counting_in_redis(self, url: str) -> "FixedWindowRateLimiter":
        if self._redis is None:
            from limits.aio.storage import RedisStorage
            from limits.aio.strategies import FixedWindowRateLimiter
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
            self._redis = FixedWindowRateLimiter(storage)
        return self._redis
