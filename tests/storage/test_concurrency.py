import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import URL

from storage.base import new_id
from storage.engine import make_engine
from storage.errors import DatabaseProblem, DatabaseUnusable
from storage.repositories.items import ItemFilter
from storage.schema import upgrade
from storage.transactions import Database
from tests.conftest import NOON
from tests.storage.builders import PLATFORM, Home, handled, keep, settle
from tests.storage.other_process import in_other_processes, increase_often

GOAL = 12


async def goal_of_only_item(database: Database, home: Home) -> int:
    async with database.reading() as transaction:
        [row] = await transaction.items(home.household_id).find(ItemFilter())
    return row.ownership_duration_goal_months


async def test_concurrent_tasks_lose_no_write(any_database: Database) -> None:
    home = await settle(any_database)
    item = home.item(ownership_duration_goal_months=GOAL)
    await keep(any_database, home, item)
    await increase_often(any_database, home.household_id, item.id, tasks=20, times=20)
    assert await goal_of_only_item(any_database, home) == GOAL + 400


async def test_two_engines_and_two_processes_lose_no_write(
    any_database: Database, any_url: URL
) -> None:
    home = await settle(any_database)
    item = home.item(ownership_duration_goal_months=GOAL)
    await keep(any_database, home, item)
    second = Database(make_engine(any_url))
    where = home.household_id, item.id
    url = any_url.render_as_string(hide_password=False)
    await asyncio.gather(
        increase_often(any_database, *where, tasks=4, times=10),
        increase_often(second, *where, tasks=4, times=10),
        in_other_processes(2, url, "increase", *map(str, where), "4", "10"),
    )
    await second.close()
    assert await goal_of_only_item(any_database, home) == GOAL + 160


async def test_of_twenty_who_claim_a_question_one_gets_it(any_database: Database) -> None:
    home = await settle(any_database)
    question = home.question()
    async with any_database.writing() as transaction:
        transaction.pending_actions(home.person_id).add(question)

    async def claim() -> bool:
        async with any_database.writing() as transaction:
            questions = transaction.pending_actions(home.person_id)
            return await questions.claim(question.id, NOON)

    assert sum(await asyncio.gather(*(claim() for _ in range(20)))) == 1


async def test_an_expired_question_is_nobodys(any_database: Database) -> None:
    home = await settle(any_database)
    question = home.question(expires_at=NOON)
    async with any_database.writing() as transaction:
        questions = transaction.pending_actions(home.person_id)
        questions.add(question)
        await transaction.flush()
        assert not await questions.claim(question.id, NOON)
        assert await questions.claim(question.id, NOON - timedelta(seconds=1))


async def test_turns_of_one_person_count_what_the_others_have_added(
    any_database: Database,
) -> None:
    home = await settle(any_database)
    limit = 5

    async def add_within_limit(name: str) -> None:
        async with any_database.writing() as transaction:
            await transaction.identities.find(PLATFORM, home.name)
            items = transaction.items(home.household_id)
            if await transaction.person(home.person_id).count_kept() < limit:
                await asyncio.sleep(0.001)
                items.add(home.item(name))

    await asyncio.gather(*(add_within_limit(str(number)) for number in range(20)))
    async with any_database.reading() as transaction:
        assert await transaction.items(home.household_id).count(ItemFilter()) == limit


async def test_a_thing_is_read_anew_when_it_is_locked(postgres_database: Database) -> None:
    home = await settle(postgres_database)
    item = home.item(ownership_duration_goal_months=GOAL)
    await keep(postgres_database, home, item)
    async with postgres_database.writing() as transaction:
        items = transaction.items(home.household_id)
        [seen] = await items.find(ItemFilter())
        await increase_often(postgres_database, home.household_id, item.id, tasks=1, times=1)
        [locked] = await items.get([item.id])
        assert locked is seen
        assert locked.ownership_duration_goal_months == GOAL + 1


async def test_what_refers_to_a_locked_person_does_not_wait(postgres_database: Database) -> None:
    home = await settle(postgres_database)
    async with postgres_database.writing() as turn, asyncio.timeout(2):
        await turn.identities.find(PLATFORM, home.name)
        await keep(postgres_database, home, home.item())


async def test_the_same_update_twice_at_once_is_claimed_once(any_database: Database) -> None:
    home = await settle(any_database)
    winners = []

    async def handle() -> None:
        async with any_database.writing() as transaction:
            identity = await transaction.identities.find(PLATFORM, home.name, "7")
            assert identity is not None
            if identity.handled is None:
                transaction.handled_updates.claim(handled("7"))
                await transaction.flush()
                winners.append(new_id())

    await asyncio.gather(*(handle() for _ in range(5)), return_exceptions=True)
    assert len(winners) == 1


async def test_a_writer_that_waits_too_long_is_told_that_the_database_is_busy(
    database: Database,
) -> None:
    await settle(database)
    other = Database(make_engine(database.engine.url))
    event.listen(other.engine.sync_engine, "connect", be_impatient)
    async with database.writing() as transaction:
        await transaction.identities.find(PLATFORM, "ann")
        with pytest.raises(DatabaseUnusable) as caught:
            await settle(other, "bob")
    assert caught.value.problem is DatabaseProblem.BUSY
    await other.close()


async def test_a_new_file_that_somebody_looks_at_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "minnow.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as somebody:
        somebody.execute("CREATE TABLE notes (note TEXT)")
        somebody.execute("BEGIN")
        somebody.execute("SELECT * FROM notes")
        upgrading = asyncio.create_task(upgrade_file(file))
        await asyncio.sleep(0.1)
        assert not upgrading.done()
        somebody.execute("COMMIT")
        async with asyncio.timeout(5):
            await upgrading


async def upgrade_file(file: Path) -> None:
    engine = make_engine(f"sqlite+aiosqlite:///{file}")
    await upgrade(engine)
    await engine.dispose()


def be_impatient(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA busy_timeout=10")
