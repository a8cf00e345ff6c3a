"""What a button carries: a compact, versioned payload that only one person may press.

Version, two letters for the action and the person's id, then the action's own fields, apart by
dots. At most 64 bytes of ASCII, the least that any platform allows (Telegram's callback_data).
Everything a press needs is in here or in our tables, so buttons outlive a restart.
"""

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from bot.conversation.errors import ButtonUnknown
from bot.conversation.short_ids import read_short_id, short_id
from core.errors import NotYours
from core.people.rules import CHANNELS
from storage.vocabulary import CheckupType

VERSION = "1"
LONGEST_PAYLOAD = 64
LARGEST_NUMBER = 999_999_999


class Quick(StrEnum):
    """What a card offers to do with its thing."""

    USED = "used"
    GIVE = "give"
    DONATE = "donate"
    GOAL = "goal"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class UndoTurn:
    turn_id: UUID


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    question_id: UUID
    option: int


@dataclass(frozen=True, slots=True)
class ShowPage:
    """More of the list that a turn found."""

    turn_id: UUID
    offset: int


@dataclass(frozen=True, slots=True)
class ShowHistoryFrom:
    offset: int


@dataclass(frozen=True, slots=True)
class OpenItem:
    item_id: UUID


@dataclass(frozen=True, slots=True)
class BackToItem:
    """Its card, in place of what was asked about it."""

    item_id: UUID


@dataclass(frozen=True, slots=True)
class QuickAction:
    item_id: UUID
    action: Quick


@dataclass(frozen=True, slots=True)
class EditItem:
    """Ask for several of its details at once."""

    item_id: UUID


@dataclass(frozen=True, slots=True)
class SetGoal:
    item_id: UUID
    months: int


@dataclass(frozen=True, slots=True)
class GoToTourStep:
    """0 ends the tour."""

    step: int


@dataclass(frozen=True, slots=True)
class FinishCheckup:
    checkup_type: CheckupType


@dataclass(frozen=True, slots=True)
class OfferIntervals:
    checkup_type: CheckupType


@dataclass(frozen=True, slots=True)
class SetInterval:
    checkup_type: CheckupType
    months: int


@dataclass(frozen=True, slots=True)
class RemindAt:
    hour: int


@dataclass(frozen=True, slots=True)
class RemindOn:
    platform: str
    """Empty: none in particular."""


@dataclass(frozen=True, slots=True)
class OpenList:
    """Start the shared list of the group where this is pressed."""


@dataclass(frozen=True, slots=True)
class DeclineList:
    pass


@dataclass(frozen=True, slots=True)
class EraseEverything:
    """Delete all there is about the person."""

    asked_in: int
    """The minute of the question, counted from the beginning of 1970 in UTC."""


@dataclass(frozen=True, slots=True)
class KeepEverything:
    pass


OnList = (
    UndoTurn
    | AnswerQuestion
    | ShowPage
    | ShowHistoryFrom
    | OpenItem
    | BackToItem
    | QuickAction
    | EditItem
    | SetGoal
    | GoToTourStep
    | FinishCheckup
    | OfferIntervals
    | SetInterval
    | RemindAt
    | RemindOn
)
"""About things, checkups or the tour: pressed where there is a list."""

Pressed = OnList | OpenList | DeclineList | EraseEverything | KeepEverything


def encode(pressed: Pressed, person_id: UUID) -> str:
    """The payload of a button that does this when that person presses it.

    Raises ValueError for a number below 0 or above LARGEST_NUMBER.
    """
    code = _CODES[type(pressed)]
    return ".".join([VERSION + code + _pack(person_id), *map(_pack, astuple(pressed))])


def decode(payload: str, presser_id: UUID) -> Pressed:
    """What the press asks for.

    Raises ButtonUnknown for what encode() has not made, NotYours for somebody else's button.
    """
    if len(payload) > LONGEST_PAYLOAD or not payload.isascii() or payload[:1] != VERSION:
        raise ButtonUnknown
    head, *fields = payload.split(".")
    shape = _SHAPES.get(head[1:3])
    if shape is None or len(fields) != len(shape.parts):
        raise ButtonUnknown
    try:
        person_id = read_short_id(head[3:])
        values = [unpack(field) for unpack, field in zip(shape.parts, fields, strict=True)]
    except ValueError as wrong:
        raise ButtonUnknown from wrong
    if person_id != presser_id:
        raise NotYours
    return shape.kind(*values)


def opens_form(payload: str) -> bool:
    """Whether a press of this button is answered by a form, as far as can be told unchecked."""
    return payload[:3] == VERSION + _CODES[EditItem]


def kinds() -> tuple[type[Pressed], ...]:
    """Everything that a button can do."""
    return tuple(_CODES)


def _pack(value: UUID | int | str) -> str:
    if isinstance(value, UUID):
        return short_id(value)
    if isinstance(value, int) and not 0 <= value <= LARGEST_NUMBER:
        raise ValueError(f"a button carries numbers from 0 to {LARGEST_NUMBER}, not {value}")
    return str(value)


_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _platform(text: str) -> str:
    if text not in ("", *CHANNELS):
        raise ValueError(text)
    return text


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: type[Pressed]
    parts: tuple[Callable[[str], Any], ...]


_SHAPES = {
    "un": _Shape(UndoTurn, (read_short_id,)),
    "an": _Shape(AnswerQuestion, (read_short_id, _number)),
    "pg": _Shape(ShowPage, (read_short_id, _number)),
    "hi": _Shape(ShowHistoryFrom, (_number,)),
    "it": _Shape(OpenItem, (read_short_id,)),
    "bi": _Shape(BackToItem, (read_short_id,)),
    "qa": _Shape(QuickAction, (read_short_id, Quick)),
    "ed": _Shape(EditItem, (read_short_id,)),
    "gl": _Shape(SetGoal, (read_short_id, _number)),
    "to": _Shape(GoToTourStep, (_number,)),
    "cd": _Shape(FinishCheckup, (CheckupType,)),
    "co": _Shape(OfferIntervals, (CheckupType,)),
    "ci": _Shape(SetInterval, (CheckupType, _number)),
    "ra": _Shape(RemindAt, (_number,)),
    "ro": _Shape(RemindOn, (_platform,)),
    "ol": _Shape(OpenList, ()),
    "dl": _Shape(DeclineList, ()),
    "er": _Shape(EraseEverything, (_number,)),
    "ke": _Shape(KeepEverything, ()),
}
_CODES = {shape.kind: code for code, shape in _SHAPES.items()}
