"""What is cleaned up behind people's backs, because it is nobody's any more."""

import logging

from core.clock import Clock
from core.pictures.discarding import discarded, forget_discarded
from core.pictures.store import PictureStore, PictureStoreUnusable
from core.pictures.unused import discard_unused_pictures
from storage.transactions import Database

logger = logging.getLogger(__name__)

A_SWEEP = 100
"""Pictures taken out of the store at once."""


class Upkeep:
    """May run at any time and in any number of processes: what is gone already is no fault."""

    def __init__(self, database: Database, clock: Clock, pictures: PictureStore) -> None:
        self._database = database
        self._clock = clock
        self._pictures = pictures

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
