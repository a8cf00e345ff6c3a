"""How fast messages leave that nobody asked for: those of all processes of a bot together."""

import asyncio
from hashlib import sha256

from bot.counters import Counters, Limit

PATIENCE_SECONDS = 5.0


class Pace:
    """So many in any second, whichever process they leave from. Those of one process leave in the
    order in which they came, and evenly: what left in bursts could arrive as twice as many in a
    second of the platform's own."""

    def __init__(
        self, per_second: int, who: str, counters: Counters, patience: float = PATIENCE_SECONDS
    ) -> None:
        """`who`: the bot whose pace this is (bot_key). `patience`: seconds to wait at most."""
        self._limit = Limit("unasked", per_second, 1)
        self._who = who
        self._counters = counters
        self._patience = patience
        self._pause = 1 / per_second
        self._line = asyncio.Lock()
        self._next_at = 0.0
        """On the clock of the event loop."""

    async def turn(self) -> bool:
        """Wait for a free place and take it. False where none becomes free in time."""
        try:
            async with asyncio.timeout(self._patience), self._line:
                await self._take()
        except TimeoutError:
            return False
        return True

    async def _take(self) -> None:
        now = asyncio.get_running_loop().time
        await asyncio.sleep(self._next_at - now())
        # Nobody tells when another process has let go of a place.
        while not await self._counters.within_any(self._limit, self._who):  # noqa: ASYNC110
            await asyncio.sleep(self._pause)
        self._next_at = now() + self._pause


def bot_key(platform: str, token: str) -> str:
    """Tells one bot from another, and does not tell its token."""
    return f"{platform}-{sha256(token.encode()).hexdigest()[:16]}"
