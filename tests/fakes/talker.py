"""A person in a chat, for tests: says things, presses buttons by what is written on them."""

from dataclasses import replace
from itertools import count

from bot.conversation.conversation import Conversation
from bot.conversation.messages import Account, Address, Button, Incoming, Press, Reply, Text


class Talker:
    """Says and presses in one private chat. `replies` is the newest answer."""

    def __init__(
        self, conversation: Conversation, name: str = "ann", locale: str | None = "en"
    ) -> None:
        self.conversation = conversation
        self.replies: tuple[Reply, ...] = ()
        self._incoming = Incoming(
            address=Address("test", f"chat-of-{name}"),
            account=Account("test", name, name.title()),
            content=Text(""),
            locale=locale,
        )
        self._name = name
        self._numbers = count(1)

    def saying(self, text: str) -> Incoming:
        """A fresh update, not sent yet."""
        update = f"{self._name}-{next(self._numbers)}"
        return replace(self._incoming, content=Text(text), update_id=update)

    def pressing(self, payload: str) -> Incoming:
        return replace(self.saying(""), content=Press(payload))

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
