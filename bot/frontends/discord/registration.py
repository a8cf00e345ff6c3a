"""The commands registered with Discord, once, for everywhere."""

import asyncio
import logging
from collections.abc import Sequence

import discord

from bot.frontends.delivery_failed import DeliveryFailed
from bot.frontends.discord.attempts import Sleep, persistently
from bot.frontends.discord.commands import Definition, differ

logger = logging.getLogger(__name__)


async def register(
    client: discord.Client, wanted: Sequence[Definition], sleep: Sleep = asyncio.sleep
) -> None:
    """Have Discord know the commands of a client that is logged in. They are sent only where they
    differ: Discord counts what is new. Where it refuses them, the log tells; people can still
    write. The library's own tree is not used: it wants a function for each command."""
    application_id = client.application_id
    if application_id is None:
        return
    http = client.http
    route = discord.http.Route(
        "GET",
        "/applications/{application_id}/commands",
        application_id=application_id,
    )
    try:
        registered = await persistently(
            lambda: http.request(route, params={"with_localizations": "true"}), sleep
        )
        if differ(wanted, registered):
            await persistently(
                lambda: http.bulk_upsert_global_commands(application_id, list(wanted)), sleep
            )
            logger.info("The commands are registered anew")
    except (discord.HTTPException, DeliveryFailed) as error:
        logger.error("The commands could not be registered: %s", error)
