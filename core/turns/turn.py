"""One turn: its transactions, its answer, its memory of earlier ones."""

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from core.turns.arrival import Arrival, TurnPolicy
from core.turns.recognition import PersonErased, actor_of, recognise
from core.work import Work
from storage.base import new_id
from storage.repositories.identities import Identity
from storage.repositories.turns import PastTurn
from storage.tables import HandledUpdateRow, TurnRow
from storage.transactions import Database, Transaction

IN_HAND = timedelta(minutes=2)
"""How long a turn that was begun counts as under way in another process."""
ATTEMPTS = 3
MOST_PAST = 6
"""How many turns make the context of the next."""


class TurnInHand(Exception):
    """An earlier delivery of this update is under way, in another process or in one that has
    died: not for long, so deliver it again later."""


class Turn:
    """One turn in hand. Not for concurrent use. The desk begins, finishes or abandons it."""

    turn_id: UUID
    stored_replies: Sequence[Any] | None
    """Set when this update came before: change nothing, and send these, which nobody has been
    seen to receive. Empty where the answer was sent, or is forgotten."""
    is_erasure: bool
    """Whether this update came before and erased the person: nothing is stored of them."""
    is_taken_over: bool
    """Whether an earlier delivery of this update was begun and, after more than two minutes, has
    no answer: its process died. The turn goes on under its old id; what that delivery has
    committed is told by core.history.actions.receipt_of_turn."""
    leaves_a_trace: bool
    """False once leave_no_trace() was called."""

    def __init__(
        self, database: Database, arrival: Arrival, policy: TurnPolicy, now: datetime
    ) -> None:
        self.turn_id = new_id()
        self.stored_replies = None
        self.is_erasure = False
        self.is_taken_over = False
        self._database = database
        self._arrival = arrival
        self._policy = policy
        self._now = now
        self._scope = AsyncExitStack()
        self._transaction: Transaction | None = None
        self._identity: Identity | None = None
        self._is_kept = False
        """Whether the row of this turn has been committed."""
        self.leaves_a_trace = True
        self._past: tuple[PastTurn, ...] | None = None
        self._said: str | None = None
        self._replies: Sequence[Any] | None = None
        self._meaning: Mapping[str, Any] | None = None

    async def work(self) -> Work:
        """The unit of work, opening a transaction where none is open.

        After a change of settings ask again: the actor is who they are by now. The instant is
        that of the turn's beginning throughout.
        """
        transaction, identity = await self._at_work()
        return Work(
            transaction=transaction,
            actor=actor_of(identity, self._policy),
            now=self._now,
            turn_id=self.turn_id,
            platform=self._arrival.platform,
            cause=self._arrival.cause,
            policy=self._policy,
        )

    async def pause(self) -> None:
        """Commit what is there, so that no transaction is open across a slow call. The update
        counts as begun: delivered again meanwhile, it is not begun a second time."""
        if self._transaction is None:
            return
        await self._write_row(replies=None)
        await self._commit()

    def answer(
        self, said: str | None, replies: Sequence[Any], meaning: Mapping[str, Any] | None
    ) -> None:
        """What is stored with the commit: the answer for a redelivery, the meaning as context."""
        self._said = said
        self._replies = replies
        self._meaning = meaning

    def leave_no_trace(self) -> None:
        """The person is erased with this turn: nothing of it is kept, but that the update was
        handled."""
        self.leaves_a_trace = False

    async def past(self) -> tuple[PastTurn, ...]:
        """The last turns of this chat, newest first, without this one. They are read once."""
        if self._past is None:
            transaction, identity = await self._at_work()
            turns = transaction.turns(identity.person.id)
            newest = await turns.newest(
                self._arrival.platform, self._arrival.chat_id, MOST_PAST + 1
            )
            self._past = tuple(past for past in newest if past.id != self.turn_id)[:MOST_PAST]
        return self._past

    async def past_turn(self, turn_id: UUID) -> PastTurn | None:
        transaction, identity = await self._at_work()
        row = await transaction.turns(identity.person.id).get(turn_id)
        return None if row is None else PastTurn(row.id, row.said, row.meaning)

    async def begin(self) -> None:
        """Recognise the person and claim the update, before anything else is done.

        The database decides who was first: where a second process holds the same update or the
        same new account, its row is in the way, and another look finds what that process has
        committed.

        Raises TurnInHand.
        """
        for attempt in range(ATTEMPTS):
            try:
                await self._claim()
            except IntegrityError as error:
                await self.abandon(error)
                if attempt == ATTEMPTS - 1:
                    raise
            except BaseException as error:
                await self.abandon(error)
                raise
            else:
                return

    async def finish(self) -> None:
        """Keep the answer and commit."""
        if self.stored_replies is not None:
            return
        if self._transaction is None:
            self._transaction = await self._open()
        try:
            if self.leaves_a_trace:
                await self._write_row(self._replies or ())
            await self._commit()
        except BaseException as error:
            await self.abandon(error)
            raise

    async def abandon(self, error: BaseException) -> None:
        """Roll back what is not committed."""
        self._transaction = None
        await self._scope.__aexit__(type(error), error, error.__traceback__)

    async def _claim(self) -> None:
        transaction = await self._open()
        try:
            identity = await recognise(transaction, self._arrival, self._policy, self._now)
        except PersonErased:
            self.stored_replies, self.is_erasure = (), True
            await self._scope.aclose()
            return
        if identity.handled is not None:
            await self._come_again(transaction, identity, identity.handled)
        elif self._arrival.update_id is not None:
            transaction.handled_updates.claim(
                HandledUpdateRow(
                    platform=self._arrival.platform,
                    update_id=self._arrival.update_id,
                    turn_id=self.turn_id,
                    handled_at=self._now,
                )
            )
        if self.stored_replies is not None:
            await self._scope.aclose()
            return
        await transaction.flush()
        self._transaction, self._identity = transaction, identity

    async def _come_again(
        self, transaction: Transaction, identity: Identity, handled: HandledUpdateRow
    ) -> None:
        """Find out what became of the earlier delivery of this update. Raises TurnInHand."""
        row = await transaction.turns(identity.person.id).get(handled.turn_id)
        if row is None or handled.answered_at is not None:
            self.stored_replies = ()
        elif row.replies is not None:
            self.stored_replies = tuple(row.replies)
        elif self._now - row.started_at <= IN_HAND:
            raise TurnInHand
        else:
            row.started_at = self._now
            self.turn_id = row.id
            self.is_taken_over = True
            self._is_kept = True

    async def _open(self) -> Transaction:
        self._scope = AsyncExitStack()
        return await self._scope.enter_async_context(self._database.writing())

    async def _commit(self) -> None:
        self._transaction = None
        await self._scope.aclose()
        self._is_kept = True

    async def _at_work(self) -> tuple[Transaction, Identity]:
        """The open transaction, begun anew after a pause, with the person locked in it."""
        if self.stored_replies is not None:
            raise RuntimeError("this update was answered before: nothing more is done for it")
        if self._transaction is None or self._identity is None:
            transaction = await self._open()
            identity = await recognise(transaction, self._arrival, self._policy, self._now)
            self._transaction, self._identity = transaction, identity
        return self._transaction, self._identity

    async def _write_row(self, replies: Sequence[Any] | None) -> None:
        if self._transaction is None or self._identity is None:
            raise RuntimeError("the turn has not begun")
        person_id = self._identity.membership.person_id
        turns = self._transaction.turns(person_id)
        row = await turns.get(self.turn_id) if self._is_kept else None
        if row is None:
            row = TurnRow(
                id=self.turn_id,
                person_id=person_id,
                platform=self._arrival.platform,
                chat_id=self._arrival.chat_id,
                started_at=self._now,
            )
            turns.add(row)
        row.said = self._said
        row.replies = None if replies is None else list(replies)
        row.meaning = None if self._meaning is None else dict(self._meaning)
