"""Groups, supergroups with and without topics, and channels."""

from typing import Any

from tests.emulators.telegram.chats import PRESENT, Chat, TopicState
from tests.emulators.telegram.messages import Message
from tests.emulators.telegram.people import Person, changed_member
from tests.emulators.telegram.texts import marked_by_itself
from tests.emulators.telegram.world import SUPERGROUPS, World

Json = dict[str, Any]

ANONYMOUS_ADMIN: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
TELEGRAM: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}


class Topic:
    """A thread of a forum."""

    def __init__(self, group: "Group", thread: int, state: TopicState) -> None:
        self.id = thread
        self._group = group
        self._state = state

    @property
    def messages(self) -> list[Message]:
        return [message for message in self._group.messages if message.thread == self.id]

    def close(self) -> None:
        self._state.closed = True

    def delete(self) -> None:
        """With all that is in it."""
        self._state.deleted = True
        for message in self.messages:
            message.deleted = True


class Group(Chat):
    def __init__(self, world: World, title: str, kind: str, forum: bool) -> None:
        number = 1_000_000 + world.next_number()
        chat_id = SUPERGROUPS - number if kind == "supergroup" else -number
        super().__init__(world, chat_id, kind, {"title": title}, forum)
        self.bot_status = "left"
        world.add(self)

    async def add(self, person: Person, admin: bool = False) -> None:
        """The bot is told if it is there."""
        self.members[person.id] = (person.user, "administrator" if admin else "member")
        if self.bot_status in PRESENT:
            self._say(person.user, {"new_chat_members": [person.user]})

    async def leave(self, person: Person) -> None:
        user, _ = self.members[person.id]
        self.members[person.id] = (user, "left")
        self._say(user, {"left_chat_member": user})

    async def add_bot(self, by: Person, admin: bool = False) -> None:
        self._change_bot(by, "administrator" if admin else "member")
        self._say(by.user, {"new_chat_members": [self.world.sender]})

    async def promote_bot(self, by: Person) -> None:
        """An administrator hears everything."""
        self._change_bot(by, "administrator")

    async def remove_bot(self, by: Person) -> None:
        """A basic group still tells the bot that it has left, a supergroup does not."""
        self._change_bot(by, "kicked")
        message = self.admit({"from": by.user}, {"left_chat_member": self.world.sender})
        if self.kind == "group":
            self.world.updates.put("message", dict(message.json))

    async def migrate(self) -> "Group":
        """The supergroup that this group becomes; the bot hears of it in both."""
        new = Group(self.world, self.named["title"], "supergroup", forum=False)
        new.members, new.bot_status = dict(self.members), self.bot_status
        user = next(iter(self.members.values()))[0] if self.members else ANONYMOUS_ADMIN
        self._say(user, {"migrate_to_chat_id": new.id})
        self.migrated_to = new.id
        sender = {"from": ANONYMOUS_ADMIN, "sender_chat": new.json}
        self.world.tell_bot(new.admit(sender, {"migrate_from_chat_id": self.id}))
        return new

    def topic(self, name: str) -> Topic:
        """A new one. The bot is told if it is there."""
        assert self.forum, f"{self.named['title']} has no topics"
        user = next(iter(self.members.values()))[0] if self.members else ANONYMOUS_ADMIN
        created = {"name": name, "icon_color": 7322096}
        message = self.admit({"from": user}, {"forum_topic_created": created})
        thread = {"message_thread_id": message.message_id, "is_topic_message": True}
        message.json |= thread
        state = self.topics[message.message_id] = TopicState(name)
        self.world.tell_bot(message)
        return Topic(self, message.message_id, state)

    async def anonymous_admin_writes(
        self, text: str, thread: int | None = None, reply_to: Message | None = None
    ) -> Message:
        sender = {"from": ANONYMOUS_ADMIN, "sender_chat": self.json}
        return self._written(sender, text, thread, reply_to)

    def forwarded_from(self, channel: "Channel", post: Message) -> Message:
        """What Telegram itself puts into the group that is linked to a channel."""
        origin = {
            "type": "channel",
            "chat": channel.json,
            "message_id": post.message_id,
            "date": post.json["date"],
        }
        content: Json = {"text": post.text, "is_automatic_forward": True, "forward_origin": origin}
        message = self.admit({"from": TELEGRAM, "sender_chat": channel.json}, content)
        self.world.tell_bot(message)
        return message

    def _written(
        self, sender: Json, text: str, thread: int | None, reply_to: Message | None
    ) -> Message:
        content: Json = {"text": text}
        if marked := marked_by_itself(text):
            content["entities"] = marked
        message = self.admit(sender, content, thread=thread, reply_to=reply_to)
        self.world.tell_bot(message)
        return message

    def _say(self, user: Json, content: Json) -> None:
        self.world.tell_bot(self.admit({"from": user}, content))

    def _change_bot(self, by: Person, status: str) -> None:
        before, self.bot_status = self.bot_status, status
        self.world.updates.put("my_chat_member", changed_member(self, by, before, status))


class Channel(Chat):
    def __init__(self, world: World, title: str) -> None:
        chat_id = SUPERGROUPS - 2_000_000 - world.next_number()
        super().__init__(world, chat_id, "channel", {"title": title})
        self.bot_status = "left"
        self._linked: Group | None = None
        world.add(self)

    def link(self, group: Group) -> None:
        """The group where posts are discussed."""
        self._linked = group

    async def add_bot(self, by: Person) -> None:
        before, self.bot_status = self.bot_status, "administrator"
        update = changed_member(self, by, before, self.bot_status)
        self.world.updates.put("my_chat_member", update)

    async def post(self, text: str) -> Message:
        """The bot is told if it is there; the linked group gets it automatically."""
        content: Json = {"text": text}
        if marked := marked_by_itself(text):
            content["entities"] = marked
        message = self.admit({"sender_chat": self.json}, content)
        self.world.tell_bot(message, "channel_post")
        if self._linked is not None:
            self._linked.forwarded_from(self, message)
        return message
