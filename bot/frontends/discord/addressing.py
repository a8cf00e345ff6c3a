"""Which messages of a server are meant for the bot, and what they say without its name. Pure."""

import re

import discord

_AROUND_A_NAME = " \t,:;"
_OTHERS = re.compile(r"<@!?([0-9]{1,20})>")
_CUSTOM_EMOJI = re.compile(r"<a?(:\w+:)[0-9]{1,20}>")


def is_for(message: discord.Message, my_id: int) -> bool:
    """Whether it mentions the bot or replies to one of its messages."""
    return _mentions(message, my_id) or _replies_to(message, my_id)


def is_told(message: discord.Message, my_id: int) -> bool:
    """Whether Discord shows the bot what the message says. It does so for mentions alone: of a
    reply that mentions nobody there is only the fact (Gateway, message content intent)."""
    return _mentions(message, my_id) or bool(message.content or message.attachments)


def words_of(message: discord.Message, my_id: int) -> str:
    """What it says as a person reads it: names in place of mentions, the bot's own cut out."""
    names = {user.id: user.display_name for user in message.mentions}
    text = _OTHERS.sub(
        lambda found: names.get(int(found[1]), found[0]) if int(found[1]) != my_id else found[0],
        message.content,
    )
    return without_name(_CUSTOM_EMOJI.sub(r"\1", text), my_id)


def without_name(text: str, my_id: int) -> str:
    """The text, the bot's own mention cut out of it."""
    said = ""
    for part in re.split(rf"<@!?{my_id}>", text):
        before, after = said.rstrip(" \t"), part.lstrip(" \t")
        if not before:
            said = part.lstrip(_AROUND_A_NAME)
        elif not after or after[0].isspace():
            said = before + after
        elif after[0] in ",.:;!?":
            said = before.rstrip(_AROUND_A_NAME) + after
        else:
            said = f"{before} {after}"
    return said.strip()


def _mentions(message: discord.Message, my_id: int) -> bool:
    return any(user.id == my_id for user in message.mentions)


def _replies_to(message: discord.Message, my_id: int) -> bool:
    reference = message.reference
    if reference is None or reference.type is not discord.MessageReferenceType.reply:
        return False
    return isinstance(reference.resolved, discord.Message) and (
        reference.resolved.author.id == my_id
    )
