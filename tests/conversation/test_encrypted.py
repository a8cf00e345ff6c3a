"""Turns of a conversation on a database that encrypts: its file tells nothing of what was said."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.engine import URL

from core.clock import StandingClock
from storage.cipher import Cipher
from storage.engine import make_engine
from storage.transactions import Database
from tests.conversation.media import studio
from tests.fakes.talker import Talker
from tests.traces import bytes_of


@pytest.fixture
async def encrypted(sqlite_url: URL) -> AsyncIterator[Database]:
    database = Database(make_engine(sqlite_url, Cipher([Fernet.generate_key().decode()])))
    yield database
    await database.close()


async def test_the_file_holds_no_word_that_was_said_named_or_given_to(
    encrypted: Database, clock: StandingClock
) -> None:
    ann = Talker(studio(encrypted, clock).conversation, "ann", "en")
    await ann.say("I bought a harpsichord yesterday")
    await ann.say("I gave my harpsichord to Rumpelstilz")
    await ann.say("/add Candelabra")
    await ann.say("what did quixotic Zanzibar say?")
    assert "Candelabra" in await ann.say("/item candelabra")
    assert "Rumpelstilz" in await ann.say("what did I give to Rumpelstilz?")

    content = bytes_of(Path(str(encrypted.engine.url.database))).lower()
    for word in (b"harpsichord", b"rumpelstilz", b"candelabra", b"quixotic", b"zanzibar"):
        assert word not in content
    assert b"other" in content or b"decor" in content, "types are looked up and stay plain"


async def test_undo_and_erasing_work_on_what_is_encrypted(
    encrypted: Database, clock: StandingClock
) -> None:
    ann = Talker(studio(encrypted, clock).conversation, "ann", "en")
    await ann.say("/add Candelabra")
    await ann.say("/rename Candelabra to Lantern")
    await ann.say("/undo")
    assert "Candelabra" in await ann.say("/items")
    await ann.say("/deletemydata")
    await ann.press("Yes, delete everything")
    assert "Candelabra" not in await ann.say("/items")
