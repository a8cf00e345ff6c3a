"""Replies as lines of a terminal: in colour for eyes, plain for pipes."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.conversation.messages import Button, Card, Document, Reply, progress_bar
from bot.frontends.terminal.choices import NumberedRow
from bot.frontends.terminal.display import displayable
from bot.frontends.terminal.documents import save

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDEST = 100


class Screen(Protocol):
    def show(self, reply: Reply, rows: Sequence[NumberedRow]) -> None:
        """One reply with its numbered buttons."""
        ...

    def note(self, text: str) -> None:
        """A word of the program itself."""
        ...


class PlainScreen:
    """No colours, no escapes: for pipes, files and screen readers."""

    def show(self, reply: Reply, rows: Sequence[NumberedRow]) -> None:
        lines = [reply.plain()]
        lines += ["  ".join("".join(_marked(*choice)) for choice in row) for row in rows]
        if reply.document:
            lines.append(_handed_over(reply.document))
        self.note("\n".join(lines))

    def note(self, text: str) -> None:
        sys.stdout.write(displayable(text) + "\n")
        sys.stdout.flush()


class ColourScreen:
    """Cards with bars, coloured choices; obeys NO_COLOR. Loads rich on first use."""

    def __init__(self) -> None:
        self._console: Console | None = None

    def show(self, reply: Reply, rows: Sequence[NumberedRow]) -> None:
        from rich.text import Text

        console = self._opened()
        if reply.text:
            console.print(Text(displayable(reply.text)))
        for card in reply.cards:
            console.print(_card(card))
        for row in rows:
            line = Text()
            for choice in row:
                mark, label = _marked(*choice)
                line.append(displayable(mark), "bold cyan").append(f"{displayable(label)}  ")
            console.print(line)
        if reply.document:
            console.print(Text(_handed_over(reply.document), "green"))
        console.print()

    def note(self, text: str) -> None:
        from rich.text import Text

        self._opened().print(Text(displayable(text), "dim"))

    def _opened(self) -> "Console":
        if self._console is None:
            from rich.console import Console

            self._console = Console(highlight=False, markup=False, emoji=False)
            self._console.width = min(self._console.width, WIDEST)
        return self._console


def at_terminal() -> bool:
    """Whether a person looks on: no pipe or file on either side."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _marked(number: int | None, button: Button) -> tuple[str, str]:
    return (f"[{button.label}]", "") if number is None else (f"[{number}]", f" {button.label}")


def _card(card: Card) -> "RenderableType":
    from rich import box
    from rich.console import Group
    from rich.panel import Panel
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for label, value in card.rows:
        table.add_row(Text(displayable(label), "dim"), Text(displayable(value)))
    if card.progress is not None:
        bar = Text(progress_bar(card.progress), "green" if card.progress >= 1 else "yellow")
        table.add_row(
            Text(displayable(card.progress_label), "dim"), bar.append(f" {card.progress:.0%}")
        )
    badges = [Text(displayable(", ".join(card.badges)), "bold yellow")] if card.badges else []
    title = Text(displayable(f"{card.emoji} {card.title}"), "bold")
    return Panel(
        Group(table, *badges),
        title=title,
        title_align="left",
        box=box.ROUNDED,
        border_style="cyan",
        expand=False,
    )


def _handed_over(document: Document) -> str:
    try:
        return f"Saved as {save(document, Path.cwd())}"
    except OSError as error:
        return f"{document.name} could not be saved here: {error.strerror}"
