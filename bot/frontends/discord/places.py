"""Where on Discord something took place, in the words of the conversation. Pure."""

import discord

from bot.conversation.messages import Account, Address, Group

PLATFORM = "discord"


def address_of(channel_id: int) -> Address:
    """A thread or the post of a forum is a channel of its own."""
    return Address(PLATFORM, str(channel_id))


def group_of(guild: discord.Guild, permissions: discord.Permissions) -> Group:
    """The server as a whole: its household is that of all of its channels. Who may manage the
    server runs it; `permissions` are the person's."""
    return Group(str(guild.id), guild.name, permissions.manage_guild)


def group_of_people(channel: discord.abc.PrivateChannel) -> Group:
    """A conversation among people, in which the bot is used but does not take part."""
    name = channel.name if isinstance(channel, discord.GroupChannel) else None
    return Group(str(channel.id), name or "")


def account_of(user: discord.User | discord.Member) -> Account:
    """By the name they show everywhere, not by that of one server."""
    return Account(PLATFORM, str(user.id), user.global_name or user.name)
