"""Direct messages of Discord in a terminal: texts, embeds, files, buttons and lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.text import Text

from bot.frontends.terminal.display import displayable
from tests.emulators.demo import Screen
from tests.emulators.discord.messages import BUTTON, SELECTS, Message, controls, label_of
from tests.emulators.discord.world import JSON

ROW = 1
_MARKS = re.compile(r"\\(?P<escaped>[^\w\s])|<t:(?P<time>\d{1,11})(?::(?P<style>[tTdDfFR]))?>")
_DATE, _TIME = "%d %b %Y", "%H:%M UTC"
_STYLES = {"t": _TIME, "T": _TIME, "d": _DATE, "D": _DATE}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a number on the screen does: press a button, or pick an option of a list."""

    message: Message
    key: str
    """The custom_id of the button, or the value of the option."""
    is_option: bool


class DemoScreen(Screen):
    def __init__(self, console: Console | None = None) -> None:
        super().__init__(console)
        self.choices: list[Choice] = []
        """In the order of their numbers."""

    def show(self, message: Message) -> None:
        """A message of the bot as it is now. The numbers are those of its buttons and options."""
        if message.deleted:
            self.note(f"(deleted: {message.text})")
            return
        if message.edited is not None:
            self.note("(edited)")
        if message.ephemeral:
            self.note("(only you can see this)")
        if message.content:
            self.console.print(readable(message.content))
        for embed in message.embeds:
            self._show_embed(embed)
        for file in message.attachments:
            shown = f"[{file.name}, {len(file.content):,} bytes]"
            self.console.print(Text(displayable(shown), "magenta"))
        if message.components:
            self.choices = []
            for row in message.components:
                self._show_row(message, row)
        self.console.print()

    def _show_embed(self, embed: JSON) -> None:
        for text, style in _lines(embed):
            line = Text("▌ ", "dim")
            self.console.print(line.append_text(readable(text, style)))

    def _show_row(self, message: Message, row: JSON) -> None:
        line = Text()
        for each in controls(row["components"] if row["type"] == ROW else [row]):
            if each["type"] in SELECTS:
                line.append(displayable(f"{each.get('placeholder') or ''} "), "dim")
                for option in each.get("options", ()):
                    self._number(line, Choice(message, option["value"], True), option["label"])
            elif each["type"] == BUTTON and "url" in each:
                line.append(displayable(f"[{label_of(each)}] {each['url']}  "))
            elif each["type"] == BUTTON:
                parts = ((each.get("emoji") or {}).get("name"), each.get("label"))
                name = " ".join(part for part in parts if part)
                self._number(line, Choice(message, each["custom_id"], False), name)
        self.console.print(line)

    def _number(self, line: Text, choice: Choice, label: str) -> None:
        self.choices.append(choice)
        line.append(f"[{len(self.choices)}]", "bold cyan")
        line.append(displayable(f" {label}  "))


def readable(text: str, style: str = "") -> Text:
    """Without the backslashes of Markdown, and with its times as dates."""
    return Text(displayable(_MARKS.sub(_read, text)), style)


def _read(mark: re.Match[str]) -> str:
    if mark["time"] is None:
        return mark["escaped"]
    then = datetime.fromtimestamp(int(mark["time"]), UTC)
    if mark["style"] == "R":
        days = round((then - datetime.now(UTC)) / timedelta(days=1))
        return f"in {days} days" if days >= 0 else f"{-days} days ago"
    return then.strftime(_STYLES.get(mark["style"], f"{_DATE} {_TIME}"))


def _lines(embed: JSON) -> Iterator[tuple[str, str]]:
    """Each with its style."""
    if embed.get("thumbnail"):
        yield "(picture)", "magenta"
    if embed.get("title"):
        yield embed["title"], "bold"
    if embed.get("description"):
        yield embed["description"], ""
    for each in embed.get("fields") or ():
        yield f"{each['name']}: {each['value']}", ""
    if embed.get("footer"):
        yield embed["footer"]["text"], "dim"
