"""A chat of Telegram in a terminal: messages with their formatting, photos and buttons."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.frontends.terminal.display import displayable
from tests.emulators.demo import Screen
from tests.emulators.telegram.keyboards import Button
from tests.emulators.telegram.messages import Message

STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "cyan",
    "pre": "cyan",
    "text_link": "blue underline",
    "blockquote": "dim",
    "expandable_blockquote": "dim",
    "bot_command": "blue",
}


class DemoScreen(Screen):
    def __init__(self, console: Console | None = None) -> None:
        super().__init__(console)
        self.choices: list[tuple[Message, Button]] = []
        """What the numbers on the screen press, in their order."""

    def show(self, message: Message) -> None:
        """A message of the bot as it is now. The numbers are those of its buttons."""
        if message.deleted:
            self.note(f"(deleted: {message.text})")
            return
        if message.edits:
            self.note("(edited)")
        for line in _attached(message):
            self.console.print(Text(line, "magenta"))
        if message.text:
            self.console.print(formatted(message.json))
        if message.buttons:
            self.choices = [(message, each) for each in message.buttons if each.data is not None]
            for row in message.keyboard:
                self.console.print(self._row(row))
        self.console.print()

    def _row(self, row: Sequence[Button]) -> Text:
        buttons = [button for _, button in self.choices]
        line = Text()
        for button in row:
            if button.data is None:
                line.append(displayable(f"[{button.label}] {button.url}  "))
            else:
                line.append(f"[{buttons.index(button) + 1}]", "bold cyan")
                line.append(displayable(f" {button.label}  "))
        return line


def formatted(json: dict[str, Any]) -> Text:
    """The text or caption with its entities, whose places are in UTF-16 units."""
    said = str(json.get("text", json.get("caption", "")))
    text = Text(displayable(said))
    if len(text) != len(said):
        return text
    units = said.encode("utf-16-le")
    for entity in json.get("entities", json.get("caption_entities", [])):
        begin = len(units[: 2 * entity["offset"]].decode("utf-16-le"))
        end = len(units[: 2 * (entity["offset"] + entity["length"])].decode("utf-16-le"))
        if style := STYLES.get(entity["type"]):
            text.stylize(style, begin, end)
    return text


def _attached(message: Message) -> list[str]:
    if message.photo is not None:
        size = message.json["photo"][-1]
        return [f"[photo {size['width']} × {size['height']}, {len(message.photo):,} bytes]"]
    if message.document is not None:
        name, data = message.document
        return [f"[document {displayable(name)}, {len(data):,} bytes]"]
    return []
