"""A chat: who is there, what was said, what the bot may do."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.emulators.telegram.errors import (
    BLOCKED,
    STRANGER,
    bad_request,
    forbidden,
)
from tests.emulators.telegram.messages import Message

if TYPE_CHECKING:
    from tests.emulators.telegram.world import World

Json = dict[str, Any]

PRESENT = {"member", "administrator", "creator"}
SERVICE = {
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_created",
    "pinned_message",
    "group_chat_created",
}


@dataclass(slots=True)
class TopicState:
    name: str
    closed: bool = False
    deleted: bool = False


class Chat:
    """Private, group, supergroup or channel."""

    def __init__(
        self, world: "World", chat_id: int, kind: str, named: Mapping[str, str], forum: bool = False
    ) -> None:
        self.world = world
        self.id = chat_id
        self.kind = kind
        self.named = dict(named)
        self.forum = forum
        self.bot_status = "member"
        """As in ChatMember: member, administrator, left, kicked."""
        self.started = True
        """Private: whether the person has ever written to the bot."""
        self.members: dict[int, tuple[Json, str]] = {}
        """Users and their statuses, without the bot."""
        self.topics: dict[int, TopicState] = {}
        self.migrated_to: int | None = None
        self.admitted: list[Message] = []
        """Every message, the deleted ones too."""
        own_numbers = kind in {"supergroup", "channel"}
        self._ids = itertools.count(1) if own_numbers else world.message_ids

    @property
    def json(self) -> Json:
        forum = {"is_forum": True} if self.forum else {}
        return {"id": self.id, "type": self.kind, **self.named, **forum}

    @property
    def messages(self) -> list[Message]:
        """What is in the chat now."""
        return [message for message in self.admitted if not message.deleted]

    @property
    def from_bot(self) -> list[Message]:
        """What the bot has said here, and was not deleted."""
        return [message for message in self.messages if message.from_bot]

    def message(self, message_id: int) -> Message | None:
        known = (each for each in reversed(self.admitted) if each.message_id == message_id)
        found = next(known, None)
        return None if found is None or found.deleted else found

    def check_access(self) -> None:
        """Raises Refusal if the bot can not write here."""
        if self.migrated_to is not None:
            raise bad_request(
                "group chat was upgraded to a supergroup chat", migrate_to_chat_id=self.migrated_to
            )
        if self.kind == "private":
            if self.bot_status == "kicked":
                raise forbidden(BLOCKED)
            if not self.started:
                raise forbidden(STRANGER)
            return
        if self.bot_status not in PRESENT:
            verb = "was kicked from" if self.bot_status == "kicked" else "is not a member of"
            raise forbidden(f"bot {verb} the {self.kind} chat")
        if self.kind == "channel" and self.bot_status != "administrator":
            raise bad_request("need administrator rights in the channel chat")

    def check_thread(self, thread: int | None) -> None:
        """Raises Refusal: no such topic, or a closed one."""
        if thread is None:
            return
        topic = self.topics.get(thread)
        if not self.forum or topic is None or topic.deleted:
            raise bad_request("message thread not found")
        if topic.closed:
            raise bad_request("TOPIC_CLOSED")

    def admit(
        self,
        sender: Json,
        content: Json,
        *,
        thread: int | None = None,
        reply_to: Message | None = None,
        from_bot: bool = False,
        source: str = "",
        data: bytes | None = None,
    ) -> Message:
        """A new message, in the chat from now on. Nobody is told of it yet."""
        json: Json = {
            "message_id": next(self._ids),
            "date": int(self.world.now()),
            "chat": self.json,
            **sender,
            **self._placed(thread, reply_to),
            **content,
        }
        message = Message(self, json, from_bot, source, data)
        self.admitted.append(message)
        self.world.changes.tell()
        return message

    def hears(self, message: Message) -> bool:
        """Whether the bot is told of it: privacy mode as in Telegram's Bot Features, and mentions
        of the bot, of which BotFather says the same."""
        if self.bot_status not in PRESENT:
            return False
        if self.kind in {"private", "channel"}:
            return True
        json = message.json
        if SERVICE & set(json) or not self.world.privacy_mode:
            return True
        if json.get("from", {}).get("is_bot") and "sender_chat" not in json:
            return False
        if self.bot_status == "administrator":
            return True
        answered = json.get("reply_to_message", {}).get("from", {}).get("id")
        return self._addressed(json) or answered == self.world.bot["id"]

    def _addressed(self, json: Json) -> bool:
        """A command that is not another bot's, or a mention."""
        text: str = json.get("text") or json.get("caption") or ""
        entities: list[Json] = json.get("entities") or json.get("caption_entities") or []
        name = f"@{self.world.bot['username']}".casefold()
        for entity in entities:
            begin, end = entity["offset"], entity["offset"] + entity["length"]
            units = text.encode("utf-16-le")[2 * begin : 2 * end]
            marked = units.decode("utf-16-le").casefold()
            if entity["type"] == "mention" and marked == name:
                return True
            if entity["type"] == "bot_command" and ("@" not in marked or marked.endswith(name)):
                return True
        return False

    def _placed(self, thread: int | None, reply_to: Message | None) -> Json:
        """In a topic everything without another answers the message that made the topic; outside
        of forums a supergroup's replies are threads of their first message."""
        placed: Json = {}
        if thread is not None:
            created = self.message(thread)
            placed = {"message_thread_id": thread, "is_topic_message": True}
            if created is not None and reply_to is None:
                placed["reply_to_message"] = _quoted(created.json)
        if reply_to is not None:
            placed["reply_to_message"] = _quoted(reply_to.json)
            if self.kind == "supergroup" and not self.forum:
                first = reply_to.json.get("message_thread_id", reply_to.message_id)
                placed["message_thread_id"] = first
        return placed


def _quoted(json: Json) -> Json:
    """A message within another: without what it answers itself."""
    return {name: value for name, value in json.items() if name != "reply_to_message"}
