"""Channels and messages over HTTP."""

from collections.abc import Mapping

from tests.emulators.discord import payloads, posting
from tests.emulators.discord.errors import (
    MISSING_PERMISSIONS,
    NOT_THE_AUTHOR,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_USER,
    refusal,
)
from tests.emulators.discord.messages import Message
from tests.emulators.discord.permissions import Permission
from tests.emulators.discord.places import Channel
from tests.emulators.discord.requests import Handler, Request
from tests.emulators.discord.world import World
from tests.emulators.discord.writing import (
    check_may_see,
    check_may_write,
    composed,
    message_payload,
    rewrite,
)


def _channel(world: World, request: Request) -> Channel:
    channel = world.channels.get(request.id("channel_id"))
    if channel is None:
        raise refusal(UNKNOWN_CHANNEL)
    check_may_see(world, channel)
    return channel


def _message(world: World, request: Request) -> Message:
    channel = _channel(world, request)
    message = world.messages.get(request.id("message_id"))
    if message is None or message.channel is not channel or message.seen_by is not None:
        raise refusal(UNKNOWN_MESSAGE)
    return message


def show_channel(world: World, request: Request) -> object:
    return payloads.channel(_channel(world, request))


def open_direct_messages(world: World, request: Request) -> object:
    person = world.people.get(int((request.body or {}).get("recipient_id") or 0))
    if person is None:
        raise refusal(UNKNOWN_USER)
    return payloads.channel(person.direct)


def list_messages(world: World, request: Request) -> object:
    """The newest first, at most `limit` of them, between `after` and `before`."""
    channel = _channel(world, request)
    before = int(request.query.get("before", 1 << 63))
    after = int(request.query.get("after", 0))
    found = [each for each in channel.messages if after < each.id < before]
    limit = int(request.query.get("limit", 50))
    return [message_payload(world, each) for each in reversed(found[-limit:])]


def show_message(world: World, request: Request) -> object:
    return message_payload(world, _message(world, request))


def create_message(world: World, request: Request) -> object:
    """A message with an enforced nonce is sent once, however often it is asked for."""
    channel = _channel(world, request)
    body = request.body or {}
    check_may_write(world, channel, body, request.files)
    nonce = body.get("nonce") if body.get("enforce_nonce") else None
    known = channel.by_nonce.get(str(nonce)) if nonce is not None else None
    if known is None:
        known = posting.post(world, composed(world, channel, body, request.files))
        if nonce is not None:
            channel.by_nonce[str(nonce)] = known
    return message_payload(world, known)


def edit_message(world: World, request: Request) -> object:
    message = _message(world, request)
    if message.author is not world.bot:
        raise refusal(NOT_THE_AUTHOR)
    rewrite(world, message, request.body or {}, request.files)
    return message_payload(world, message)


def delete_message(world: World, request: Request) -> None:
    message = _message(world, request)
    permissions = message.channel.permissions_of(world.bot)
    may = message.channel.guild is not None and Permission.MANAGE_MESSAGES in permissions
    if message.author is not world.bot and not may:
        raise refusal(MISSING_PERMISSIONS)
    posting.delete(world, message)


def show_typing(world: World, request: Request) -> None:
    channel = _channel(world, request)
    check_may_write(world, channel, {}, ())
    channel.typing += 1


def react(world: World, request: Request) -> None:
    message = _message(world, request)
    if Permission.ADD_REACTIONS not in message.channel.permissions_of(world.bot):
        raise refusal(MISSING_PERMISSIONS)
    message.reactions.append(request.values["emoji_name"])


def join_thread(world: World, request: Request) -> None:
    channel = _channel(world, request)
    if world.bot not in channel.people:
        channel.people.append(world.bot)


ROUTES: Mapping[str, Handler] = {
    "GET /channels/{channel_id}": show_channel,
    "POST /users/@me/channels": open_direct_messages,
    "GET /channels/{channel_id}/messages": list_messages,
    "POST /channels/{channel_id}/messages": create_message,
    "GET /channels/{channel_id}/messages/{message_id}": show_message,
    "PATCH /channels/{channel_id}/messages/{message_id}": edit_message,
    "DELETE /channels/{channel_id}/messages/{message_id}": delete_message,
    "POST /channels/{channel_id}/typing": show_typing,
    "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": react,
    "PUT /channels/{channel_id}/thread-members/@me": join_thread,
}
