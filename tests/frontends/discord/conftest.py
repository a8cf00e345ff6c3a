"""The front end against a loopback Discord, with a conversation that says what a test wants."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from uuid import UUID

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.counters import Counters
from bot.frontends.discord.client import DiscordSettings
from bot.frontends.discord.front_end import DiscordFrontEnd
from bot.frontends.pace import Pace
from bot.metrics import NoMeter
from core.clock import StandingClock
from core.households.places import Places
from storage.transactions import Database
from tests.conftest import NOON
from tests.emulators.discord import DiscordServer, Person
from tests.frontends.discord.answers import ScriptedConversation

JPEG = b"\xff\xd8 a picture"


class Bot:
    """Runs the front end; several times, if a test wants that."""

    def __init__(self, server: DiscordServer, database: Database) -> None:
        self.conversation = ScriptedConversation()
        self.database = database
        self._server = server
        self.settings = DiscordSettings(server.token, server.rest_url, server.gateway_url)
        self._stopping = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self.front_end: DiscordFrontEnd

    async def start(self) -> None:
        self.begin()
        await self._server.connected()

    def begin(self) -> "asyncio.Task[None]":
        self._stopping = asyncio.Event()
        self.front_end = DiscordFrontEnd(
            self.settings,
            self.conversation,
            Places(self.database, StandingClock(NOON)),
            _read_picture,
            NoMeter(),
            pace=Pace(1_000, "discord", Counters()),
            patience=0.05,
            waits=(0.05, 0.05),
        )
        self._running = asyncio.create_task(self.front_end.run(self._stopping))
        return self._running

    def tell_to_stop(self) -> None:
        self._stopping.set()

    async def stop(self) -> None:
        """As after SIGTERM."""
        self._stopping.set()
        if self._running is not None:
            running, self._running = self._running, None
            async with asyncio.timeout(5):
                await running

    async def restart(self) -> None:
        await self.stop()
        await self._server.disconnected()
        await self.start()


async def _read_picture(_picture_id: UUID) -> bytes:
    return JPEG


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    """They are the process's: they are as before after each test."""
    rest, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = rest, gateway


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@pytest.fixture
async def bot(server: DiscordServer, database: Database) -> AsyncIterator[Bot]:
    bot = Bot(server, database)
    await bot.start()
    yield bot
    await bot.stop()


@pytest.fixture
def conversation(bot: Bot) -> ScriptedConversation:
    return bot.conversation


@pytest.fixture
def ann(server: DiscordServer) -> Person:
    return server.person("Ann")


@pytest.fixture
def bob(server: DiscordServer) -> Person:
    return server.person("Bob", locale="de")
