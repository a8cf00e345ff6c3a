"""A person in a chat, for tests: says things, presses buttons by what is written on them."""

from dataclasses import replace
from itertools import count

from bot.conversation.conversation import Conversation
from bot.conversation.messages import (
    Account,
    Address,
    Button,
    Content,
    Group,
    Incoming,
    Press,
    Reply,
    Text,
)


class Talker:
    """Says and presses in one chat: a private one, unless in_group(). `replies` is the newest
    answer."""

    def __init__(
        self,
        conversation: Conversation,
        name: str = "ann",
        locale: str | None = "en",
        platform: str = "test",
    ) -> None:
        self.conversation = conversation
        self.replies: tuple[Reply, ...] = ()
        self._incoming = Incoming(
            address=Address(platform, f"chat-of-{name}"),
            account=Account(platform, name, name.title()),
            content=Text(""),
            locale=locale,
        )
        self._name = name
        self._numbers = count(1)

    def in_group(
        self, chat_id: str = "flat-7", title: str = "Flat 7", thread: str | None = None
    ) -> "Talker":
        """The same person, in a chat of several people."""
        there = Talker(self.conversation, self._name)
        there._numbers = self._numbers
        there._incoming = replace(
            self._incoming,
            address=Address(self._incoming.address.platform, chat_id, thread),
            group=Group(chat_id, title),
        )
        return there

    def sending(self, content: Content) -> Incoming:
        """A fresh update, not sent yet."""
        update = f"{self._name}-{next(self._numbers)}"
        return replace(self._incoming, content=content, update_id=update)

    def saying(self, text: str) -> Incoming:
        return self.sending(Text(text))

    def pressing(self, payload: str) -> Incoming:
        return self.sending(Press(payload))

    async def send(self, incoming: Incoming) -> str:
        """All that was answered, as plain text."""
        self.replies = await self.conversation.handle(incoming)
        return "\n".join(reply.plain() for reply in self.replies)

    async def say(self, text: str) -> str:
        return await self.send(self.saying(text))

    async def press(self, label: str) -> str:
        return await self.send(self.pressing(self.button(label).payload))

    async def press_payload(self, payload: str) -> str:
        return await self.send(self.pressing(payload))

    def button(self, label: str) -> Button:
        """The first button of the newest answer whose label contains this."""
        buttons = [button for reply in self.replies for button in reply.all_buttons()]
        for button in buttons:
            if label.casefold() in button.label.casefold():
                return button
        raise AssertionError(f"no {label!r} among {[button.label for button in buttons]}")

    def labels(self) -> list[str]:
        return [button.label for reply in self.replies for button in reply.all_buttons()]
