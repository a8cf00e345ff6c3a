"""What the bot would need in a channel to answer there. Pure."""

import discord

from bot.conversation.wording.places import Permission

InServer = discord.abc.GuildChannel | discord.Thread
"""A channel of a server."""


def missing_in(channel: InServer) -> tuple[Permission, ...]:
    """Those of the permissions it needs that the bot has not."""
    has = channel.permissions_for(channel.guild.me)
    in_thread = isinstance(channel, discord.Thread)
    may_write = has.send_messages_in_threads if in_thread else has.send_messages
    needed = {
        Permission.VIEW_CHANNEL: has.view_channel,
        Permission.SEND_IN_THREADS if in_thread else Permission.SEND_MESSAGES: may_write,
        Permission.EMBED_LINKS: has.embed_links,
        Permission.ATTACH_FILES: has.attach_files,
    }
    return tuple(permission for permission, given in needed.items() if not given)
