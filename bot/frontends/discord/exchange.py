"""One update in hand, whatever it is."""

from collections.abc import Sequence
from typing import Protocol, Self

from bot.conversation.messages import Reply
from bot.frontends.discord.outcomes import Outcome


class Exchange(Protocol):
    """One update in hand: to be entered when it comes in, and left when its replies are delivered
    or there are none."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *failure: object) -> None: ...

    async def deliver(self, replies: Sequence[Reply]) -> Outcome:
        """Send the replies in order. A delivery that failed is to be repeated as a whole: a message
        may come twice, but none is lost. Raises DeliveryFailed."""
        ...
