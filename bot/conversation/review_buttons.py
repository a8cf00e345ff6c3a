"""What the buttons of reminders and reviews carry. They work in private alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from storage.vocabulary import CheckupType, ReviewAnswer


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
    """The checkup is done without a review."""

    checkup_type: CheckupType
    cycle: datetime
    """The due cycle the message is about, in whole seconds; so everywhere below."""


@dataclass(frozen=True, slots=True)
class BothGood:
    keep_cycle: datetime
    give_cycle: datetime


@dataclass(frozen=True, slots=True)
class SnoozeReminder:
    checkup_type: CheckupType
    cycle: datetime
    until: Until


@dataclass(frozen=True, slots=True)
class SnoozeBoth:
    keep_cycle: datetime
    give_cycle: datetime
    until: Until


OnReminder = AllGood | BothGood | SnoozeReminder | SnoozeBoth
OnReview = (
    OfferReview | StartReview | StartSized | AnswerStep | StepBack | FinishReview | UndoReview
)
ReviewPressed = OnReminder | OnReview
