from collections.abc import AsyncIterator

import pytest

from tests.emulators.telegram import TelegramServer
from tests.frontends.telegram.lines import LibraryBot, Pauses, bot_on


@pytest.fixture(autouse=True)
def times_as_the_library_will_tell_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the library warns wherever it tells a length of time."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def bot(server: TelegramServer, pauses: Pauses) -> AsyncIterator[LibraryBot]:
    async with bot_on(server, pauses) as bot:
        yield bot
