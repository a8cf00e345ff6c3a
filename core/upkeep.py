"""What is cleaned up behind people's backs, because it is nobody's any more."""

import logging
from datetime import timedelta
from uuid import UUID

from core.clock import Clock
from core.pictures.discarding import discarded, forget_discarded
from core.pictures.store import PictureStore, PictureStoreUnusable
from core.pictures.unused import discard_unused_pictures
from storage.transactions import Database

logger = logging.getLogger(__name__)

A_SWEEP = 100
"""Pictures taken out of the store at once."""
A_BATCH = 1_000
"""Rows forgotten in one transaction: a few hundredths of a second for whoever waits to write."""

QUESTIONS_KEPT = timedelta(days=7)
"""After they expired: a button that comes late is told so."""
CODES_KEPT = timedelta(days=1)
"""After they expired: they count against how many somebody may ask for."""
UPDATES_KEPT = timedelta(days=7)
"""Telegram delivers an update again for 24 hours (Bot API, getUpdates)."""
TURNS_KEPT = timedelta(days=30)
REMINDERS_KEPT = timedelta(days=365)


class Upkeep:
    """May run at any time and in any number of processes: what is gone already is no fault."""

    def __init__(self, database: Database, clock: Clock, pictures: PictureStore) -> None:
        self._database = database
        self._clock = clock
        self._pictures = pictures
        self._reminders_seen: UUID | None = None

    async def forget_expired(self) -> bool:
        """Forget questions and one-time codes of which nobody asks any more, a batch of each.
        Whether there may be more; so everywhere below."""
        now = self._clock.now()
        async with self._database.writing() as transaction:
            questions = await transaction.outdated.forget_questions(now - QUESTIONS_KEPT, A_BATCH)
        async with self._database.writing() as transaction:
            codes = await transaction.outdated.forget_codes(now - CODES_KEPT, A_BATCH)
        return A_BATCH in (questions, codes)

    async def forget_past(self) -> bool:
        """Forget handled updates and turns that are long past."""
        now = self._clock.now()
        async with self._database.writing() as transaction:
            updates = await transaction.outdated.forget_updates(now - UPDATES_KEPT, A_BATCH)
        async with self._database.writing() as transaction:
            turns = await transaction.outdated.forget_turns(now - TURNS_KEPT, A_BATCH)
        return A_BATCH in (updates, turns)

    async def forget_reminders(self) -> bool:
        """Forget reminders that are long past, where their checkup was completed since. Each call
        looks at those after the ones that the last looked at."""
        before = self._clock.now() - REMINDERS_KEPT
        async with self._database.writing() as transaction:
            self._reminders_seen = await transaction.outdated.forget_reminders(
                before, self._reminders_seen, A_BATCH
            )
        return self._reminders_seen is not None

    async def tidy_pictures(self) -> None:
        """Give up the pictures that no thing ever got, and take out what is given up."""
        await discard_unused_pictures(self._database, self._clock)
        await self.remove_discarded_pictures()

    async def remove_discarded_pictures(self) -> None:
        """Take the bytes of pictures that nobody owns out of the store. Where that can not be
        used, they stay until the next time."""
        try:
            while ids := await discarded(self._database, A_SWEEP):
                await self._pictures.remove(ids)
                await forget_discarded(self._database, ids)
        except PictureStoreUnusable as problem:
            logger.warning("Discarded pictures are still there: %s", problem)
