from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.engine import URL

from storage.engine import make_engine
from storage.repositories.items import ItemFilter
from storage.tables import ItemRow
from storage.transactions import Database
from tests.storage.builders import Home, keep, settle

SECRET = b"zephyr"


def bytes_of(url: URL) -> bytes:
    """The file, and what lies beside it."""
    path = Path(str(url.database))
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def things(home: Home, name: str, dice: Random) -> list[ItemRow]:
    """In no order: pages are split in the middle."""
    return [
        home.item(name * dice.randint(1, 40), id=UUID(int=dice.getrandbits(128)))
        for _ in range(200)
    ]


async def test_nothing_deleted_is_left_in_the_file(sqlite_url: URL) -> None:
    database = Database(make_engine(sqlite_url))
    home, dice = await settle(database), Random(7)  # noqa: S311 - the same every time
    for _ in range(5):
        await keep(database, home, *things(home, "zephyr", dice), *things(home, "lamp", dice))
    async with database.engine.begin() as connection:
        await connection.execute(delete(ItemRow).where(ItemRow.name.startswith("zephyr")))
    assert SECRET in bytes_of(sqlite_url)
    await database.scrub()
    assert SECRET not in bytes_of(sqlite_url)
    async with database.reading() as transaction:
        assert len(await transaction.items(home.household_id).find(ItemFilter())) == 1000
    await database.close()


async def test_there_is_nothing_to_scrub_without_a_file() -> None:
    database = Database(make_engine("sqlite+aiosqlite://"))
    await database.scrub()
    await database.close()


async def test_a_server_cleans_up_by_itself(postgres_database: Database) -> None:
    await postgres_database.scrub()
