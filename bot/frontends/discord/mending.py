"""A message that Discord does not take as it is, sent without what not every place takes."""

import logging
from collections.abc import Awaitable, Callable, Iterator

import discord

from bot.frontends.discord.outcomes import is_about_the_message
from bot.frontends.discord.rendering import Message

logger = logging.getLogger(__name__)


async def send_mended(message: Message, send: Callable[[Message], Awaitable[None]]) -> None:
    """As it is, else in plain words: embeds need a permission of their own, and an address that
    Discord does not like spoils a whole message. Raises what `send` raises for the words."""
    try:
        await send(message)
    except discord.HTTPException as error:
        if not message.embeds or message.document is not None or not is_about_the_message(error):
            raise
        logger.warning("A message goes in plain words: status %s, %s", error.status, error.code)
        for words in _in_words(message):
            await send(words)


def _in_words(message: Message) -> Iterator[Message]:
    *before, last = message.plain
    yield from (Message(part) for part in before)
    yield Message(last, rows=message.rows)
