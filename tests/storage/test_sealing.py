"""What people wrote is encrypted before it reaches a database or a picture store."""

from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.engine import URL

from storage import schema
from storage.cipher import Cipher, WrongKey, open_bytes, seal_bytes
from storage.encrypting import check_readable, encrypt_pictures, encrypt_rows
from storage.engine import make_engine
from storage.errors import DatabaseProblem, DatabaseUnusable
from storage.pictures import PictureProblem, PictureStore, PictureStoreUnusable
from storage.repositories.items import ItemFilter
from storage.sealing import AtRest
from storage.tables import PictureRow
from storage.transactions import Database
from tests.conftest import NOON
from tests.databases import PostgresServer
from tests.statements import sent_statements
from tests.storage.builders import Home, keep, settle

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
ID = UUID(int=7)
TABLES = ("items", "people", "changes", "turns", "pending_actions")
NEWER = ("one_time_codes",)
"""Since the columns of the others are encrypted."""


@pytest.fixture
def empty_database_url(postgres: PostgresServer) -> Iterator[URL]:
    name = postgres.create_database()
    yield postgres.url(name)
    postgres.drop_database(name)


class Opened:
    """The same database with different keys, one after the other."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._databases: list[Database] = []

    def __call__(self, *keys: str) -> Database:
        database = Database(make_engine(self.url, Cipher(keys) if keys else None))
        self._databases.append(database)
        return database

    async def close(self) -> None:
        for database in self._databases:
            await database.close()


@pytest.fixture
async def opened(any_url: URL) -> AsyncIterator[Opened]:
    opened = Opened(any_url)
    yield opened
    await opened.close()


async def live(database: Database) -> Home:
    """Somebody with a word in every place: zephyr."""
    home = await settle(database, "zephyrann")
    await keep(database, home, home.item("Zephyr boat", recipient="zephyr Tom"), home.item("anvil"))
    async with database.writing() as transaction:
        items = await transaction.items(home.household_id).find(ItemFilter(), "name")
        turn = home.turn(said="my zephyr", replies=[{"text": "zephyr"}], meaning={"it": "zephyr"})
        change = home.change(items[0].id, turn.id, before=None, after={"name": "zephyr"})
        transaction.turns(home.person_id).add(turn)
        transaction.changes(home.household_id, home.person_id).add(change)
        transaction.pending_actions(home.person_id).add(home.question(options=[{"is": "zephyr"}]))
        transaction.one_time_codes(home.person_id).add(home.code(address="zephyr@example.org"))
    return home


async def read_all(database: Database, home: Home) -> list[str]:
    async with database.reading() as transaction:
        items = await transaction.items(home.household_id).find(ItemFilter(), "name")
        person = await transaction.person(home.person_id).get()
    return [person.display_name, *(item.name for item in items)]


async def kept(database: Database, tables: Sequence[str] = (*TABLES, *NEWER)) -> str:
    """What the database holds, as its driver gives it."""
    async with database.engine.connect() as connection:
        rows = [await connection.execute(text(f"SELECT * FROM {name}")) for name in tables]  # noqa: S608
        return "".join(str(tuple(row)) for found in rows for row in found).lower()


async def refused(database: Database) -> DatabaseProblem:
    with pytest.raises(DatabaseUnusable) as caught:
        await check_readable(database.engine)
    return caught.value.problem


async def test_the_database_holds_no_word_and_gives_back_every_one(opened: Opened) -> None:
    database = opened(OLD)
    home = await live(database)
    chat_ids_stay_plain = "'zephyrann'"
    assert "zephyr" not in (await kept(database)).replace(chat_ids_stay_plain, "")
    assert await read_all(database, home) == ["zephyrann", "anvil", "Zephyr boat"]
    async with database.reading() as transaction:
        turns = await transaction.turns(home.person_id).newest("terminal", "zephyrann", 5)
    assert [(turn.said, turn.meaning) for turn in turns] == [("my zephyr", {"it": "zephyr"})]


async def test_without_keys_it_is_kept_plain(opened: Opened) -> None:
    database = opened()
    await live(database)
    assert "zephyr boat" in await kept(database)


async def test_search_order_and_pages_are_the_same_when_encrypted(opened: Opened) -> None:
    for keys in ((), (OLD,)):
        database = opened(*keys)
        home = await settle(database, f"ann{len(keys)}")
        names = ("Éclair dish", "apple", "Straße map", "Zebra", "bee 100%")
        await keep(database, home, *(home.item(name, recipient="Tom") for name in names))
        async with database.reading() as transaction:
            items = transaction.items(home.household_id)
            pages = [await items.find(ItemFilter(), "name", 2, start) for start in (0, 2, 4)]
            found = await items.find(ItemFilter(text="STRASSE", recipient="tom"))
            number = await items.count(ItemFilter(text="e"))
            percents = await items.count(ItemFilter(text="%"))
        assert [[row.name for row in page] for page in pages] == [
            ["apple", "bee 100%"],
            ["Straße map", "Zebra"],
            ["Éclair dish"],
        ]
        assert [row.name for row in found] == ["Straße map"]
        assert (number, percents) == (4, 1)


async def test_a_search_is_one_statement(opened: Opened) -> None:
    database = opened(OLD)
    home = await live(database)
    async with database.reading() as transaction:
        with sent_statements(database) as sent:
            await transaction.items(home.household_id).find(ItemFilter(text="boat"), "name", 10)
    assert len(sent) == 1


async def test_the_operator_finds_people_by_a_name_that_is_encrypted(opened: Opened) -> None:
    database = opened(OLD)
    for name in ("ann", "ben"):
        await settle(database, name)
    async with database.reading() as transaction:
        found = await transaction.everyone.accounts_called("ben", 5)
    assert [person.display_name for _, person in found] == ["ben"]


async def test_another_key_and_no_key_are_told_apart_from_damage(opened: Opened) -> None:
    await live(opened(OLD))
    assert await refused(opened(NEW)) is DatabaseProblem.ANOTHER_KEY
    assert await refused(opened()) is DatabaseProblem.ANOTHER_KEY
    await check_readable(opened(NEW, OLD).engine)


async def test_keys_may_be_set_later(opened: Opened) -> None:
    home = await live(opened())
    later = opened(OLD)
    assert await read_all(later, home) == ["zephyrann", "anvil", "Zephyr boat"]
    await keep(later, home, home.item("violin"))
    held = await kept(later)
    assert "zephyr boat" in held
    assert "violin" not in held


async def test_encrypting_covers_what_was_plain_and_may_be_repeated(opened: Opened) -> None:
    home = await live(opened())
    later = opened(OLD)
    steps: list[tuple[int, int]] = []
    for _ in range(2):
        await encrypt_rows(later, lambda done, total: steps.append((done, total)))
        assert "zephyr boat" not in await kept(later)
        assert await read_all(later, home) == ["zephyrann", "anvil", "Zephyr boat"]
    assert steps[-1] == (8, 8)


async def test_after_a_rotation_the_old_key_is_not_needed(opened: Opened) -> None:
    home = await live(opened(OLD))
    await encrypt_rows(opened(NEW, OLD), lambda _done, _total: None)
    assert await read_all(opened(NEW), home) == ["zephyrann", "anvil", "Zephyr boat"]
    assert await refused(opened(OLD)) is DatabaseProblem.ANOTHER_KEY


async def test_nothing_plain_is_left_in_the_file(sqlite_url: URL) -> None:
    opened = Opened(sqlite_url)
    await live(opened())
    await encrypt_rows(opened(OLD), lambda _done, _total: None)
    await opened.close()
    path = Path(str(sqlite_url.database))
    content = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*")).lower()
    assert b"boat" not in content
    assert b"my zephyr" not in content


@pytest.mark.parametrize("url", ["sqlite_url", "empty_database_url"])
async def test_a_step_back_decrypts_for_the_older_program(
    url: str, request: pytest.FixtureRequest
) -> None:
    opened = Opened(request.getfixturevalue(url))
    database = opened(OLD)
    await schema.upgrade(database.engine)
    await live(database)
    await schema.downgrade(database.engine, "8a4e3c90b7d1")
    assert "'zephyr boat'" in await kept(database, TABLES)
    async with database.engine.connect() as connection:
        folds = await connection.execute(text("SELECT name_folded FROM items ORDER BY 1"))
        assert folds.scalars().all() == ["anvil", "zephyr boat"]
    await schema.upgrade(database.engine)
    assert "zephyr boat" in await kept(database)
    await opened.close()


async def test_a_step_back_without_the_key_changes_nothing(opened: Opened) -> None:
    home = await live(opened(OLD))
    with pytest.raises(DatabaseUnusable) as caught:
        await schema.downgrade(opened(NEW).engine, "8a4e3c90b7d1")
    assert caught.value.problem is DatabaseProblem.ANOTHER_KEY
    assert await read_all(opened(OLD), home) == ["zephyrann", "anvil", "Zephyr boat"]


@given(st.text(), st.booleans())
def test_every_text_comes_back_encrypted_or_not(words: str, with_key: bool) -> None:
    words = words.encode("utf-8", "ignore").decode()
    kept = AtRest(Cipher([OLD]) if with_key else None, "")
    for said in (words, f"minnow:{words}", f"minnow:sealed:{words}", f"minnow:plain:{words}"):
        assert kept.open(kept.seal(said)) == said


@given(st.binary())
def test_bytes_come_back_and_only_with_the_key(content: bytes) -> None:
    sealed = seal_bytes(Cipher([OLD]), content)
    assert open_bytes(Cipher([NEW, OLD]), sealed) == content
    for cipher in (Cipher([NEW]), None):
        with pytest.raises(WrongKey):
            open_bytes(cipher, sealed)


async def test_pictures_are_encrypted_in_the_folder(tmp_path: Path) -> None:
    url = tmp_path.as_uri()
    await PictureStore(url).put(ID, b"plain picture")
    store = PictureStore(url, Cipher([OLD]))
    assert await store.get(ID) == b"plain picture"
    await store.put(ID, b"a picture")
    assert b"picture" not in (tmp_path / f"{ID}.jpg").read_bytes()
    assert await store.get(ID) == b"a picture"
    assert await store.where(ID) is None
    with pytest.raises(PictureStoreUnusable) as caught:
        await PictureStore(url, Cipher([NEW])).get(ID)
    assert caught.value.problem is PictureProblem.ANOTHER_KEY


async def test_pictures_are_encrypted_later_and_missing_ones_passed_over(
    opened: Opened, tmp_path: Path
) -> None:
    database = opened(OLD)
    home = await settle(database)
    async with database.writing() as transaction:
        for id_ in (ID, UUID(int=8)):
            row = PictureRow(
                id=id_,
                household_id=home.household_id,
                person_id=home.person_id,
                width=1,
                height=1,
                size=9,
                created_at=NOON,
            )
            transaction.pictures(home.household_id).add(row)
    folder = tmp_path / "pictures"
    await PictureStore(folder.as_uri()).put(ID, b"a picture")
    store = PictureStore(folder.as_uri(), Cipher([OLD]))
    steps: list[tuple[int, int]] = []
    await encrypt_pictures(database, store, lambda done, total: steps.append((done, total)))
    assert steps == [(1, 2), (2, 2)]
    assert b"picture" not in (folder / f"{ID}.jpg").read_bytes()
    assert await store.get(ID) == b"a picture"
