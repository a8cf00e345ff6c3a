"""What Telegram tells about the places themselves: who left, what moved, what is closed. Pure."""

from dataclasses import dataclass

from telegram import ChatMemberUpdated, Message, Update

from bot.frontends.telegram.chats import is_group
from bot.frontends.telegram.translating import is_in


@dataclass(frozen=True, slots=True)
class BotStopped:
    """The bot was taken out of a group."""

    chat_id: str


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """A group became a supergroup. Told twice, once in each of them."""

    old_chat_id: str
    new_chat_id: str


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """Somebody left a group, or was taken out of it."""

    chat_id: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """Somebody wants to hear nothing more in their private chat."""

    chat_id: str


@dataclass(frozen=True, slots=True)
class Unblocked:
    """Somebody takes messages in their private chat (again)."""

    chat_id: str


PlaceEvent = BotStopped | ChatMoved | MemberLeft | Blocked | Unblocked


def place_event_of(update: Update) -> PlaceEvent | None:
    """None where the update tells nothing about its place. The update may be one that is to be
    answered too (being brought into a group is no event)."""
    if update.my_chat_member is not None:
        return _of_the_bot(update.my_chat_member)
    if update.chat_member is not None:
        return _of_a_member(update.chat_member)
    return None if update.message is None else _of_a_message(update.message)


def _of_the_bot(change: ChatMemberUpdated) -> PlaceEvent | None:
    chat_id = str(change.chat.id)
    stays = is_in(change.new_chat_member)
    if is_group(change.chat):
        return None if stays else BotStopped(chat_id)
    if change.chat.type != change.chat.PRIVATE:
        return None
    return Unblocked(chat_id) if stays else Blocked(chat_id)


def _of_a_member(change: ChatMemberUpdated) -> PlaceEvent | None:
    member = change.new_chat_member
    if member.user.is_bot or not is_group(change.chat) or is_in(member):
        return None
    return MemberLeft(str(change.chat.id), str(member.user.id))


def _of_a_message(message: Message) -> PlaceEvent | None:
    chat_id = str(message.chat.id)
    if message.migrate_to_chat_id is not None:
        return ChatMoved(chat_id, str(message.migrate_to_chat_id))
    if message.migrate_from_chat_id is not None:
        return ChatMoved(str(message.migrate_from_chat_id), chat_id)
    gone = message.left_chat_member
    if gone is None or gone.is_bot or not is_group(message.chat):
        return None
    return MemberLeft(chat_id, str(gone.id))
