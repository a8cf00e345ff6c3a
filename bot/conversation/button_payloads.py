"""What a button carries: a compact, versioned payload that only one person may press.

Version, two letters for the action and the person's id, then the action's own fields, apart by
dots. At most 64 bytes of ASCII, the least that any platform allows (Telegram's callback_data).
Everything a press needs is in here or in our tables, so buttons outlive a restart.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from bot.conversation.errors import ButtonUnknown
from core.errors import NotYours
from storage.vocabulary import CheckupType

VERSION = "1"
LONGEST_PAYLOAD = 64
LARGEST_NUMBER = 999_999


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


Pressed = (
    UndoTurn
    | AnswerQuestion
    | ShowPage
    | ShowHistoryFrom
    | OpenItem
    | BackToItem
    | QuickAction
    | SetGoal
    | GoToTourStep
    | FinishCheckup
    | OfferIntervals
    | SetInterval
)


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
        person_id = _uuid(head[3:])
        values = [unpack(field) for unpack, field in zip(shape.parts, fields, strict=True)]
    except ValueError as wrong:
        raise ButtonUnknown from wrong
    if person_id != presser_id:
        raise NotYours
    return shape.kind(*values)


def _pack(value: UUID | int | str) -> str:
    if isinstance(value, UUID):
        return base64.urlsafe_b64encode(value.bytes).decode("ascii").rstrip("=")
    if isinstance(value, int) and not 0 <= value <= LARGEST_NUMBER:
        raise ValueError(f"a button carries numbers from 0 to {LARGEST_NUMBER}, not {value}")
    return str(value)


def _uuid(text: str) -> UUID:
    try:
        found = UUID(bytes=base64.b64decode(text + "==", altchars=b"-_", validate=True))
    except binascii.Error as wrong:
        raise ValueError(text) from wrong
    if _pack(found) != text:
        raise ValueError(text)
    return found


_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}")


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: Callable[..., Pressed]
    parts: tuple[Callable[[str], Any], ...]


_SHAPES = {
    "un": _Shape(UndoTurn, (_uuid,)),
    "an": _Shape(AnswerQuestion, (_uuid, _number)),
    "pg": _Shape(ShowPage, (_uuid, _number)),
    "hi": _Shape(ShowHistoryFrom, (_number,)),
    "it": _Shape(OpenItem, (_uuid,)),
    "bi": _Shape(BackToItem, (_uuid,)),
    "qa": _Shape(QuickAction, (_uuid, Quick)),
    "gl": _Shape(SetGoal, (_uuid, _number)),
    "to": _Shape(GoToTourStep, (_number,)),
    "cd": _Shape(FinishCheckup, (CheckupType,)),
    "co": _Shape(OfferIntervals, (CheckupType,)),
    "ci": _Shape(SetInterval, (CheckupType, _number)),
}
_CODES = {shape.kind: code for code, shape in _SHAPES.items()}
