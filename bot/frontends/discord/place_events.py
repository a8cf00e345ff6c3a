"""What Discord tells about the places themselves. Pure.

That a member leaves a server is not told: it takes the privileged intent for members. Their private
things stay theirs whatever they leave, and who is not there can press nothing there.
"""

from dataclasses import dataclass

import discord

from bot.conversation.messages import Incoming, Joined
from bot.frontends.discord.places import account_of, address_of, group_of


@dataclass(frozen=True, slots=True)
class BotStopped:
    """The bot was taken out of a server, or the server is gone."""

    guild_id: str


def bot_stopped(guild: discord.Guild) -> BotStopped | None:
    """None for a server that is only away for a while."""
    return None if guild.unavailable else BotStopped(str(guild.id))


def greeting_channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Where the server wants newcomers to be heard, if the bot may write there."""
    channel = guild.system_channel
    if channel is None:
        return None
    permissions = channel.permissions_for(guild.me)
    return channel if permissions.view_channel and permissions.send_messages else None


def joined_of(
    guild: discord.Guild, channel: discord.TextChannel, owner: discord.Member
) -> Incoming:
    """Discord does not tell who invited the bot: it is greeted as the owner's."""
    return Incoming(
        address_of(channel.id),
        account_of(owner),
        Joined(),
        str(guild.preferred_locale),
        str(joining_id(guild)),
        group_of(guild, owner.guild_permissions),
    )


def joining_id(guild: discord.Guild) -> int:
    """The same however often this joining is told; another one for the next joining."""
    moment = guild.me.joined_at
    if moment is None:
        return guild.id
    return discord.utils.time_snowflake(moment) | guild.id & 0x3FFFFF  # the bits below the time
