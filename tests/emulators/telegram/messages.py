"""A message in a chat, as people see it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.emulators.telegram import html
from tests.emulators.telegram.keyboards import Button, buttons_of

if TYPE_CHECKING:
    from tests.emulators.telegram.chats import Chat

Json = dict[str, Any]


@dataclass(eq=False, slots=True)
class Message:
    """Live: an edit shows here at once."""

    chat: "Chat" = field(repr=False)
    json: Json
    """As the Bot API has it."""
    from_bot: bool = False
    """By the bot, not by a person or another bot."""
    source: str = ""
    """The text or caption as HTML."""
    data: bytes | None = field(default=None, repr=False)
    """Of its photo, document, voice, ..."""
    forces_reply: bool = False
    """Whether the person's app is put at replying to it."""
    edits: int = 0
    old: bool = False
    """Too old to be edited or deleted by the bot."""
    deleted: bool = False

    @property
    def message_id(self) -> int:
        return int(self.json["message_id"])

    @property
    def text(self) -> str:
        """The text, or the caption; empty if there is neither."""
        return str(self.json.get("text", self.json.get("caption", "")))

    @property
    def caption(self) -> str | None:
        return self.json.get("caption")

    @property
    def html(self) -> str:
        return self.source or html.quote(self.text)

    @property
    def photo(self) -> bytes | None:
        return self.data if "photo" in self.json else None

    @property
    def document(self) -> tuple[str, bytes] | None:
        """Its name and what it holds."""
        if "document" not in self.json:
            return None
        return self.json["document"].get("file_name", ""), self.data or b""

    @property
    def keyboard(self) -> list[list[Button]]:
        return buttons_of(self.json.get("reply_markup", {}))

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.keyboard for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    def button(self, label: str) -> Button:
        """The one with this label; an emoji or other sign may stand before the word."""
        for exact in (True, False):
            for button in self.buttons:
                words = button.label.partition(" ")[2]
                if label == button.label or (not exact and label == words):
                    return button
        raise AssertionError(f"no button {label!r} among {self.labels} of {self.text!r}")

    @property
    def thread(self) -> int | None:
        """The topic it is in."""
        return self.json.get("message_thread_id") if self.json.get("is_topic_message") else None

    @property
    def reply_to(self) -> int | None:
        """The message_id it answers."""
        answered = self.json.get("reply_to_message")
        if answered is None or "forum_topic_created" in answered:
            return None
        return int(answered["message_id"])

    def grow_old(self) -> None:
        """From now on the bot can neither edit nor delete it."""
        self.old = True
