"""Moments that Discord shows in the reader's own zone and language (Message Formatting,
Timestamps). Pure."""

from collections.abc import Sequence

from bot.conversation.messages import Instant
from bot.frontends.discord.markdown import escaped


def with_timestamps(text: str, instants: Sequence[Instant]) -> str:
    """The escaped text, its moments as timestamps: each in place of its words where they first
    stand after those of the moment before."""
    told, rest = "", text
    for instant in instants:
        before, words, after = rest.partition(escaped(instant.words))
        if words:
            told, rest = told + before + _timestamp(instant), after
    return told + rest


def _timestamp(instant: Instant) -> str:
    """Of a day also how far away it is, as in "3 March 2026 (in 2 months)"."""
    seconds = int(instant.at.timestamp())
    return f"<t:{seconds}:D> (<t:{seconds}:R>)" if instant.is_day else f"<t:{seconds}:f>"
