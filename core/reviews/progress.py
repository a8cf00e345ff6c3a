"""A review on its way: where it stands, and how it ends."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from core.checkups.actions import complete_checkups, show_checkups
from core.errors import NotInPrivate, ReviewGone
from core.history.rows import logged_changes
from core.history.rules import is_recent
from core.items.actions import get_items
from core.reviews.asking import is_asked_about
from core.reviews.results import Candidate, Reason, ReviewState, ReviewStep, ReviewSummary
from core.work import Work
from storage.repositories.changes import ChangeRepository
from storage.repositories.reviews import ReviewRepository
from storage.tables import ReviewRow
from storage.vocabulary import CheckupType, ReviewAnswer

OPEN_FOR = timedelta(days=14)
"""How long a review that was begun can be gone on with."""


def reviews_of(work: Work) -> ReviewRepository:
    """Raises NotInPrivate: in a group nobody reviews."""
    if work.actor.is_shared:
        raise NotInPrivate
    return work.transaction.reviews(work.actor.person_id)


def asked_entry(candidate: Candidate) -> dict[str, Any]:
    """As it is kept with the review."""
    return {
        "item": str(candidate.thing.id),
        "reason": candidate.reason.value,
        "alike": candidate.alike,
    }


async def find_review(work: Work, review_id: UUID) -> ReviewRow:
    """The review of whoever acts. Raises ReviewGone, NotInPrivate."""
    review = await reviews_of(work).get(review_id)
    if review is None:
        raise ReviewGone
    await _reopen_if_undone(work, review)
    return review


async def review_in_hand(work: Work, review_id: UUID) -> ReviewRow:
    """One that is open, or has completed the checkup. Raises ReviewGone, NotInPrivate."""
    review = await find_review(work, review_id)
    if not is_open(work, review) and review.finishing_turn_id is None:
        raise ReviewGone
    return review


async def newest_open(work: Work, checkup_type: CheckupType) -> ReviewRow | None:
    """Begun on any platform. Raises NotInPrivate."""
    review = await reviews_of(work).newest(checkup_type)
    if review is None:
        return None
    await _reopen_if_undone(work, review)
    return review if is_open(work, review) else None


def is_open(work: Work, review: ReviewRow) -> bool:
    return review.finished_at is None and work.now - review.begun_at <= OPEN_FOR


async def state_of(work: Work, review: ReviewRow) -> ReviewState:
    """What is asked next; where nothing is left to be asked, the checkup is completed."""
    step = await next_step(work, review)
    return await finished(work, review) if step is None else step


async def next_step(work: Work, review: ReviewRow) -> ReviewStep | None:
    """What is asked next; None: nothing is left to be asked, or the review is over."""
    candidate = await next_candidate(work, review)
    if candidate is None:
        return None
    answers = await reviews_of(work).answers([review.id])
    return ReviewStep(
        review_id=review.id,
        checkup_type=CheckupType(review.checkup_type),
        step=review.position,
        total=len(review.things),
        candidate=candidate,
        answered=sum(answer.step < review.position for answer in answers),
    )


async def next_candidate(work: Work, review: ReviewRow) -> Candidate | None:
    """Go on to the next thing that is still there as it should be; None: there is none, or the
    review is over."""
    if review.finished_at is not None:
        return None
    checkup_type = CheckupType(review.checkup_type)
    while review.position < len(review.things):
        asked = review.things[review.position]
        for thing in await get_items(work, [UUID(asked["item"])]):
            if is_asked_about(checkup_type, thing.status):
                return Candidate(thing, Reason(asked["reason"]), asked["alike"])
        review.position += 1
    return None


async def finished(work: Work, review: ReviewRow) -> ReviewSummary:
    """Complete the checkup, unless the review has done so before, and tell what came of it."""
    if review.finished_at is None:
        await complete_checkups(work, [CheckupType(review.checkup_type)])
        review.finished_at = work.now
        review.finishing_turn_id = work.turn_id
    return await _summary(work, review)


async def _summary(work: Work, review: ReviewRow) -> ReviewSummary:
    checkup_type = CheckupType(review.checkup_type)
    answers = await reviews_of(work).answers([review.id])
    turn_ids = {answer.turn_id for answer in answers}
    if review.finishing_turn_id is not None:
        turn_ids.add(review.finishing_turn_id)
    changes = logged_changes(await _changes(work).of_turns(list(turn_ids)))
    taken_back = {change.turn_id for change in changes if change.undone_by is not None}
    standing = [change for change in changes if change.stands]
    told = [answer for answer in answers if answer.turn_id not in taken_back]
    things = {
        thing.id: thing for thing in await get_items(work, [answer.item_id for answer in told])
    }
    (checkup,) = [one for one in await show_checkups(work) if one.checkup_type is checkup_type]
    return ReviewSummary(
        review_id=review.id,
        checkup_type=checkup_type,
        answers=tuple((things.get(answer.item_id), ReviewAnswer(answer.answer)) for answer in told),
        next_due_at=checkup.next_due_at,
        can_be_undone=bool(standing) and is_recent(standing, work.now),
    )


async def _reopen_if_undone(work: Work, review: ReviewRow) -> None:
    """Where the turn that completed the checkup was undone, the review stands where it stood
    before that turn."""
    if review.finishing_turn_id is None:
        return
    finishing = await _changes(work).of_turn(review.finishing_turn_id)
    if not any(change.undone_by is not None for change in finishing):
        return
    reviews = reviews_of(work)
    answers = await reviews.answers([review.id])
    undone = [answer for answer in answers if answer.turn_id == review.finishing_turn_id]
    if undone:
        review.position = undone[0].step
        await reviews.forget(undone)
    review.finished_at = None
    review.finishing_turn_id = None


def _changes(work: Work) -> ChangeRepository:
    return work.transaction.changes(work.actor.household_id, work.actor.person_id)
