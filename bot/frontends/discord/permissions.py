"""What the bot would need in a channel to answer there. Pure."""

import discord

from bot.conversation.wording.places import Permission

InServer = discord.abc.GuildChannel | discord.Thread
"""A channel of a server."""


def missing_in(channel: InServer) -> tuple[Permission, ...]:
    """Those of the permissions it needs that the bot has not. Where it may not see or write it has
    none of the others either, whatever it was given (Permissions, Implicit Permissions)."""
    has = channel.permissions_for(channel.guild.me)
    if not has.view_channel:
        return (Permission.VIEW_CHANNEL,)
    if isinstance(channel, discord.Thread):
        if not has.send_messages_in_threads:
            return (Permission.SEND_IN_THREADS,)
    elif not has.send_messages:
        return (Permission.SEND_MESSAGES,)
    needed = {Permission.EMBED_LINKS: has.embed_links, Permission.ATTACH_FILES: has.attach_files}
    return tuple(permission for permission, given in needed.items() if not given)
