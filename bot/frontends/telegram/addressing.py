"""Which messages of a group are meant for the bot, and what they say without its name."""

import re
from collections.abc import Mapping

from telegram import Message, MessageEntity, User
from telegram.constants import MessageEntityType

_AROUND_A_NAME = " \t,:;"
_CLOSES = re.compile(r"[,.:;!?]")


def is_for(message: Message, me: User) -> bool:
    """Whether it is a command, a mention of the bot or a reply to it (Bot features, privacy
    mode). A command that names another bot is not, whatever it replies to."""
    entities = named_entities(message)
    command = _leading_command(entities)
    if command is not None:
        _command, at, name = command.partition("@")
        return not name or _is_name(at + name, me)
    return _replies_to(message, me) or any(_mentions(*found, me) for found in entities.items())


def without_name(message: Message, me: User) -> str:
    """Its text or caption, the bot's own name cut out of it."""
    text = message.text or message.caption or ""
    data = text.encode("utf-16-le", "surrogatepass")
    parts = []
    start = 0
    for entity, words in sorted(named_entities(message).items(), key=lambda pair: pair[0].offset):
        cut = _name_within(entity, words, me)
        if cut is None:
            continue
        end = (entity.offset + entity.length) * 2
        parts.append(data[start : end - cut * 2].decode("utf-16-le", "surrogatepass"))
        start = end
    said = ""
    for part in (*parts, data[start:].decode("utf-16-le", "surrogatepass")):
        said = _joined(said, part)
    return said


def named_entities(message: Message) -> Mapping[MessageEntity, str]:
    """Mentions and commands of the text or the caption, and what they say."""
    types: list[str | None] = [
        MessageEntityType.MENTION,
        MessageEntityType.TEXT_MENTION,
        MessageEntityType.BOT_COMMAND,
    ]
    if message.text:
        return message.parse_entities(types)
    return message.parse_caption_entities(types) if message.caption else {}


def _leading_command(entities: Mapping[MessageEntity, str]) -> str | None:
    """The command the message begins with."""
    for entity, words in entities.items():
        if entity.type == MessageEntityType.BOT_COMMAND and entity.offset == 0:
            return words
    return None


def _replies_to(message: Message, me: User) -> bool:
    """What is written in a topic "replies" to the message that opened it: that is no reply."""
    target = message.reply_to_message
    if target is None or target.from_user is None or target.forum_topic_created is not None:
        return False
    return target.from_user.id == me.id


def _mentions(entity: MessageEntity, words: str, me: User) -> bool:
    if entity.type == MessageEntityType.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return entity.type == MessageEntityType.MENTION and _is_name(words, me)


def _is_name(words: str, me: User) -> bool:
    return words.casefold() == f"@{me.username}".casefold()


def _name_within(entity: MessageEntity, words: str, me: User) -> int | None:
    """How many UTF-16 units at the end of the entity are the bot's name; None for none."""
    if entity.type == MessageEntityType.BOT_COMMAND:
        _command, at, name = words.partition("@")
        return len(at + name) if _is_name(at + name, me) else None
    return entity.length if _mentions(entity, words, me) else None


def _joined(before: str, after: str) -> str:
    if not before:
        return after.lstrip(_AROUND_A_NAME)
    before, after = before.rstrip(" \t"), after.lstrip(" \t")
    if not before or not after or after[0].isspace() or _CLOSES.match(after):
        return before + after
    return f"{before} {after}"
