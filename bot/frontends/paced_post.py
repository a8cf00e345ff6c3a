"""What the ways have in common in which unasked messages leave for chat platforms."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.conversation.messages import Reply
from bot.frontends.pace import Pace
from bot.metrics import Meter, SendResult
from bot.posting import Blocked, Outcome, Postponed, Refused, Sent, Unknown

Attempt = Callable[[], Awaitable[Outcome]]
"""To send one message of the platform's."""

NOT_CONNECTED = Postponed("not connected")
RESULTS: Mapping[type[Outcome], SendResult] = {
    Sent: SendResult.SENT,
    Postponed: SendResult.FAILED,
    Unknown: SendResult.FAILED,
    Blocked: SendResult.UNREACHABLE,
    Refused: SendResult.REFUSED,
}


class PacedPost(ABC):
    """Sends message by message, at the pace of its platform. See bot.posting.Post."""

    name: str

    def __init__(self, pace: Pace, meter: Meter) -> None:
        self._pace = pace
        self._meter = meter

    @abstractmethod
    def _attempts(
        self, chat_id: str, replies: Sequence[Reply], key: str
    ) -> Sequence[Attempt] | None:
        """One for each message; None while there is no connection. By the time it is made, there
        may be none any more: what is made then is NOT_CONNECTED."""

    async def send(self, chat_id: str, replies: Sequence[Reply], *, key: str) -> Outcome:
        """As Post.send. Where only the first of several messages have arrived, they are not
        surely unsent: that is Unknown. What has not even been tried is not counted."""
        attempts = self._attempts(chat_id, replies, key)
        if attempts is None:
            return NOT_CONNECTED
        for _attempt in attempts:
            if not await self._pace.turn():
                return Postponed("no free place")
        outcome = await _made(attempts)
        self._meter.message(self.name, RESULTS[type(outcome)])
        return outcome


async def _made(attempts: Sequence[Attempt]) -> Outcome:
    last = Sent()
    for index, attempt in enumerate(attempts):
        outcome = await attempt()
        if isinstance(outcome, Postponed) and index:
            return Unknown(f"cut short: {outcome.reason}")
        if not isinstance(outcome, Sent):
            return outcome
        last = outcome
    return last
