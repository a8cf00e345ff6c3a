"""The whole program against a loopback Discord: front end, conversation, database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.emulators.discord import Channel, DiscordServer, Guild, Person, pointed_at
from tests.end_to_end.discord.serving import Serving, settings_for


@pytest.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        with pointed_at(server):
            yield server


@pytest.fixture
async def minnow(discord: DiscordServer, sqlite_url: URL, tmp_path: Path) -> AsyncIterator[Serving]:
    """Started, and stopped at the end."""
    async with Serving(discord, settings_for(discord, sqlite_url, tmp_path)) as running:
        yield running


@pytest.fixture
def ann(discord: DiscordServer) -> Person:
    return discord.person("Ann")


@pytest.fixture
def bob(discord: DiscordServer) -> Person:
    return discord.person("Bob")


@pytest.fixture
def flat(discord: DiscordServer, ann: Person, bob: Person) -> Guild:
    """Ann's server, in which Bob and the bot are members."""
    guild = discord.guild("Flat 7", owner=ann)
    guild.add(bob)
    return guild


@pytest.fixture
def general(flat: Guild) -> Channel:
    return flat.channel("general")
