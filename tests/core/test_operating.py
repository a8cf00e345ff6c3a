from datetime import UTC, datetime

import pytest
from sqlalchemy import delete

from core.checkups.actions import show_checkups
from core.clock import StandingClock
from core.people.operating import KnownAccount, backfill_checkups, find_accounts, is_known
from core.turns.arrival import TurnPolicy
from storage.tables import CheckupRow
from storage.transactions import Database
from storage.vocabulary import CheckupType
from tests.core.acting import Person


@pytest.fixture
def database(any_database: Database) -> Database:
    """Locks and constraints decide here: on both kinds."""
    return any_database


async def test_an_account_is_found_by_its_address_its_id_or_the_persons_name(
    ann: Person, bob: Person, database: Database
) -> None:
    await ann.adds("hat")
    await bob.adds("hat")
    known = (KnownAccount("terminal", "ann", "Ann"),)
    for who in ("terminal:ann", "ann", "Ann"):
        assert await find_accounts(database, who) == known
    for who in ("telegram:ann", "terminal:", ":", "", "an", "x" * 100_000):
        assert await find_accounts(database, who) == ()


async def test_a_full_address_is_that_account_and_no_other(
    database: Database, clock: StandingClock
) -> None:
    await Person(database, clock, "7").adds("hat")
    await Person(database, clock, "terminal:7").adds("hat")
    assert [a.platform_user_id for a in await find_accounts(database, "terminal:7")] == ["7"]


async def test_asking_whether_somebody_is_known_makes_nobody(
    ann: Person, database: Database
) -> None:
    assert not await is_known(database, "terminal", "ann")
    assert not await is_known(database, "terminal", "ann")
    await ann.adds("hat")
    assert await is_known(database, "terminal", "ann")
    assert not await is_known(database, "telegram", "ann")


async def test_backfilling_gives_everybody_the_checkups_they_lack(
    ann: Person, bob: Person, database: Database, clock: StandingClock
) -> None:
    for person in (ann, bob):
        await person.does(show_checkups)
    before = await ann.does(show_checkups)

    async with database.engine.begin() as connection:
        await connection.execute(
            delete(CheckupRow).where(CheckupRow.checkup_type == CheckupType.GIVE)
        )
    assert await backfill_checkups(database, clock, TurnPolicy()) == 2
    assert await backfill_checkups(database, clock, TurnPolicy()) == 0
    assert await ann.does(show_checkups) == before


async def test_a_checkup_that_is_backfilled_begins_now(
    ann: Person, database: Database, clock: StandingClock
) -> None:
    await ann.does(show_checkups)
    async with database.engine.begin() as connection:
        await connection.execute(delete(CheckupRow))
    later = datetime(2026, 5, 31, 12, 0, tzinfo=UTC)
    clock.set(later)
    await backfill_checkups(database, clock, TurnPolicy())
    for checkup in await ann.does(show_checkups):
        assert checkup.last_checkup_date == later
        assert checkup.next_due_at == datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
