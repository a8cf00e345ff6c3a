"""What Discord sends, as the library reads it."""

from typing import Any

import discord

from bot.frontends.discord.client import DiscordClient, DiscordSettings

Json = dict[str, Any]
ME, ANN, BOB = 1, 2, 3
DIRECT = 50


class NoEars:
    """Hears nothing."""

    def hear_message(self, message: discord.Message) -> None: ...

    def hear_interaction(self, interaction: discord.Interaction[Any]) -> None: ...

    async def hear_joining(self, guild: discord.Guild) -> None: ...

    async def hear_removal(self, guild: discord.Guild) -> None: ...


def make_client() -> DiscordClient:
    settings = DiscordSettings("t", "https://discord.com/api/v10", "wss://gateway.discord.gg")
    return DiscordClient(settings, NoEars())


def user(number: int, name: str, **others: object) -> Json:
    names = {"username": name.lower(), "global_name": name, "discriminator": "0"}
    return {"id": str(number), "avatar": None} | names | others


def message(text: str = "", **others: object) -> Any:
    """A direct message of Ann's."""
    return {
        "id": "100",
        "channel_id": str(DIRECT),
        "author": user(ANN, "Ann"),
        "content": text,
        "timestamp": "2026-11-20T12:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
    } | others


def interaction(
    client: DiscordClient, kind: discord.InteractionType, data: Json
) -> discord.Interaction[DiscordClient]:
    """Of Ann's, in her direct messages with the bot."""
    payload: Any = {
        "id": "200",
        "application_id": str(ME),
        "type": kind.value,
        "token": "token",
        "version": 1,
        "data": data,
        "channel_id": str(DIRECT),
        "channel": {"id": str(DIRECT), "type": 1},
        "user": user(ANN, "Ann"),
        "locale": "en-GB",
        "entitlements": [],
        "authorizing_integration_owners": {},
        "context": 1,
        "attachment_size_limit": 1,
    }
    state: Any = client._connection
    return discord.Interaction(data=payload, state=state)
