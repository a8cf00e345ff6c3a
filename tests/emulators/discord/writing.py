"""What the bot's messages become, and whether it may write them."""

from collections.abc import Mapping
from typing import Any

from tests.emulators.discord import payloads, posting
from tests.emulators.discord.components import completed
from tests.emulators.discord.errors import (
    CANNOT_MESSAGE_THIS_USER,
    CANNOT_REPLY,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    fault,
    invalid_form,
    refusal,
)
from tests.emulators.discord.message_rules import check_message
from tests.emulators.discord.messages import (
    COMPONENTS_V2,
    LOADING,
    SUPPRESS_EMBEDS,
    SUPPRESS_NOTIFICATIONS,
    Attachment,
    Message,
)
from tests.emulators.discord.permissions import Intent, Permission
from tests.emulators.discord.places import Channel, ChannelKind
from tests.emulators.discord.posting import File
from tests.emulators.discord.world import JSON, World

SETTABLE = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2


def check_may_see(world: World, channel: Channel) -> None:
    if not channel.with_bot:
        raise refusal(MISSING_ACCESS)


def check_may_write(
    world: World, channel: Channel, body: Mapping[str, Any], files: tuple[File, ...]
) -> None:
    """Raise the refusal of a message that does not answer an interaction."""
    check_may_see(world, channel)
    if channel.guild is None:
        if not all(person.accepts_messages for person in channel.people):
            raise refusal(CANNOT_MESSAGE_THIS_USER)
        return
    if channel.kind == ChannelKind.FORUM:
        raise invalid_form({"channel_id": fault("NON_TEXT_CHANNEL", "Has posts only")})
    permissions = channel.permissions_of(world.bot)
    thread = channel.is_thread
    needed = Permission.SEND_MESSAGES_IN_THREADS if thread else Permission.SEND_MESSAGES
    if body.get("embeds"):
        needed |= Permission.EMBED_LINKS
    if files:
        needed |= Permission.ATTACH_FILES
    if needed not in permissions:
        raise refusal(MISSING_PERMISSIONS)
    if body.get("message_reference") and Permission.READ_MESSAGE_HISTORY not in permissions:
        raise refusal(CANNOT_REPLY)


def composed(
    world: World, channel: Channel, body: Mapping[str, Any], files: tuple[File, ...]
) -> Message:
    """A message of the bot that is not posted yet. Raises the refusal of what is wrong in it."""
    check_message(body, files=len(files))
    message = Message(world.next_id(), channel, world.bot)
    message.reply_to = _reply_to(world, channel, body.get("message_reference"))
    apply(world, message, body, files)
    return message


def rewrite(
    world: World, message: Message, body: Mapping[str, Any], files: tuple[File, ...]
) -> None:
    """Change what the body names, keep the rest, tell of it. Raises as composed does."""
    kept = _kept(message, body)
    after = {
        "content": message.content,
        "embeds": message.embeds,
        "components": message.components,
        **body,
        "flags": message.flags | (body.get("flags") or 0),
    }
    check_message(after, files=len(files), kept=len(kept))
    message.flags &= ~LOADING
    apply(world, message, body, files)
    posting.tell_of_edit(world, message)


def apply(world: World, message: Message, body: Mapping[str, Any], files: tuple[File, ...]) -> None:
    message.attachments = _kept(message, body)
    uploaded = posting.attach(world, message.channel, files)
    for place, file in enumerate(uploaded):
        for each in body.get("attachments") or []:
            if str(each["id"]) == str(place):
                file.description = each.get("description")
    message.attachments += uploaded
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = [_embed(each, message) for each in body["embeds"] or []]
    if "components" in body:
        message.components = completed(body["components"] or [])
    message.flags |= (body.get("flags") or 0) & SETTABLE
    message.allowed_mentions = body.get("allowed_mentions")
    posting.find_mentions(world, message)


def message_payload(world: World, message: Message) -> JSON:
    """As the bot may read it over HTTP."""
    readable = posting.may_be_read(world, message) or Intent.MESSAGE_CONTENT in world.privileged
    return payloads.message(message, with_content=readable)


def _kept(message: Message, body: Mapping[str, Any]) -> list[Attachment]:
    if body.get("attachments") is None:
        return list(message.attachments)
    named = {str(each["id"]) for each in body["attachments"]}
    return [each for each in message.attachments if str(each.id) in named]


def _embed(embed: JSON, message: Message) -> JSON:
    """With the addresses of the files that it shows by `attachment://name`."""
    shown = embed | {"type": "rich"}
    addresses = {f"attachment://{each.name}": each.url for each in message.attachments}
    for name in ("image", "thumbnail"):
        if embed.get(name):
            address = embed[name]["url"]
            shown[name] = embed[name] | {"url": addresses.get(address, address)}
    return shown


def _reply_to(
    world: World, channel: Channel, reference: Mapping[str, Any] | None
) -> Message | None:
    if not reference:
        return None
    original = world.messages.get(int(reference["message_id"]))
    if original is not None and original.channel is channel:
        return original
    if reference.get("fail_if_not_exists", True):
        leaf = fault("REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        raise invalid_form({"message_reference": leaf})
    return None
