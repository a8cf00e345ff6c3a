"""Updates as Telegram sends them."""

from datetime import UTC, datetime
from typing import Any

from telegram import Update, User

from bot.conversation.messages import Incoming
from bot.frontends.telegram.translating import incoming_of

Json = dict[str, Any]

ME = User(700, "MinNow", is_bot=True, username="MinNowBot")
ANNA: Json = {
    "id": 5,
    "is_bot": False,
    "first_name": "Anna",
    "last_name": "Lee",
    "language_code": "de",
}
BEN: Json = {"id": 6, "is_bot": False, "first_name": "Ben"}
MINNOW: Json = {"id": 700, "is_bot": True, "first_name": "MinNow", "username": "MinNowBot"}
PRIVATE: Json = {"id": 5, "type": "private", "first_name": "Anna"}
GROUP: Json = {"id": -1001, "type": "supergroup", "title": "The flat", "is_forum": True}
CHANNEL: Json = {"id": -1002, "type": "channel", "title": "News"}
LONG_AGO = int(datetime(2026, 3, 10, 12, tzinfo=UTC).timestamp())


def message(chat: Json = PRIVATE, sender: Json | None = ANNA, **fields: Any) -> Json:
    said = {"message_id": 11, "date": LONG_AGO, "chat": chat, **fields}
    return said if sender is None else {**said, "from": sender}


def update(**fields: Any) -> Update:
    return Update.de_json({"update_id": 99, **fields})


def heard(said: Json) -> Incoming | None:
    """What is heard of a message."""
    return incoming_of(update(message=said), ME)


def entity(kind: str, text: str, words: str, **fields: Any) -> Json:
    """The entity at the words, counted in UTF-16 units."""
    before = text[: text.index(words)]
    return {
        "type": kind,
        "offset": len(before.encode("utf-16-le")) // 2,
        "length": len(words.encode("utf-16-le")) // 2,
        **fields,
    }


def press(**fields: Any) -> Json:
    return {"id": "q1", "from": ANNA, "chat_instance": "c", "data": "undo:1", **fields}


def member(user: Json, status: str) -> Json:
    fields: Json = {}
    if status == "kicked":
        fields = {"until_date": 0}
    if status == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages "
            "can_manage_video_chats can_restrict_members can_promote_members can_change_info "
            "can_invite_users can_post_stories can_edit_stories can_delete_stories"
        )
        fields = dict.fromkeys(rights.split(), False)
    return {"user": user, "status": status, **fields}


def membership(chat: Json, before: str, after: str, user: Json = MINNOW, by: Json = ANNA) -> Json:
    return {
        "chat": chat,
        "from": by,
        "date": LONG_AGO,
        "old_chat_member": member(user, before),
        "new_chat_member": member(user, after),
    }


def file(**fields: Any) -> Json:
    return {"file_id": "f", "file_unique_id": "u", **fields}


def photo(width: int, size: int | None = None, name: str = "p") -> Json:
    told = {} if size is None else {"file_size": size}
    return {"file_id": name, "file_unique_id": name, "width": width, "height": width, **told}
