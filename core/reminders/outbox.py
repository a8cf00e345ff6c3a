"""The outbox: claim, send, mark (DESIGN, section 3). Whoever sends holds a lease meanwhile."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from core.clock import Clock
from core.reminders.results import Claimed, Notice
from core.turns.arrival import TurnPolicy
from storage.transactions import Database

LEASE = timedelta(minutes=5)
"""How long whoever claims a message has to send and mark it; after that anybody may."""


class Outbox:
    """Each method is one short transaction. Marking tells whether the lease was still held: where
    it was not, nothing is marked, and somebody else sends the message (again)."""

    def __init__(self, database: Database, clock: Clock, policy: TurnPolicy) -> None:
        self._database = database
        self._clock = clock
        self._policy = policy

    async def claim(
        self, channels: Sequence[str], limit: int, person_id: UUID | None = None
    ) -> tuple[Claimed, ...]:
        """Take up to `limit` messages that are due on these channels, the longest due first; of
        this person alone where one is named. Nobody else gets them in LEASE."""
        raise NotImplementedError

    async def notice(self, claimed: Claimed) -> Notice | None:
        """What the message tells now; the lease begins anew. None: nothing is to be sent, be it
        that there is nothing to remind of any more, that it is the person's quiet hours (it is
        postponed to their end), or that the lease is lost. Send it at once, then mark it."""
        raise NotImplementedError

    async def sent(self, claimed: Claimed, chat_id: str | None, message_id: str | None) -> bool:
        """It was taken by the platform or the mail server. `chat_id` is None of a mail."""
        raise NotImplementedError

    async def postponed(self, claimed: Claimed, reason: str, wait: timedelta | None = None) -> bool:
        """Surely not sent: tried again after `wait`, or, where that is None, after a while that
        grows with each attempt. Given up once it was tried for a week."""
        raise NotImplementedError

    async def unknown(self, claimed: Claimed, reason: str) -> bool:
        """Perhaps sent. A mail is not sent again; a message to a chat is, as one that is postponed
        (docs/decisions/0010)."""
        raise NotImplementedError

    async def blocked(self, claimed: Claimed, reason: str) -> bool:
        """The person can not be reached on this platform: it goes to the next one where they are,
        or waits until they write."""
        raise NotImplementedError

    async def refused(self, claimed: Claimed, reason: str) -> bool:
        """Not sent, and it would be refused again: given up."""
        raise NotImplementedError
