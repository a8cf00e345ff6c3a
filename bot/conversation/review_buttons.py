"""What the buttons of reminders and reviews carry. They work in private alone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from storage.vocabulary import CheckupType, ReviewAnswer

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


class Size(StrEnum):
    """How much is gone through."""

    FEW = "f"
    ALL = "a"


class Until(StrEnum):
    """How long a reminder waits."""

    TOMORROW = "t"
    WEEK = "w"


@dataclass(frozen=True, slots=True)
class OfferReview:
    """What there is to go through, with Start."""

    checkup_type: CheckupType


@dataclass(frozen=True, slots=True)
class StartReview:
    """Begin one, or go on with the one that was begun."""

    checkup_type: CheckupType


@dataclass(frozen=True, slots=True)
class StartSized:
    checkup_type: CheckupType
    size: Size


@dataclass(frozen=True, slots=True)
class AnswerStep:
    review_id: UUID
    step: int
    answer: ReviewAnswer


@dataclass(frozen=True, slots=True)
class StepBack:
    review_id: UUID
    step: int
    """Where it is pressed."""


@dataclass(frozen=True, slots=True)
class FinishReview:
    review_id: UUID


@dataclass(frozen=True, slots=True)
class UndoReview:
    review_id: UUID


@dataclass(frozen=True, slots=True)
class AllGood:
    """The checkup is done without a review. A cycle is told by its minute, as minute_of() does."""

    checkup_type: CheckupType
    cycle: int


@dataclass(frozen=True, slots=True)
class BothGood:
    keep_cycle: int
    give_cycle: int


@dataclass(frozen=True, slots=True)
class SnoozeReminder:
    checkup_type: CheckupType
    cycle: int
    until: Until


@dataclass(frozen=True, slots=True)
class SnoozeBoth:
    keep_cycle: int
    give_cycle: int
    until: Until


OnReminder = AllGood | BothGood | SnoozeReminder | SnoozeBoth
OnReview = OfferReview | StartReview | StartSized | AnswerStep | StepBack | FinishReview | UndoReview
ReviewPressed = OnReminder | OnReview


def minute_of(instant: datetime) -> int:
    """The minute it falls into, counted from the beginning of 1970 in UTC."""
    return (instant - _EPOCH) // _MINUTE
