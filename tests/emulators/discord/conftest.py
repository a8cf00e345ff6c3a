"""A Discord, and real clients that talk to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands

from tests.emulators.discord import DiscordServer, Person, pointed_at
from tests.emulators.discord.api import discord_api
from tests.emulators.discord.shapes import Json, Send, codes


class Bot(discord.AutoShardedClient):
    """The real client, without the pauses that are meant for the real Discord."""

    def __init__(self, intents: discord.Intents | None = None, **options: Any) -> None:
        options.setdefault("shard_count", 1)
        super().__init__(
            intents=intents or discord.Intents.default(), guild_ready_timeout=0.02, **options
        )
        self.tree = app_commands.CommandTree(self)
        self.received: list[discord.Message] = []
        self.ready_times = 0
        self.resumed_times = 0

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No waiting: one client alone keeps within any limit."""

    async def on_ready(self) -> None:
        self.ready_times += 1

    async def on_shard_resumed(self, shard_id: int) -> None:
        self.resumed_times += 1

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.received.append(message)


class Running:
    """Starts bots, and stops them at the end at the latest."""

    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self._tasks: dict[Bot, asyncio.Task[None]] = {}

    async def __call__(self, bot: Bot) -> Bot:
        await bot.login(self._server.token)
        self._tasks[bot] = asyncio.create_task(bot.connect())
        async with asyncio.timeout(5):
            await bot.wait_until_ready()
        return bot

    async def stop(self, bot: Bot) -> None:
        """A client that has not connected yet would go on trying for ever."""
        await bot.close()
        task = self._tasks.pop(bot)
        if not bot.is_ready():
            task.cancel()
        await asyncio.wait([task], timeout=2)
        task.cancel()

    async def stop_all(self) -> None:
        for bot in list(self._tasks):
            await self.stop(bot)


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    """What it answered is checked against Discord's description at the end."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(DiscordServer())
        stack.enter_context(pointed_at(server))
        yield server
    for call in server.calls:
        if call.status == 200:
            faults = codes(discord_api().faults_of_answer(call.route, call.answer))
            assert faults == {}, f"{call.route}: {faults}"


@pytest.fixture
async def running(server: DiscordServer) -> AsyncIterator[Running]:
    running = Running(server)
    yield running
    await running.stop_all()


@pytest.fixture
def ann(server: DiscordServer) -> Person:
    return server.person("Ann")


@pytest.fixture
def bob(server: DiscordServer) -> Person:
    return server.person("Bob", locale="de")


@pytest.fixture
async def send(server: DiscordServer) -> AsyncIterator[Send]:
    headers = {"Authorization": f"Bot {server.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def send(method: str, path: str, body: Json = None) -> tuple[int, Json]:
            async with session.request(method, server.rest_url + path, json=body) as answer:
                return answer.status, await answer.json() if answer.status != 204 else None

        yield send
