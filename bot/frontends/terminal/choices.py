"""Buttons as numbered choices: which number stands for which button right now."""

from collections.abc import Sequence

from bot.conversation.messages import Button, Press, Reply, Text

NumberedRow = tuple[tuple[int | None, Button], ...]
"""Buttons with the numbers that press them; None: it can not be pressed, only read."""


def unnumbered(reply: Reply) -> tuple[NumberedRow, ...]:
    """For an answer after which nothing can be pressed any more."""
    return tuple(tuple((None, button) for button in row) for row in reply.buttons)


class Choices:
    """The buttons that stand: of the newest turn that brought any, until one is pressed."""

    def __init__(self) -> None:
        self._standing: list[Button] = []

    def offer(self, replies: Sequence[Reply]) -> list[tuple[NumberedRow, ...]]:
        """Number the buttons of the replies of one turn, through; rows per reply."""
        numbered, offered = _numbered(replies, first=1)
        if offered:
            self._standing = offered
        return numbered

    def add(self, replies: Sequence[Reply]) -> list[tuple[NumberedRow, ...]]:
        """Number the buttons of what came in between: on from those that stand, and go on
        standing."""
        numbered, offered = _numbered(replies, first=len(self._standing) + 1)
        self._standing += offered
        return numbered

    def read(self, line: str) -> Text | Press:
        """What a line says: a number alone presses its button, if that button stands."""
        number = line.strip().removeprefix("[").removesuffix("]")
        if number.isascii() and number.isdigit() and len(number) <= 4:
            index = int(number) - 1
            if 0 <= index < len(self._standing):
                pressed = self._standing[index]
                self._standing = []
                return Press(pressed.payload)
        return Text(line)


def _numbered(
    replies: Sequence[Reply], first: int
) -> tuple[list[tuple[NumberedRow, ...]], list[Button]]:
    """Rows per reply, and the buttons in the order of their numbers."""
    numbered: list[tuple[NumberedRow, ...]] = []
    buttons: list[Button] = []
    for reply in replies:
        rows: list[NumberedRow] = []
        for row in reply.buttons:
            rows.append(tuple(enumerate(row, start=first + len(buttons))))
            buttons += row
        numbered.append(tuple(rows))
    return numbered, buttons
