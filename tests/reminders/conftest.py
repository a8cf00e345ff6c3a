"""Somebody on a loopback Telegram, and the program as processes of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.serving import settings_for
from tests.end_to_end.telegram.talking import asked


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def ann(telegram: TelegramServer, sqlite_url: URL, tmp_path: Path) -> Person:
    """Known to the bot since now, which does not run any more."""
    ann = telegram.person("Ann")
    async with Running(settings_for(telegram, sqlite_url, tmp_path)):
        await asked(ann, "/stats")
        await telegram.confirmed()
    return ann
