"""What replies refer to: the chat, and the message or press that they answer. Pure."""

from dataclasses import dataclass
from enum import Enum

from telegram import CallbackQuery, Message, Update

from bot.frontends.telegram.chats import is_group, thread_of


class Shows(Enum):
    """What a message consists of, as far as editing it goes."""

    TEXT = "text"
    PHOTO = "photo"
    NOTHING_TO_EDIT = "nothing to edit"
    """Something else, or it is too old to be told."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """The button's message."""

    query_id: str
    message_id: int
    shows: Shows


@dataclass(frozen=True, slots=True)
class Origin:
    chat_id: int
    thread_id: int | None = None
    in_group: bool = False
    message_id: int | None = None
    """What the person wrote; None for a press and for what answers nothing."""
    pressed: Pressed | None = None


def origin_of(update: Update) -> Origin | None:
    """None where there is no chat to answer in."""
    if update.callback_query is not None:
        return _of_press(update.callback_query)
    if update.message is not None:
        message = update.message
        chat = message.chat
        return Origin(chat.id, thread_of(message), is_group(chat), message.message_id)
    if update.my_chat_member is not None:
        chat = update.my_chat_member.chat
        return Origin(chat.id, in_group=is_group(chat))
    return None


def _of_press(query: CallbackQuery) -> Origin | None:
    message = query.message
    if message is None:
        return None
    thread_id, shows = None, Shows.NOTHING_TO_EDIT
    if isinstance(message, Message):
        thread_id = thread_of(message)
        if message.text is not None:
            shows = Shows.TEXT
        elif message.photo:
            shows = Shows.PHOTO
    pressed = Pressed(query.id, message.message_id, shows)
    return Origin(message.chat.id, thread_id, is_group(message.chat), pressed=pressed)
