import asyncio
from uuid import UUID

import pytest
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError

from storage.engine import make_engine
from storage.repositories.items import ItemFilter
from storage.schema import upgrade
from storage.transactions import Database, Transaction
from tests.conftest import NOON
from tests.statements import sent_statements
from tests.storage.builders import Home, handled, keep, settle


class Interruption(Exception):
    pass


async def names(database: Database, home: Home) -> list[str]:
    async with database.reading() as transaction:
        rows = await transaction.items(home.household_id).find(ItemFilter())
    return [row.name for row in rows]


async def test_what_is_written_is_there_after_the_end(any_database: Database) -> None:
    home = await settle(any_database)
    await keep(any_database, home, home.item("Bike"))
    assert await names(any_database, home) == ["Bike"]


async def test_an_error_takes_everything_back(any_database: Database) -> None:
    home = await settle(any_database)
    with pytest.raises(Interruption):
        await keep_and_fail(any_database, home)
    assert await names(any_database, home) == []


async def keep_and_fail(database: Database, home: Home) -> None:
    async with database.writing() as transaction:
        transaction.items(home.household_id).add(home.item("Bike"))
        await transaction.flush()
        raise Interruption


async def test_what_is_refused_at_the_commit_takes_everything_back(any_database: Database) -> None:
    home = await settle(any_database)
    with pytest.raises(IntegrityError):
        await keep(
            any_database, home, home.item("Bike"), home.item("Car", owner_id=home.household_id)
        )
    assert await names(any_database, home) == []
    await keep(any_database, home, home.item("Boat"))
    assert await names(any_database, home) == ["Boat"]


async def test_a_savepoint_takes_back_only_what_is_inside(any_database: Database) -> None:
    home = await settle(any_database)
    async with any_database.writing() as transaction:
        items = transaction.items(home.household_id)
        items.add(home.item("Bike"))
        with pytest.raises(Interruption):
            await keep_within_and_fail(transaction, home)
        items.add(home.item("Boat"))
    assert await names(any_database, home) == ["Bike", "Boat"]


async def keep_within_and_fail(transaction: Transaction, home: Home) -> None:
    async with transaction.savepoint():
        transaction.items(home.household_id).add(home.item("Car"))
        await transaction.flush()
        raise Interruption


async def test_a_reading_transaction_keeps_nothing(any_database: Database) -> None:
    home = await settle(any_database)
    async with any_database.reading() as transaction:
        transaction.items(home.household_id).add(home.item("Bike"))
    assert await names(any_database, home) == []


async def test_readers_and_a_writer_do_not_wait_for_each_other(any_database: Database) -> None:
    home = await settle(any_database)
    async with asyncio.timeout(2), any_database.reading() as reader:
        assert await reader.items(home.household_id).count(ItemFilter()) == 0
        async with any_database.writing() as writer:
            writer.items(home.household_id).add(home.item("Bike"))
            await writer.flush()
            assert await names(any_database, home) == []
    assert await names(any_database, home) == ["Bike"]


async def test_a_cancelled_transaction_leaves_nothing_and_blocks_nobody(
    any_database: Database,
) -> None:
    home = await settle(any_database)
    is_writing = asyncio.Event()

    async def write_and_wait() -> None:
        async with any_database.writing() as transaction:
            transaction.items(home.household_id).add(home.item("Bike"))
            await transaction.flush()
            is_writing.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write_and_wait())
    await is_writing.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(2):
        await keep(any_database, home, home.item("Boat"))
    assert await names(any_database, home) == ["Boat"]


async def test_cancelled_while_it_waits_for_another_process_a_writer_leaves_no_lock(
    database: Database,
) -> None:
    home = await settle(database)
    other = Database(make_engine(database.engine.url))
    async with other.writing() as transaction:
        await transaction.person(home.person_id).get()
        waiting = asyncio.create_task(keep(database, home, home.item("Bike")))
        await asyncio.sleep(0.1)
        waiting.cancel()
        await asyncio.sleep(0.1)
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with asyncio.timeout(2):
        await keep(other, home, home.item("Boat"))
        await keep(database, home, home.item("Car"))
    assert await names(database, home) == ["Boat", "Car"]
    await other.close()


async def test_a_turn_sends_no_more_statements_than_it_has_rows(any_database: Database) -> None:
    home = await settle(any_database)
    item = home.item()
    await keep(any_database, home, item)
    with sent_statements(any_database) as statements:
        await a_turn(any_database, home, item.id)
    verbs = [statement.split()[0] for statement in statements]
    assert sorted(verbs) == ["INSERT", "INSERT", "INSERT", "SELECT", "SELECT", "UPDATE"]
    if any_database.engine.dialect.name == "postgresql":
        assert not any("RETURNING" in statement for statement in statements)


async def test_psycopg_does_as_well_as_asyncpg(postgres_url: URL) -> None:
    database = Database(make_engine(postgres_url.set(drivername="postgresql+psycopg")))
    home = await settle(database)
    item = home.item("Bike", recipient="Jürgen")
    await keep(database, home, item)
    await a_turn(database, home, item.id)
    async with database.reading() as transaction:
        [row] = await transaction.items(home.household_id).find(ItemFilter(recipient="JÜRGEN"))
        turns = transaction.turns(home.person_id)
        [newest] = await turns.newest("terminal", home.name, 5)
        turn = await turns.get(newest.id)
    assert (row.id, row.ownership_duration_goal_months) == (item.id, 13)
    assert turn is not None
    assert turn.replies == [{"text": "Done."}]
    assert turn.started_at == NOON
    await database.close()


async def a_turn(database: Database, home: Home, item_id: UUID) -> None:
    async with database.writing() as transaction:
        identity = await transaction.identities.find("terminal", home.name, "1")
        assert identity is not None
        turn = home.turn(replies=[{"text": "Done."}])
        [row] = await transaction.items(home.household_id).get([item_id])
        row.ownership_duration_goal_months += 1
        transaction.changes(home.household_id, home.person_id).add(home.change(item_id, turn.id))
        transaction.turns(home.person_id).add(turn)
        transaction.handled_updates.claim(handled("1", turn.id))


async def test_transactions_in_memory_see_what_earlier_ones_wrote() -> None:
    database = Database(make_engine("sqlite+aiosqlite:///:memory:"))
    await upgrade(database.engine)
    home = await settle(database)
    await keep(database, home, home.item("Bike"))
    assert await names(database, home) == ["Bike"]
    await database.close()


async def test_transactions_in_memory_wait_for_each_other() -> None:
    database = Database(make_engine("sqlite+aiosqlite:///:memory:"))
    await upgrade(database.engine)
    home = await settle(database)
    await asyncio.gather(*(keep(database, home, home.item(f"{n}")) for n in range(20)))
    assert len(await names(database, home)) == 20
    await database.close()


async def test_two_databases_in_memory_know_nothing_of_each_other() -> None:
    one, other = (Database(make_engine("sqlite+aiosqlite:///:memory:")) for _ in range(2))
    await upgrade(one.engine)
    await upgrade(other.engine)
    await settle(one)
    async with other.reading() as transaction:
        assert await transaction.identities.find("terminal", "ann") is None
    await one.close()
    await other.close()
