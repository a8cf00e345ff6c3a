"""A review as it stands: which thing is asked about next, or what came of it all."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.items.results import Thing
from storage.vocabulary import CheckupType, ReviewAnswer


class Reason(StrEnum):
    """Why a thing is worth asking about; kept with the review."""

    GOAL_REACHED = "goal_reached"
    UNUSED = "unused"
    NEVER_CONFIRMED = "never_confirmed"
    """No review has asked about it yet."""
    ALIKE = "alike"
    """There are several of its kind."""
    TO_HAND_OVER = "to_hand_over"
    """It was put aside to be given or donated, in a review or without naming who gets it."""
    STILL_HERE = "still_here"
    """It had not left the house at the last review."""
    PARTED_LATELY = "parted_lately"


@dataclass(frozen=True, slots=True)
class Candidate:
    thing: Thing
    reason: Reason
    alike: int = 1
    """How many of its kind are kept, itself included."""


ANSWERS: dict[CheckupType, tuple[ReviewAnswer, ...]] = {
    CheckupType.KEEP: (
        ReviewAnswer.USED,
        ReviewAnswer.KEEP,
        ReviewAnswer.GIVE,
        ReviewAnswer.DONATE,
        ReviewAnswer.NOT_TODAY,
    ),
    CheckupType.GIVE: (
        ReviewAnswer.DONE,
        ReviewAnswer.STILL_HERE,
        ReviewAnswer.CHANGED_MIND,
    ),
}
"""What may be said of a thing in each, in the order it is offered."""


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """The next thing to be asked about."""

    review_id: UUID
    checkup_type: CheckupType
    step: int
    """From 0."""
    total: int
    candidate: Candidate
    answered: int
    """How many steps before it were answered: none is one to go back to where this is 0."""


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """The review is over, and the checkup completed."""

    review_id: UUID
    checkup_type: CheckupType
    answers: tuple[tuple[Thing | None, ReviewAnswer], ...]
    """In the order of the steps, of those whose answer stands; None: the thing is gone by now."""
    next_due_at: datetime
    can_be_undone: bool


ReviewState = ReviewStep | ReviewSummary
