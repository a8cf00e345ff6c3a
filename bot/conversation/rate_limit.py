"""How much one person may write."""

from enum import Enum, auto

from bot.counters import Counters, Limit


class Admission(Enum):
    ADMITTED = auto()
    TOLD = auto()
    """Over the limit, and not told so in this window yet."""
    SILENT = auto()


class RateLimiter:
    """Counts what each person writes, in a fixed window."""

    def __init__(self, messages: int, seconds: int, counters: Counters | None = None) -> None:
        """So many messages in so many seconds for each person. Without counters it counts in this
        process, and by itself."""
        self.seconds = seconds
        self._counters = Counters() if counters is None else counters
        self._messages = Limit("messages", messages, seconds)
        self._told = Limit("told", 1, seconds)

    async def admit(self, who: str) -> Admission:
        """Counts one message of `who` and says whether it may pass."""
        if await self._counters.within(self._messages, who):
            return Admission.ADMITTED
        if await self._counters.within(self._told, who):
            return Admission.TOLD
        return Admission.SILENT
