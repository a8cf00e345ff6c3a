"""What a button carries: a compact, versioned payload that only one person may press.

Version, two letters for the action and the person's id, then the action's own fields, apart by
dots. At most 64 bytes of ASCII, the least that any platform allows (Telegram's callback_data).
Everything a press needs is in here or in our tables, so buttons outlive a restart.
"""

from collections.abc import Callable
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from bot.conversation.email_buttons import EmailWish, ManageEmail
from bot.conversation.errors import ButtonUnknown
from bot.conversation.payload_fields import answer, instant, number, pack, platform
from bot.conversation.review_buttons import (
    AllGood,
    AnswerStep,
    BothGood,
    FinishReview,
    OfferReview,
    ReviewPressed,
    Size,
    SnoozeBoth,
    SnoozeReminder,
    StartReview,
    StartSized,
    StepBack,
    UndoReview,
    Until,
)
from bot.conversation.short_ids import read_short_id
from core.errors import NotYours
from storage.vocabulary import CheckupType

VERSION = "1"
LONGEST_PAYLOAD = 64


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

Pressed = (
    OnList | ReviewPressed | ManageEmail | OpenList | DeclineList | EraseEverything | KeepEverything
)


def encode(pressed: Pressed, person_id: UUID) -> str:
    """The payload of a button that does this when that person presses it.

    An instant is told to the second. Raises ValueError for a number below 0 or above
    LARGEST_NUMBER.
    """
    code = _CODES[type(pressed)]
    return ".".join([VERSION + code + pack(person_id), *map(pack, astuple(pressed))])


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


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: type[Pressed]
    parts: tuple[Callable[[str], Any], ...]


_SHAPES = {
    "un": _Shape(UndoTurn, (read_short_id,)),
    "an": _Shape(AnswerQuestion, (read_short_id, number)),
    "pg": _Shape(ShowPage, (read_short_id, number)),
    "hi": _Shape(ShowHistoryFrom, (number,)),
    "it": _Shape(OpenItem, (read_short_id,)),
    "bi": _Shape(BackToItem, (read_short_id,)),
    "qa": _Shape(QuickAction, (read_short_id, Quick)),
    "ed": _Shape(EditItem, (read_short_id,)),
    "gl": _Shape(SetGoal, (read_short_id, number)),
    "to": _Shape(GoToTourStep, (number,)),
    "cd": _Shape(FinishCheckup, (CheckupType,)),
    "co": _Shape(OfferIntervals, (CheckupType,)),
    "ci": _Shape(SetInterval, (CheckupType, number)),
    "em": _Shape(ManageEmail, (EmailWish,)),
    "vo": _Shape(OfferReview, (CheckupType,)),
    "vs": _Shape(StartReview, (CheckupType,)),
    "vz": _Shape(StartSized, (CheckupType, Size)),
    "va": _Shape(AnswerStep, (read_short_id, number, answer)),
    "vb": _Shape(StepBack, (read_short_id, number)),
    "vf": _Shape(FinishReview, (read_short_id,)),
    "vu": _Shape(UndoReview, (read_short_id,)),
    "vg": _Shape(AllGood, (CheckupType, instant)),
    "vG": _Shape(BothGood, (instant, instant)),
    "vw": _Shape(SnoozeReminder, (CheckupType, instant, Until)),
    "vW": _Shape(SnoozeBoth, (instant, instant, Until)),
    "ra": _Shape(RemindAt, (number,)),
    "ro": _Shape(RemindOn, (platform,)),
    "ol": _Shape(OpenList, ()),
    "dl": _Shape(DeclineList, ()),
    "er": _Shape(EraseEverything, (number,)),
    "ke": _Shape(KeepEverything, ()),
}
_CODES = {shape.kind: code for code, shape in _SHAPES.items()}
