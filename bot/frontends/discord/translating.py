"""What people write on Discord, in the words of the conversation. Pure."""

from collections.abc import Sequence

import discord

from bot.conversation.messages import (
    Content,
    Group,
    Incoming,
    Other,
    OtherKind,
    Picture,
    Text,
    Voice,
)
from bot.frontends.discord.addressing import is_for, is_told, words_of
from bot.frontends.discord.attachments import attachment_of, is_image, kind_of
from bot.frontends.discord.places import account_of, address_of, group_of

SAID_BY_PEOPLE = (discord.MessageType.default, discord.MessageType.reply)


def incomings_of(message: discord.Message, my_id: int) -> tuple[Incoming, ...]:
    """What is to be answered, in order; nothing where silence is right. Several pictures are an
    album, the first of them with the words.

    Silence is right about bots, webhooks and system messages, and whatever in a server neither
    mentions the bot nor replies to it.
    """
    if message.author.bot or message.webhook_id is not None or message.type not in SAID_BY_PEOPLE:
        return ()
    group = _group_of(message)
    if group is None and not isinstance(message.channel, discord.DMChannel):
        return ()  # of a server that was not told of (yet)
    if group is not None and not (is_for(message, my_id) and is_told(message, my_id)):
        return ()
    return tuple(
        Incoming(
            address_of(message.channel.id),
            account_of(message.author),
            content,
            update_id=str(message.id) if number == 1 else f"{message.id}-{number}",
            group=group,
        )
        for number, content in enumerate(_contents(message, my_id), 1)
    )


def _group_of(message: discord.Message) -> Group | None:
    author = message.author
    if message.guild is None or not isinstance(author, discord.Member):
        return None
    return group_of(message.guild, author.guild_permissions)


def _contents(message: discord.Message, my_id: int) -> Sequence[Content]:
    words = words_of(message, my_id)
    if message.message_snapshots:
        return [Other(OtherKind.FORWARDED)]
    if message.poll is not None:
        return [Other(OtherKind.POLL)]
    if message.attachments:
        return _of_files(message, words)
    return [_without_files(message, words)]


def _without_files(message: discord.Message, words: str) -> Content:
    if message.stickers and not words:
        return Other(OtherKind.STICKER)
    if words or message.mentions or message.guild is not None:
        return Text(words)
    return Other(OtherKind.UNKNOWN)


def _of_files(message: discord.Message, words: str) -> Sequence[Content]:
    """Of several files the pictures count, else the words, else what the first one is."""
    first = message.attachments[0]
    if first.is_voice_message():
        return [Voice(attachment_of(first), round(first.duration or 0))]
    files = [attachment_of(file) for file in message.attachments if is_image(file.content_type)]
    if files:
        album = str(message.id) if len(files) > 1 else None
        captions = [words, *[""] * (len(files) - 1)]
        return [
            Picture(file, caption, album) for file, caption in zip(files, captions, strict=True)
        ]
    return [Text(words) if words else Other(kind_of(first.content_type))]
