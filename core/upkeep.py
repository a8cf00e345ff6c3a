"""What is cleaned up behind people's backs, because it is nobody's any more."""

import logging

from core.pictures.discarding import discarded, forget_discarded
from core.pictures.store import PictureStore, PictureStoreUnusable
from storage.transactions import Database

logger = logging.getLogger(__name__)

A_SWEEP = 100
"""Pictures taken out of the store at once."""


class Upkeep:
    """May run at any time and in any number of processes: what is gone already is no fault."""

    def __init__(self, database: Database, pictures: PictureStore) -> None:
        self._database = database
        self._pictures = pictures

    async def remove_discarded_pictures(self) -> None:
        """Take the bytes of pictures that nobody owns out of the store. Where that can not be
        used, they stay until the next time."""
        try:
            while ids := await discarded(self._database, A_SWEEP):
                await self._pictures.remove(ids)
                await forget_discarded(self._database, ids)
        except PictureStoreUnusable as problem:
            logger.warning("Discarded pictures are still there: %s", problem)

    async def after_erasure(self) -> None:
        """See that nothing of an erased person stays behind where databases and stores do not
        see to it by themselves."""
        await self.remove_discarded_pictures()
        await self._database.scrub()
