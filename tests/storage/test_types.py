from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from storage.base import folded, new_id
from storage.transactions import Database
from tests.storage.builders import settle

KATHMANDU = timezone(timedelta(hours=5, minutes=45))


async def test_an_instant_comes_back_aware_and_in_utc(any_database: Database) -> None:
    home = await settle(any_database)
    instant = datetime(2026, 3, 10, 12, 0, 0, 123456, tzinfo=KATHMANDU)
    turn = home.turn(started_at=instant)
    async with any_database.writing() as transaction:
        transaction.turns(home.person_id).add(turn)
    async with any_database.reading() as transaction:
        found = await transaction.turns(home.person_id).get(turn.id)
    assert found is not None
    assert found.started_at == instant
    assert found.started_at.tzinfo is UTC


async def test_a_naive_datetime_is_refused(any_database: Database) -> None:
    home = await settle(any_database)
    naive = datetime(2026, 3, 10, 12, 0)  # noqa: DTZ001 (what is refused)
    with pytest.raises(StatementError, match="needs its offset"):
        async with any_database.writing() as transaction:
            transaction.turns(home.person_id).add(home.turn(started_at=naive))


async def test_nothing_is_null_and_not_the_json_word(any_database: Database) -> None:
    home = await settle(any_database)
    async with any_database.writing() as transaction:
        transaction.turns(home.person_id).add(home.turn(replies=None, meaning=None))
    async with any_database.engine.connect() as connection:
        query = text("SELECT count(*) FROM turns WHERE replies IS NULL AND meaning IS NULL")
        assert await connection.scalar(query) == 1


async def test_json_keeps_emoji_quotes_and_nesting(any_database: Database) -> None:
    home = await settle(any_database)
    replies = [{"text": '🧥 it\'s "here" \\ مرحبا', "buttons": [{"label": None}, 1.5, True]}]
    turn = home.turn(replies=replies)
    async with any_database.writing() as transaction:
        transaction.turns(home.person_id).add(turn)
    async with any_database.reading() as transaction:
        found = await transaction.turns(home.person_id).get(turn.id)
    assert found is not None
    assert found.replies == replies


async def test_an_id_comes_back_as_it_was_made(any_database: Database) -> None:
    home = await settle(any_database)
    async with any_database.reading() as transaction:
        person = await transaction.person(home.person_id).get()
    assert person.id == home.person_id


def test_ids_sort_by_the_time_they_were_made() -> None:
    ids = [new_id() for _ in range(10_000)]
    assert ids == sorted(ids)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HOODIE", "hoodie"),
        ("ÉCOLE", "école"),
        ("E\u0301cole", "\u00e9cole"),
        ("STRASSE", "straße"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
        ("ＦＵＬＬ", "full"),
    ],
)
def test_folding_sees_neither_case_nor_the_way_a_letter_is_composed(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_folding_tells_accents_apart() -> None:
    assert folded("résumé") != folded("resume")
