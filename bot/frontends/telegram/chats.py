"""Where in Telegram something took place, in the words of the conversation."""

from telegram import Chat, Message, User
from telegram.constants import ChatType

from bot.conversation.messages import Account, Address, Group

PLATFORM = "telegram"
GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


def is_group(chat: Chat) -> bool:
    return chat.type in GROUPS


def is_heard(chat: Chat) -> bool:
    """Channels are not: nobody speaks there who could be answered."""
    return chat.type == ChatType.PRIVATE or is_group(chat)


def address_of(chat: Chat, thread_id: int | None = None) -> Address:
    return Address(PLATFORM, str(chat.id), None if thread_id is None else str(thread_id))


def thread_of(message: Message) -> int | None:
    """The topic to answer in. Replies outside of topics have a thread id too, which can not be
    sent to (Bot API, Message)."""
    return message.message_thread_id if message.is_topic_message else None


def group_of(chat: Chat) -> Group | None:
    return Group(str(chat.id), chat.title or "") if is_group(chat) else None


def account_of(user: User) -> Account:
    return Account(PLATFORM, str(user.id), user.full_name)
