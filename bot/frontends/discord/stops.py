"""Refusals of Discord after which the program can not go on, in a line each."""

import discord

from bot.exits import Stop

BAD_TOKEN = 4004
BAD_SHARDS = frozenset({4010, 4011})
"""Codes with which the gateway closes (Opcodes and Status Codes, Gateway)."""
_REFUSED_BOT = (
    "Discord refuses MINNOW_DISCORD_TOKEN: it was reset or mistyped. "
    "The Developer Portal shows the bot's token once, when it is reset."
)
_SHARDS = (
    "Discord refuses the shards of MINNOW_DISCORD_SHARDS: there are none of these numbers, or "
    "too few of them for all the servers."
)
_INTENTS = (
    "Discord refuses what the bot of MINNOW_DISCORD_TOKEN asks to hear, though it asks for no "
    "privileged intent: look at the bot in the Developer Portal."
)

FINAL = (discord.LoginFailure, discord.PrivilegedIntentsRequired, discord.ConnectionClosed)
"""The last only where the library does not connect again by itself."""


def stop_for(
    error: discord.LoginFailure | discord.PrivilegedIntentsRequired | discord.ConnectionClosed,
) -> Stop:
    """With a sentence for whoever started the program."""
    if isinstance(error, discord.LoginFailure):
        return Stop(_REFUSED_BOT)
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return Stop(_INTENTS)
    if error.code == BAD_TOKEN:
        return Stop(_REFUSED_BOT)
    if error.code in BAD_SHARDS:
        return Stop(_SHARDS)
    return Stop(_INTENTS) if error.code == 4013 else Stop(f"Discord refuses us: {error.code}.")
