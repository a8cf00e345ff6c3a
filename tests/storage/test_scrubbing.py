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

SECRET = "zephyr"


def bytes_of(url: URL) -> bytes:
    """The file, and what lies beside it."""
    path = Path(str(url.database))
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


async def come_and_go(database: Database, home: Home, dice: Random) -> None:
    """Things of all sizes, in no order: pages fill up, are tidied and split."""
    rows: list[ItemRow] = []
    for _ in range(40):
        new = [
            home.item(name * dice.randint(1, 40), id=UUID(int=dice.getrandbits(128)))
            for name in (SECRET, "lamp") * 10
        ]
        await keep(database, home, *new)
        rows += new
        gone = [rows.pop(dice.randrange(len(rows))).id for _ in range(5)]
        async with database.engine.begin() as connection:
            await connection.execute(delete(ItemRow).where(ItemRow.id.in_(gone)))


async def test_nothing_deleted_is_left_in_the_file(sqlite_url: URL) -> None:
    database = Database(make_engine(sqlite_url))
    home = await settle(database)
    await come_and_go(database, home, Random(7))  # noqa: S311 (no secret)
    async with database.engine.begin() as connection:
        await connection.execute(delete(ItemRow).where(ItemRow.name.startswith(SECRET)))
    assert SECRET.encode() in bytes_of(sqlite_url)
    await database.scrub()
    assert SECRET.encode() not in bytes_of(sqlite_url)
    async with database.reading() as transaction:
        assert len(await transaction.items(home.household_id).find(ItemFilter())) > 200
    await database.close()


async def test_there_is_nothing_to_scrub_without_a_file() -> None:
    database = Database(make_engine("sqlite+aiosqlite://"))
    await database.scrub()
    await database.close()


async def test_a_server_cleans_up_by_itself(postgres_database: Database) -> None:
    await postgres_database.scrub()
