"""Buttons and lists under a message, within Discord's limits (Message, Components). Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.messages import Button

MOST_ROWS = 5
MOST_IN_ROW = 5
MOST_OPTIONS = 25


@dataclass(frozen=True, slots=True)
class ButtonRow:
    """At most MOST_IN_ROW."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """At most MOST_OPTIONS, of which one is chosen."""

    options: tuple[Button, ...]


Row = ButtonRow | ChoiceList


def rows_of(buttons: Iterable[Sequence[Button]]) -> tuple[Row, ...]:
    """As rows of buttons where they fit under one message; else what stands alone in its row
    becomes an option of a list; if that is not enough, everything does. More than MOST_ROWS only
    for more than MOST_ROWS lists. No payload is there twice: Discord refuses that."""
    rows = [part for row in _each_once(buttons) for part in _parts(row, MOST_IN_ROW)]
    if len(rows) <= MOST_ROWS:
        return tuple(map(ButtonRow, rows))
    alone = [row[0] for row in rows if len(row) == 1]
    together = [ButtonRow(row) for row in rows if len(row) > 1]
    mixed: tuple[Row, ...] = (*map(ChoiceList, _parts(alone, MOST_OPTIONS)), *together)
    if len(mixed) <= MOST_ROWS:
        return mixed
    everything = [button for row in rows for button in row]
    return tuple(map(ChoiceList, _parts(everything, MOST_OPTIONS)))


def _each_once(rows: Iterable[Sequence[Button]]) -> Iterator[Sequence[Button]]:
    seen: set[str] = set()
    for row in rows:
        fresh = list({button.payload: button for button in row}.values())
        fresh = [button for button in fresh if button.payload not in seen]
        seen.update(button.payload for button in fresh)
        yield fresh


def _parts(buttons: Sequence[Button], most: int) -> Iterator[tuple[Button, ...]]:
    for start in range(0, len(buttons), most):
        yield tuple(buttons[start : start + most])
