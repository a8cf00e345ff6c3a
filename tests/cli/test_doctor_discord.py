"""What `minnow doctor` tells of Discord, asked over HTTP."""

from collections.abc import Iterator

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.conversation.commands import COMMANDS
from bot.frontends.discord.commands import definitions
from tests.cli.conftest import Minnow
from tests.cli.elsewhere import ServerElsewhere
from tests.emulators.discord import DiscordServer


@pytest.fixture
def discord(monkeypatch: pytest.MonkeyPatch, minnow: Minnow) -> Iterator[DiscordServer]:
    """The addresses of the library are the process's: they are as before afterwards."""
    rest, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    server = DiscordServer(shards=3)
    elsewhere = ServerElsewhere(server)
    monkeypatch.setenv("MINNOW_DISCORD_TOKEN", server.token)
    monkeypatch.setenv("MINNOW_DISCORD_API_URL", server.rest_url)
    monkeypatch.setenv("MINNOW_DISCORD_GATEWAY_URL", server.gateway_url)
    monkeypatch.setenv("MINNOW_ENCRYPTION_KEYS", minnow("db", "new-key").out.strip())
    yield server
    elsewhere.close()
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = rest, gateway


def told(out: str) -> list[str]:
    return out.splitlines()[6:]


def test_a_new_bot_is_named_and_has_no_commands_yet(minnow: Minnow, discord: DiscordServer) -> None:
    ran = minnow("doctor")

    assert ran.code == 0
    assert told(ran.out) == [
        f"✓ Discord: {discord.bot.name.casefold()}",
        "✓ gateway: shards: 3 recommended; 1000 of 1000 sessions left today",
        "✓ commands: none yet, the first start registers them",
    ]
    assert discord.gateway.identified == []


def test_the_shards_of_this_process_and_the_commands_are_told(
    minnow: Minnow, discord: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = definitions(COMMANDS)
    discord.commands.replace_all(wanted, None)
    monkeypatch.setenv("MINNOW_DISCORD_SHARDS", "0,1/4")
    ran = minnow("doctor")

    assert told(ran.out)[1:] == [
        "✓ gateway: shards: 0, 1 of 4 here, 3 recommended; 1000 of 1000 sessions left today",
        f"✓ commands: {len(wanted)} registered",
    ]


def test_a_refused_token_is_told_without_telling_it(
    minnow: Minnow, discord: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_DISCORD_TOKEN", "MTB.hunter2.token")
    ran = minnow("doctor")

    assert ran.code == 1
    assert told(ran.out) == [
        "✗ Discord refuses MINNOW_DISCORD_TOKEN: reset it in Discord's Developer Portal, under Bot"
    ]
    assert "hunter2" not in ran.out + ran.err


def test_a_discord_that_does_not_answer_is_found(
    minnow: Minnow, discord: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_DISCORD_API_URL", "http://127.0.0.1:1")
    ran = minnow("doctor")

    assert ran.code == 1
    assert told(ran.out) == ["✗ Discord: ClientConnectorError; is there a way to it?"]


def test_a_discord_that_refuses_is_found(minnow: Minnow, discord: DiscordServer) -> None:
    discord.fail("GET /gateway/bot", status=403)
    ran = minnow("doctor")

    assert ran.code == 1
    assert told(ran.out) == ["✗ Discord: GatewayNotFound; is there a way to it?"]
