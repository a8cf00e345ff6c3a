"""Writing, changing and deleting messages, and telling the bot of it as far as it may know."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote

from tests.emulators.discord import payloads
from tests.emulators.discord.messages import MENTION, Attachment, Message
from tests.emulators.discord.permissions import Intent
from tests.emulators.discord.places import Channel, ChannelKind
from tests.emulators.discord.world import JSON, Event, World

File = tuple[str, str, bytes]
"""Name, media type and content."""


def post(world: World, message: Message) -> Message:
    """An ephemeral message is there, but in no channel, and the gateway does not tell of it."""
    world.messages[message.id] = message
    if message.seen_by is None:
        message.channel.messages.append(message)
        message.event = _event(world, "MESSAGE_CREATE", message)
        _tell(world, message.event, message.channel)
    return message


def tell_of_edit(world: World, message: Message) -> None:
    message.edited = datetime.now(UTC)
    if message.seen_by is None:
        _tell(world, _event(world, "MESSAGE_UPDATE", message), message.channel)


def delete(world: World, message: Message) -> None:
    message.deleted = True
    del world.messages[message.id]
    if message.seen_by is None:
        channel = message.channel
        channel.messages.remove(message)
        data: JSON = {"id": str(message.id), "channel_id": str(channel.id)}
        if channel.guild is not None:
            data["guild_id"] = str(channel.guild.id)
        event = Event("MESSAGE_DELETE", data, _intent(channel), _guild_id(channel))
        _tell(world, event, channel)


def attach(
    world: World, channel: Channel, files: Iterable[File], *, duration: float | None = None
) -> list[Attachment]:
    """The files, kept for whoever has their addresses; duration makes them voice messages."""
    kept = []
    for name, media_type, content in files:
        file_id = world.next_id()
        url = f"{world.files_url}/{channel.id}/{file_id}/{quote(name)}?ex=0&is=0&hm=0"
        file = Attachment(file_id, name, media_type, content, url, duration=duration)
        world.attachments[file_id] = file
        kept.append(file)
    return kept


def find_mentions(world: World, message: Message) -> None:
    """Who is pinged by the content and the reply, within the allowed mentions."""
    allowed = message.allowed_mentions
    named = [int(each) for each in MENTION.findall(message.content)]
    everyone = "@everyone" in message.content or "@here" in message.content
    pings_author = True
    if allowed is not None:
        parsed = allowed.get("parse") or []
        listed = {int(each) for each in allowed.get("users") or []}
        named = [each for each in named if "users" in parsed or each in listed]
        everyone = everyone and "everyone" in parsed
        pings_author = bool(allowed.get("replied_user"))
    if message.reply_to is not None and pings_author:
        named.append(message.reply_to.author.id)
    known = dict.fromkeys(each for each in named if each in world.people)
    message.mentions = [world.people[each] for each in known]
    message.pings_everyone = everyone


def may_be_read(world: World, message: Message) -> bool:
    """Whether the bot gets the content without the message-content intent.

    https://discord.com/developers/docs/events/gateway#message-content-intent: direct messages,
    its own messages, and messages that mention it, as a reply does unless it does not ping.
    """
    return (
        message.channel.kind == ChannelKind.DIRECT
        or message.author is world.bot
        or world.bot in message.mentions
    )


def _event(world: World, name: str, message: Message) -> Event:
    readable = may_be_read(world, message)
    return Event(
        name,
        payloads.dispatched_message(message),
        _intent(message.channel),
        _guild_id(message.channel),
        None if readable else payloads.dispatched_message(message, with_content=False),
    )


def _tell(world: World, event: Event, channel: Channel) -> None:
    world.changes.tell()
    if channel.with_bot:
        world.emit(event)


def _intent(channel: Channel) -> Intent:
    return Intent.DIRECT_MESSAGES if channel.guild is None else Intent.GUILD_MESSAGES


def _guild_id(channel: Channel) -> int | None:
    return channel.guild.id if channel.guild else None
