"""The reviews of a person as an export tells them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.reviews.results import Reason
from core.work import Work
from storage.vocabulary import CheckupType, ReviewAnswer


@dataclass(frozen=True, slots=True)
class PastAnswer:
    item_id: UUID
    answer: ReviewAnswer
    answered_at: datetime
    turn_id: UUID
    """What it changed is in the history under this."""


@dataclass(frozen=True, slots=True)
class PastReview:
    checkup_type: CheckupType
    begun_at: datetime
    finished_at: datetime | None
    asked: tuple[tuple[UUID, Reason], ...]
    """The things it was about, in order, and why."""
    answers: tuple[PastAnswer, ...]


async def past_reviews(work: Work) -> tuple[PastReview, ...]:
    """All of this household, the first begun first."""
    reviews = work.transaction.reviews(work.actor.person_id)
    rows = [row for row in await reviews.all() if row.household_id == work.actor.household_id]
    answers: dict[UUID, list[PastAnswer]] = {row.id: [] for row in rows}
    for answer in await reviews.answers(list(answers)):
        answers[answer.review_id].append(
            PastAnswer(
                answer.item_id, ReviewAnswer(answer.answer), answer.answered_at, answer.turn_id
            )
        )
    return tuple(
        PastReview(
            checkup_type=CheckupType(row.checkup_type),
            begun_at=row.begun_at,
            finished_at=row.finished_at,
            asked=tuple((UUID(entry["item"]), Reason(entry["reason"])) for entry in row.things),
            answers=tuple(answers[row.id]),
        )
        for row in rows
    )
