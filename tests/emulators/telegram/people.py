"""What people do in Telegram."""

from collections.abc import Sequence
from typing import Any

from tests.emulators.telegram.chats import Chat
from tests.emulators.telegram.keyboards import Button
from tests.emulators.telegram.messages import Message
from tests.emulators.telegram.methods.looking import member
from tests.emulators.telegram.presses import PATIENCE, Pressed
from tests.emulators.telegram.texts import marked_by_itself
from tests.emulators.telegram.world import Query, World

__all__ = ["Person", "Pressed", "changed_member"]

Json = dict[str, Any]


class Person:
    """A user with a private chat with the bot; or another bot."""

    def __init__(self, world: World, user: Json, started: bool) -> None:
        self.world = world
        self.user = user
        named: dict[str, str] = {name: user[name] for name in ("first_name", "username")}
        self.private = Chat(world, user["id"], "private", named)
        self.private.started = started
        world.add(self.private)
        self._seen: set[tuple[int, int]] = set()

    @property
    def id(self) -> int:
        return int(self.user["id"])

    @property
    def name(self) -> str:
        return str(self.user["first_name"])

    @property
    def mention(self) -> str:
        return f"@{self.user['username']}"

    @property
    def messages(self) -> list[Message]:
        """What is in the private chat now."""
        return self.private.messages

    async def write(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        thread: int | None = None,
        reply_to: Message | None = None,
        entities: Sequence[Json] | None = None,
    ) -> Message:
        """The message that was sent. `entities`: instead of what Telegram marks by itself."""
        marked = marked_by_itself(text) if entities is None else list(entities)
        content: Json = {"text": text, "entities": marked} if marked else {"text": text}
        return await self.send(content, chat, thread=thread, reply_to=reply_to)

    async def send_photo(
        self,
        photo: bytes,
        caption: str | None = None,
        *,
        chat: Chat | None = None,
        thread: int | None = None,
        reply_to: Message | None = None,
        album: str | None = None,
        size: int | None = None,
        entities: Sequence[Json] | None = None,
    ) -> Message:
        """`album`: photos with the same are one album. `size`: what Telegram says the bytes are."""
        content: Json = {"photo": self.world.files.photo_sizes(photo, size)}
        content |= _captioned(caption, entities)
        if album is not None:
            content["media_group_id"] = album
        return await self.send(content, chat, thread=thread, reply_to=reply_to, data=photo)

    async def send_document(
        self,
        data: bytes,
        name: str = "document.txt",
        *,
        caption: str | None = None,
        chat: Chat | None = None,
        mime_type: str = "application/octet-stream",
        size: int | None = None,
    ) -> Message:
        file = self.world.files.add("documents", name, data, size)
        document = {**file.json, "file_name": name, "mime_type": mime_type}
        return await self.send({"document": document, **_captioned(caption)}, chat, data=data)

    async def send_voice(
        self,
        data: bytes,
        seconds: int = 3,
        *,
        caption: str | None = None,
        chat: Chat | None = None,
        thread: int | None = None,
        size: int | None = None,
    ) -> Message:
        file = self.world.files.add("voice", "voice.oga", data, size)
        voice = {**file.json, "duration": seconds, "mime_type": "audio/ogg"}
        content: Json = {"voice": voice, **_captioned(caption)}
        return await self.send(content, chat, thread=thread, data=data)

    async def send_video(self, data: bytes = b"video", chat: Chat | None = None) -> Message:
        file = self.world.files.add("videos", "video.mp4", data)
        video = {**file.json, "width": 320, "height": 240, "duration": 1}
        return await self.send({"video": video}, chat)

    async def send_sticker(self, emoji: str = "👍", chat: Chat | None = None) -> Message:
        file = self.world.files.add("stickers", "sticker.webp", b"RIFF")
        shape = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        sticker = {**file.json, **shape, "type": "regular", "emoji": emoji}
        return await self.send({"sticker": sticker}, chat)

    async def send_location(
        self, latitude: float = 52.52, longitude: float = 13.4, chat: Chat | None = None
    ) -> Message:
        location = {"latitude": latitude, "longitude": longitude}
        return await self.send({"location": location}, chat)

    async def send_contact(
        self, phone: str = "+491700000000", name: str = "Bob", chat: Chat | None = None
    ) -> Message:
        return await self.send({"contact": {"phone_number": phone, "first_name": name}}, chat)

    async def send_dice(
        self, emoji: str = "🎲", value: int = 4, chat: Chat | None = None
    ) -> Message:
        return await self.send({"dice": {"emoji": emoji, "value": value}}, chat)

    async def send_poll(
        self,
        question: str = "Keep it?",
        options: Sequence[str] = ("Yes", "No"),
        chat: Chat | None = None,
    ) -> Message:
        poll: Json = {
            "id": str(self.world.next_number()),
            "question": question,
            "options": [
                {"persistent_id": str(place), "text": text, "voter_count": 0}
                for place, text in enumerate(options)
            ],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
        return await self.send({"poll": poll}, chat)

    async def forward(
        self, text: str, from_name: str = "Somebody", chat: Chat | None = None
    ) -> Message:
        """A message of somebody who hides their account."""
        origin = {
            "type": "hidden_user",
            "sender_user_name": from_name,
            "date": int(self.world.now()),
        }
        content: Json = {"text": text, "forward_origin": origin}
        if marked := marked_by_itself(text):
            content["entities"] = marked
        return await self.send(content, chat)

    async def send(
        self,
        content: Json,
        chat: Chat | None = None,
        *,
        thread: int | None = None,
        reply_to: Message | None = None,
        data: bytes | None = None,
    ) -> Message:
        """Any content, with the fields of the Bot API's Message."""
        place = chat or self.private
        assert place.kind != "channel", "in a channel it is the channel that posts"
        place.check_thread(thread)
        place.started = True
        message = place.admit(
            {"from": self.user}, content, thread=thread, reply_to=reply_to, data=data
        )
        self.world.tell_bot(message)
        return message

    async def edit(self, message: Message, text: str) -> None:
        """Of a message of their own; the caption where there is one."""
        field, marks = (
            ("text", "entities") if "text" in message.json else ("caption", "caption_entities")
        )
        message.json = {**message.json, field: text, "edit_date": int(self.world.now())}
        message.json.pop(marks, None)
        if marked := marked_by_itself(text):
            message.json[marks] = marked
        message.edits += 1
        self.world.tell_bot(message, "edited_message")

    async def delete(self, message: Message) -> None:
        """Of this the bot hears nothing."""
        message.deleted = True
        self.world.changes.tell()

    async def press(
        self, message: Message, label: str | None = None, *, data: str | None = None
    ) -> Pressed:
        """A button by its label, or whatever data, on the message as it is now."""
        sent = data if data is not None else _data_of(message.button(label or ""))
        query_id = f"{self.id}{self.world.next_number():06d}"
        query = self.world.queries[query_id] = Query()
        shown: Json = dict(message.json)
        if message.deleted:
            shown = {"chat": message.chat.json, "message_id": message.message_id, "date": 0}
        self.world.updates.put(
            "callback_query",
            {
                "id": query_id,
                "from": self.user,
                "message": shown,
                "chat_instance": str(9_000_000 + abs(message.chat.id)),
                "data": sent,
            },
        )
        return Pressed(query_id, self.world, query)

    async def answer(self, within: float = PATIENCE, chat: Chat | None = None) -> Message:
        """The next message of the bot there that was not returned before; waits for it."""
        place = chat or self.private

        def look() -> Message | None:
            fresh = (each for each in place.from_bot if self._key(each) not in self._seen)
            return next(fresh, None)

        message = await self.world.changes.until(look, within)
        assert message is not None, f"the bot said nothing within {within} s"
        self._seen.add(self._key(message))
        return message

    async def answers(self, within: float = PATIENCE, chat: Chat | None = None) -> list[Message]:
        """The next message, and what else is there by then."""
        found = [await self.answer(within, chat)]
        fresh = [
            each for each in (chat or self.private).from_bot if self._key(each) not in self._seen
        ]
        self._seen.update(map(self._key, fresh))
        return found + fresh

    async def blocks_bot(self) -> None:
        self._change_bot("kicked")

    async def unblocks_bot(self) -> None:
        self._change_bot("member")

    def _change_bot(self, status: str) -> None:
        before, self.private.bot_status = self.private.bot_status, status
        self.world.updates.put("my_chat_member", changed_member(self.private, self, before, status))

    def _key(self, message: Message) -> tuple[int, int]:
        return message.chat.id, message.message_id


def changed_member(chat: Chat, by: Person, before: str, after: str) -> Json:
    """A ChatMemberUpdated about the bot."""
    world = chat.world
    return {
        "chat": chat.json,
        "from": by.user,
        "date": int(world.now()),
        "old_chat_member": member(world.sender, before),
        "new_chat_member": member(world.sender, after),
    }


def _captioned(caption: str | None, entities: Sequence[Json] | None = None) -> Json:
    if caption is None:
        return {}
    marked = marked_by_itself(caption) if entities is None else list(entities)
    return {"caption": caption, "caption_entities": marked} if marked else {"caption": caption}


def _data_of(button: Button) -> str:
    assert button.data is not None, f"{button.label!r} opens {button.url}"
    return button.data
