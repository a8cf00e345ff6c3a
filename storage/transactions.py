"""Opening, committing and rolling back: the one place that commits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from storage.engine import BUSY_TIMEOUT_MS, is_in_memory, reading, unframed
from storage.errors import DatabaseProblem, DatabaseUnusable, address_of
from storage.repositories.changes import ChangeRepository
from storage.repositories.chats import Chats
from storage.repositories.checkups import CheckupRepository
from storage.repositories.due import DueSweep
from storage.repositories.erasure import Erasure
from storage.repositories.everyone import Everyone
from storage.repositories.handled_updates import HandledUpdates
from storage.repositories.households import HouseholdCreation, HouseholdRepository
from storage.repositories.identities import IdentityLookup
from storage.repositories.items import ItemRepository
from storage.repositories.one_time_codes import OneTimeCodeRepository, OneTimeCodes
from storage.repositories.outdated import Outdated
from storage.repositories.pending_actions import PendingActionRepository
from storage.repositories.people import PersonRepository
from storage.repositories.pictures import DiscardedPictures, PictureRepository
from storage.repositories.reminders import ReminderRepository
from storage.repositories.reviews import ReviewRepository
from storage.repositories.turns import TurnRepository
from storage.repositories.unused_pictures import UnusedPictures


class Transaction:
    """An open transaction and the repositories within it.

    The scoped repositories cannot be had without the household or person they are limited to.
    The unscoped ones say so: identities, handled_updates, household_creation, chats,
    discarded_pictures, due, everyone, outdated, unused_pictures, all_one_time_codes.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.identities = IdentityLookup(session)
        self.handled_updates = HandledUpdates(session)
        self.household_creation = HouseholdCreation(session)
        self.chats = Chats(session)
        self.discarded_pictures = DiscardedPictures(session)
        self.due = DueSweep(session)
        self.everyone = Everyone(session)
        self.outdated = Outdated(session)
        self.unused_pictures = UnusedPictures(session)
        self.all_one_time_codes = OneTimeCodes(session)

    def household(self, household_id: UUID) -> HouseholdRepository:
        return HouseholdRepository(self._session, household_id)

    def items(self, household_id: UUID) -> ItemRepository:
        return ItemRepository(self._session, household_id)

    def changes(self, household_id: UUID, person_id: UUID) -> ChangeRepository:
        return ChangeRepository(self._session, household_id, person_id)

    def checkups(self, person_id: UUID) -> CheckupRepository:
        return CheckupRepository(self._session, person_id)

    def person(self, person_id: UUID) -> PersonRepository:
        return PersonRepository(self._session, person_id)

    def erasure(self, person_id: UUID) -> Erasure:
        return Erasure(self._session, person_id)

    def pending_actions(self, person_id: UUID) -> PendingActionRepository:
        return PendingActionRepository(self._session, person_id)

    def one_time_codes(self, person_id: UUID) -> OneTimeCodeRepository:
        return OneTimeCodeRepository(self._session, person_id)

    def pictures(self, household_id: UUID) -> PictureRepository:
        return PictureRepository(self._session, household_id)

    def reminders(self, person_id: UUID) -> ReminderRepository:
        return ReminderRepository(self._session, person_id)

    def reviews(self, person_id: UUID) -> ReviewRepository:
        return ReviewRepository(self._session, person_id)

    def turns(self, person_id: UUID) -> TurnRepository:
        return TurnRepository(self._session, person_id)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """What is done inside is taken back if the body raises; the transaction goes on."""
        try:
            async with self._session.begin_nested():
                yield
        except Exception:
            # What was changed inside is unread now, and an async session reads nothing by itself.
            for row in list(self._session.identity_map.values()):
                if inspect(row).expired:
                    await self._session.refresh(row)
            raise

    async def flush(self) -> None:
        """Send what is waiting, so that the database's own checks speak now."""
        await self._session.flush()


class Database:
    """Transactions on one engine. Raises DatabaseUnusable where the database is at fault."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._reading_engine = reading(engine)
        self._glancing_engine = unframed(engine)
        self._writers = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        """A transaction that is committed at the end, or rolled back if the body raises.

        Not to be opened within another one: SQLite has a single writer.
        """
        async with (
            self._next_writer(),
            AsyncSession(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield Transaction(session)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A transaction for reading: takes no write lock and is rolled back at the end."""
        async with AsyncSession(self._reading_engine, expire_on_commit=False) as session:
            yield Transaction(session)

    @asynccontextmanager
    async def glancing(self) -> AsyncIterator[Transaction]:
        """No transaction at all: for a single look that nothing rests on, at half the price."""
        async with AsyncSession(self._glancing_engine, expire_on_commit=False) as session:
            yield Transaction(session)

    async def scrub(self) -> None:
        """Leave nothing in the file of a SQLite database that was deleted before.

        With secure_delete SQLite overwrites what it deletes, but not the copies that stay behind
        in a page when it is split: of 30 files with 3,000 random rows 20 still held some. So the
        file is written anew, and its log is emptied. Writers wait meanwhile: about a second for
        100 MB. A server cleans up by itself.
        """
        if self._writers is None or is_in_memory(self.engine.url):
            return
        async with self._next_writer(), unframed(self.engine).connect() as connection:
            await connection.exec_driver_sql("VACUUM")
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        await self.engine.dispose()

    @asynccontextmanager
    async def _next_writer(self) -> AsyncIterator[None]:
        """Queue for SQLite's write lock within the process, first come, first served. SQLite's
        own waiting is sleeping and trying again: with five writers some waited 600 ms where the
        queue takes 30."""
        if self._writers is None:
            yield
            return
        try:
            async with asyncio.timeout(BUSY_TIMEOUT_MS / 1000):
                await self._writers.acquire()
        except TimeoutError as error:
            where = address_of(self.engine.url)
            raise DatabaseUnusable(DatabaseProblem.BUSY, where) from error
        try:
            yield
        finally:
            self._writers.release()
