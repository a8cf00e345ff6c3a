"""Suggestions for what somebody is about to type into an option."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, Protocol

import discord
from discord.app_commands import Choice

from bot.conversation.messages import Incoming
from bot.frontends.discord.attempts import BROKEN_LINE
from bot.frontends.discord.interactions import typing_of

logger = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds; after 3 Discord shows that nothing came (Interactions, Responding)."""


class Suggests(Protocol):
    async def suggest(
        self, incoming: Incoming, command: str, option: str, typed: str
    ) -> Sequence[str]:
        """At most 25 of 1 to 100 characters."""
        ...


async def answer_typing(suggests: Suggests, interaction: discord.Interaction[Any]) -> None:
    """With nothing where it takes too long: whoever types goes on typing. Never raises what
    Discord or the line does."""
    typing = typing_of(interaction)
    found: Sequence[str] = ()
    if typing is not None:
        try:
            async with asyncio.timeout(PATIENCE):
                found = await suggests.suggest(
                    typing.incoming, typing.command, typing.option, typing.typed
                )
        except TimeoutError:
            logger.warning("Suggestions took too long")
    choices = [Choice(name=text, value=text) for text in found]
    try:
        await interaction.response.autocomplete(choices)
    except (discord.HTTPException, *BROKEN_LINE) as error:
        logger.info("Suggestions came too late: %s", type(error).__name__)
