"""The database as those who run the program see it."""

from dataclasses import dataclass

from storage import schema
from storage.encrypting import Progress, check_readable, encrypt_pictures, encrypt_rows
from storage.errors import address_of
from storage.pictures import PictureStore
from storage.schema import SchemaStatus
from storage.transactions import Database


@dataclass(frozen=True, slots=True)
class Store:
    """Whatever its schema is."""

    database: Database

    @property
    def where(self) -> str:
        """Its file or address, without the password."""
        return address_of(self.database.engine.url)

    async def status(self) -> SchemaStatus:
        return await schema.status(self.database.engine)

    async def upgrade(self) -> None:
        await schema.upgrade(self.database.engine)

    async def make_ready(self) -> None:
        """Bring the schema to the newest, and see that rows can be written and read."""
        await self.upgrade()
        await schema.check_writable(self.database.engine)
        await self.check_keys()

    async def check_keys(self) -> None:
        """Of a database of the newest schema, whether they open what is there."""
        await check_readable(self.database.engine)

    async def downgrade(self, revision: str) -> None:
        """ "-1" is one step back, "base" takes everything away. Raises NoSuchRevision."""
        await schema.downgrade(self.database.engine, revision)

    async def empty(self) -> None:
        """Delete everything about everybody; the schema stays."""
        await schema.empty(self.database.engine)

    async def encrypt(self, pictures: PictureStore, show_progress: Progress) -> None:
        """Write all that is to be encrypted anew, with the first key. May be repeated."""
        await self.make_ready()
        await encrypt_rows(self.database, show_progress)
        await encrypt_pictures(self.database, pictures, show_progress)
