"""Commands and presses on Discord, in the words of the conversation. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.conversation.messages import Content, Group, Incoming, Invoked, Picture, Press, Text
from bot.conversation.options import THING
from bot.frontends.discord.attachments import attachment, is_image
from bot.frontends.discord.modals import invoked_by
from bot.frontends.discord.places import account_of, address_of, group_of, group_of_people
from bot.frontends.discord.pressing import payload_of

Data = Mapping[str, Any]
"""As Discord sends it (Interactions, Interaction Data)."""
Client = discord.AutoShardedClient


def incoming_of(interaction: discord.Interaction[Client]) -> Incoming | None:
    """None for what asks for nothing that is answered in words."""
    content = _content(interaction)
    channel_id = interaction.channel_id
    if content is None or channel_id is None:
        return None
    return Incoming(
        address_of(channel_id),
        account_of(interaction.user),
        content,
        str(interaction.locale),
        str(interaction.id),
        group_around(interaction),
        is_passing=is_elsewhere(interaction),
    )


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody fills in an option of a command, and is to be helped."""

    incoming: Incoming
    command: str
    option: str
    typed: str


def typing_of(interaction: discord.Interaction[Client]) -> Typing | None:
    """Of an interaction that asks for suggestions; None where there is nothing to suggest to."""
    data: Any = interaction.data
    channel_id = interaction.channel_id
    option = next((each for each in data.get("options", ()) if each.get("focused")), None)
    if option is None or channel_id is None:
        return None
    incoming = Incoming(
        address_of(channel_id),
        account_of(interaction.user),
        Text(""),
        str(interaction.locale),
        group=group_around(interaction),
        is_passing=is_elsewhere(interaction),
    )
    return Typing(incoming, data["name"], option["name"], str(option["value"]))


def group_around(interaction: discord.Interaction[Client]) -> Group | None:
    """None in the direct messages between the person and the bot alone, and in a server that has
    not installed the bot."""
    if interaction.guild is not None:
        if is_elsewhere(interaction):
            return None
        return group_of(interaction.guild, interaction.permissions)
    channel = interaction.channel
    if interaction.context.private_channel and isinstance(
        channel, discord.DMChannel | discord.GroupChannel
    ):
        return group_of_people(channel)
    return None


def is_elsewhere(interaction: discord.Interaction[Client]) -> bool:
    """Whether it comes from a server that only the person has brought the bot to: what they do
    there is not that server's business (Interactions, Authorizing Integration Owners)."""
    guild_id = interaction.guild_id
    if guild_id is None or interaction.is_guild_integration():
        return False
    return interaction.client.get_guild(guild_id) is None


def have_company(interaction: discord.Interaction[Client]) -> bool:
    """Whether others read along."""
    return interaction.guild is not None or interaction.context.private_channel


def _content(interaction: discord.Interaction[Client]) -> Content | None:
    data: Any = interaction.data
    match interaction.type:
        case discord.InteractionType.application_command:
            return _of_command(interaction, data)
        case discord.InteractionType.component:
            chosen = data.get("values") or [data["custom_id"]]
            return Press(payload_of(chosen[0]))
        case discord.InteractionType.modal_submit:
            return invoked_by(data)
        case _:
            return None


def _of_command(interaction: discord.Interaction[Client], data: Data) -> Content:
    if data.get("type") == discord.AppCommandType.message.value:
        return _of_message_command(interaction, data)
    values = ((option["name"], str(option["value"])) for option in data.get("options", ()))
    return Invoked(data["name"], tuple(values))


def _of_message_command(interaction: discord.Interaction[Client], data: Data) -> Content:
    """The message that the command was used on is what is added."""
    message: Data = data["resolved"]["messages"][data["target_id"]]
    words: str = message.get("content", "")
    picture = next(
        (file for file in message.get("attachments", ()) if is_image(file.get("content_type"))),
        None,
    )
    if picture is None:
        return Invoked("add", ((THING, words),))
    http = interaction.client.http
    file = attachment(
        picture["content_type"], picture["size"], lambda: http.get_from_cdn(picture["url"])
    )
    return Picture(file, words)
