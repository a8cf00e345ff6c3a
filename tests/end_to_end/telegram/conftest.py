"""The whole program against a loopback Telegram: front end, conversation, database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.serving import settings_for


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def minnow(
    telegram: TelegramServer, sqlite_url: URL, tmp_path: Path
) -> AsyncIterator[Running]:
    """Started, and stopped at the end."""
    async with Running(settings_for(telegram, sqlite_url, tmp_path)) as running:
        yield running


@pytest.fixture
def ann(telegram: TelegramServer) -> Person:
    return telegram.person("Ann")


@pytest.fixture
def bob(telegram: TelegramServer) -> Person:
    return telegram.person("Bob")
