"""The frame of a turn: recognises the person, handles each update once, commits once."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from core.clock import Clock
from core.turns.arrival import Arrival, Group, TurnPolicy
from core.turns.turn import Turn, TurnInHand
from storage.errors import DatabaseUnusable
from storage.repositories.turns import PastTurn
from storage.transactions import Database

__all__ = ["Arrival", "Group", "PastTurn", "Turn", "TurnDesk", "TurnInHand", "TurnPolicy"]


class TurnDesk:
    """Opens turns on a database."""

    def __init__(self, database: Database, clock: Clock, policy: TurnPolicy) -> None:
        self._database = database
        self._clock = clock
        self._policy = policy

    @asynccontextmanager
    async def turn(self, arrival: Arrival) -> AsyncIterator[Turn]:
        """A turn, committed at the end; rolled back, with nothing changed, if the body raises.
        What was committed at a pause stays.

        An unknown account becomes a person with a private household and both checkups. An update
        that was handled before gives a turn with `stored_replies`. After an erasure the file of
        the database is scrubbed, also where the update comes again: the process may have died
        between.

        Raises TurnInHand.
        """
        turn = Turn(self._database, arrival, self._policy, self._clock.now())
        await turn.begin()
        try:
            yield turn
        except BaseException as error:
            await turn.abandon(error)
            raise
        await turn.finish()
        if turn.is_erasure or not turn.leaves_a_trace:
            with suppress(DatabaseUnusable):  # nobody finds what is left but in the file itself
                await self._database.scrub()

    async def answered(self, platform: str, update_ids: Sequence[str]) -> None:
        """The platform has taken the whole answers of these updates: delivered again, they are
        met with silence."""
        async with self._database.writing() as transaction:
            await transaction.handled_updates.mark_answered(platform, update_ids, self._clock.now())
