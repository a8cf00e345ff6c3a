"""The outbox: claim, send, mark (DESIGN, section 3). Whoever sends holds a lease meanwhile."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from core.checkups.rows import person_rhythm
from core.clock import Clock
from core.reminders.notices import destination_of, notice_of, still_to_tell
from core.reminders.results import Claimed, Notice
from core.reminders.rows import let_go, reach_of, try_again
from core.reminders.rules import backoff, is_given_up
from core.reminders.waking import go_elsewhere, leave_account
from core.turns.arrival import TurnPolicy
from storage.base import new_id
from storage.repositories.due import ClaimedRow
from storage.tables import ReminderRow
from storage.transactions import Database, Transaction
from storage.vocabulary import EMAIL, ReminderState

LEASE = timedelta(minutes=5)
"""How long whoever claims a message has to send and mark it; after that anybody may."""


class Outbox:
    """Each method is one short transaction. Marking tells whether the lease was still held: where
    it was not, nothing is marked, and somebody else sends the message (again)."""

    def __init__(self, database: Database, clock: Clock, policy: TurnPolicy) -> None:
        self._database = database
        self._clock = clock
        self._policy = policy

    async def count_due(self, channels: Sequence[str]) -> int:
        """How many messages could be claimed now on these channels."""
        async with self._database.reading() as transaction:
            return await transaction.due.count(channels, self._clock.now())

    async def claim(
        self, channels: Sequence[str], limit: int, person_id: UUID | None = None
    ) -> tuple[Claimed, ...]:
        """Take up to `limit` messages that are due on each of these channels, the longest due
        first; of this person alone where one is named. Nobody else gets them in LEASE."""
        lease, now = new_id(), self._clock.now()
        rows: list[ClaimedRow] = []
        async with self._database.glancing() as transaction:
            if not await transaction.due.has_messages(channels, now):
                return ()
        async with self._database.writing() as transaction:
            for channel in channels:
                rows += await transaction.due.claim(
                    channel, limit, lease, now=now, until=now + LEASE, person_id=person_id
                )
        rows.sort(key=lambda row: row.id)  # ids sort by time
        return tuple(
            Claimed(lease, row.person_id, row.channel, (row.id,), row.attempts) for row in rows
        )

    async def notice(self, claimed: Claimed) -> Notice | None:
        """What the message tells now; the lease begins anew. None: nothing is to be sent, be it
        that there is nothing to remind of any more, that it is the person's quiet hours (it is
        postponed to their end), or that the lease is lost. Send it at once, then mark it."""
        now = self._clock.now()
        async with self._database.writing() as transaction:
            person = await transaction.person(claimed.person_id).locked()
            rows = await self._held(transaction, claimed)
            if person is None or not rows:
                return None
            rows += await self._others(transaction, claimed, rows, now)
            told = await still_to_tell(transaction, rows, now)
            left = [row for row, _ in told]
            rhythm = person_rhythm(person, self._policy)
            awake = rhythm.awake_from(now)
            if awake > now:
                for row in left:
                    row.attempts -= 1  # this was none
                    try_again(row, awake, "quiet hours")
            if not left or awake > now:
                return None
            accounts = await transaction.reminders(person.id).accounts()
            reaches = [reach_of(row) for row in accounts]
            destination = destination_of(person, reaches, claimed.channel)
            if destination is None and claimed.channel == EMAIL:
                for row in left:
                    let_go(row, ReminderState.OVERTAKEN, "unwanted")
            elif destination is None:
                await go_elsewhere(transaction, person, left, "unreachable", now)
            if destination is None:
                return None
            for row in left:
                row.leased_until = now + LEASE
            return await notice_of(
                transaction,
                claimed,
                person=person,
                told=told,
                destination=destination,
                rhythm=rhythm,
                now=now,
            )

    async def sent(self, claimed: Claimed, chat_id: str | None, message_id: str | None) -> bool:
        """It was taken by the platform or the mail server. `chat_id` is None of a mail."""
        async with self._database.writing() as transaction:
            rows = await self._held(transaction, claimed)
            for row in rows:
                let_go(row, ReminderState.SENT)
                row.sent_at = self._clock.now()
                row.chat_id, row.message_id = chat_id, message_id
            return bool(rows)

    async def postponed(self, claimed: Claimed, reason: str, wait: timedelta | None = None) -> bool:
        """Surely not sent: tried again after `wait`, or, where that is None, after a while that
        grows with each attempt. Given up once it was tried for a week, and often."""
        now = self._clock.now()
        if wait is None:
            wait = backoff(claimed.attempts, random.random())  # noqa: S311
        async with self._database.writing() as transaction:
            rows = await self._held(transaction, claimed)
            for row in rows:
                if is_given_up(row.planned_for, claimed.attempts, now):
                    let_go(row, ReminderState.DEAD, reason)
                else:
                    try_again(row, now + wait, reason)
            return bool(rows)

    async def unknown(self, claimed: Claimed, reason: str) -> bool:
        """Perhaps sent. A mail is not sent again; a message to a chat is, as one that is postponed
        (docs/decisions/0010)."""
        if claimed.channel == EMAIL:
            return await self._give_up(claimed, ReminderState.UNKNOWN, reason)
        return await self.postponed(claimed, reason)

    async def blocked(self, claimed: Claimed, reason: str) -> bool:
        """The person can not be reached on this platform: it goes to the next one where they are,
        or waits until they write. Of a mail: given up."""
        if claimed.channel == EMAIL:
            return await self.refused(claimed, reason)
        now = self._clock.now()
        async with self._database.writing() as transaction:
            person = await transaction.person(claimed.person_id).locked()
            rows = await self._held(transaction, claimed)
            if person is None or not rows:
                return False
            await leave_account(transaction, person.id, claimed.channel, now)
            await go_elsewhere(transaction, person, rows, reason, now)
            return True

    async def refused(self, claimed: Claimed, reason: str) -> bool:
        """Not sent, and it would be refused again: given up."""
        return await self._give_up(claimed, ReminderState.DEAD, reason)

    async def _give_up(self, claimed: Claimed, state: ReminderState, reason: str) -> bool:
        async with self._database.writing() as transaction:
            rows = await self._held(transaction, claimed)
            for row in rows:
                let_go(row, state, reason)
            return bool(rows)

    async def _others(
        self,
        transaction: Transaction,
        claimed: Claimed,
        held: Sequence[ReminderRow],
        now: datetime,
    ) -> list[ReminderRow]:
        """What else is due there, which nobody can claim meanwhile: taken along."""
        due = await transaction.reminders(claimed.person_id).due(claimed.channel, now)
        others = [row for row in due if row not in held]
        for row in others:
            row.lease, row.attempts = claimed.lease, claimed.attempts
        return others

    async def _held(self, transaction: Transaction, claimed: Claimed) -> list[ReminderRow]:
        reminders = transaction.reminders(claimed.person_id)
        return await reminders.held(claimed.channel, claimed.lease)
