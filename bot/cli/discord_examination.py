"""What `minnow doctor` asks Discord: who the bot is, whether it may connect, what it offers."""

import asyncio
from typing import TYPE_CHECKING

from bot.cli.finding import Finding

if TYPE_CHECKING:
    from discord import Client

    from bot.frontends.discord.client import DiscordSettings

PATIENCE_SECONDS = 10


async def examine_discord(settings: "DiscordSettings") -> list[Finding]:
    """Changes nothing there, and does not connect to the gateway."""
    import aiohttp
    import discord

    from bot.frontends.discord.client import prepare_library

    prepare_library(settings)
    try:
        async with (
            asyncio.timeout(PATIENCE_SECONDS),
            discord.Client(intents=discord.Intents(guilds=True)) as client,
        ):
            await client.login(settings.token)
            return [
                Finding(True, f"Discord: {client.user}"),
                await _gateway(client, settings),
                await _commands(client),
            ]
    except discord.LoginFailure:
        where = "reset it in Discord's Developer Portal, under Bot"
        return [Finding(False, f"Discord refuses MINNOW_DISCORD_TOKEN: {where}")]
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        return [Finding(False, f"Discord: {type(error).__name__}; is there a way to it?")]


async def _gateway(client: "Client", settings: "DiscordSettings") -> Finding:
    """A session is used up by each shard that connects anew (Gateway, Session Start Limit)."""
    recommended, _, sessions = await client.http.get_bot_gateway()
    left = f"{sessions['remaining']} of {sessions['total']} sessions left today"
    shards = f"{recommended} recommended"
    if settings.shard_ids is not None:
        own = ", ".join(map(str, settings.shard_ids))
        shards = f"{own} of {settings.shard_count} here, {shards}"
    return Finding(sessions["remaining"] > 0, f"gateway: shards: {shards}; {left}")


async def _commands(client: "Client") -> Finding:
    application = await client.application_info()
    commands = await client.http.get_global_commands(application.id)
    if not commands:
        return Finding(True, "commands: none yet, the first start registers them")
    return Finding(True, f"commands: {len(commands)} registered")
