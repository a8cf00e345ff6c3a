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
        numbered: list[tuple[NumberedRow, ...]] = []
        offered: list[Button] = []
        for reply in replies:
            rows: list[NumberedRow] = []
            for row in reply.buttons:
                rows.append(tuple(enumerate(row, start=len(offered) + 1)))
                offered += row
            numbered.append(tuple(rows))
        if offered:
            self._standing = offered
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
