"""The use cases of a review. It is a person's own, in their private household: everywhere else
they raise NotInPrivate."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from core.checkups.actions import complete_checkups, snooze_checkups
from core.checkups.rows import checkup_state, present_zone
from core.checkups.rules import checkup_of, due_cycle
from core.errors import (
    AlreadyUndone,
    CheckupDone,
    NothingToUndo,
    NotInPrivate,
    ReviewGone,
    StepAnswered,
)
from core.history.actions import undo
from core.items.actions import change_items, part_with_items
from core.items.results import ThingEdit
from core.receipts import Change, Receipt
from core.reviews.asking import worth_asking
from core.reviews.progress import (
    asked_entry,
    find_review,
    finished,
    newest_open,
    next_candidate,
    next_step,
    review_in_hand,
    reviews_of,
    state_of,
)
from core.reviews.results import ANSWERS, Candidate, ReviewState, ReviewStep
from core.work import Work
from storage.base import new_id
from storage.tables import ReviewAnswerRow, ReviewRow
from storage.vocabulary import CheckupType, ItemStatus, ReviewAnswer

MOST_THINGS = 100
"""What one review asks about."""


async def to_review(work: Work, checkup_type: CheckupType) -> tuple[Candidate, ...]:
    """What a review of this type would ask about, the first first."""
    if work.actor.is_shared:
        raise NotInPrivate
    actor = work.actor
    return await worth_asking(
        work.transaction, actor.person_id, actor.household_id, checkup_type, work.today
    )


async def open_review(work: Work, checkup_type: CheckupType) -> ReviewStep | None:
    """Where the review stands that was begun on any platform within the last 14 days; None: there
    is none, or nothing is left to ask in it."""
    review = await newest_open(work, checkup_type)
    return None if review is None else await next_step(work, review)


async def start_review(
    work: Work, checkup_type: CheckupType, size: int | None = None
) -> ReviewState | None:
    """Go on with the open review of this type, or else begin one with the first `size` things (1
    to 100; None: 100). Where all that is left of an open one has gone meanwhile, it is completed
    if anything was answered in it. None: there is nothing to ask about."""
    review = await newest_open(work, checkup_type)
    if review is not None:
        step = await next_step(work, review)
        if step is not None:
            return step
        if await reviews_of(work).answers([review.id]):
            return await finished(work, review)
        review.finished_at = work.now
    most = MOST_THINGS if size is None else min(max(size, 1), MOST_THINGS)
    candidates = (await to_review(work, checkup_type))[:most]
    if not candidates:
        return None
    review = ReviewRow(
        id=new_id(),
        person_id=work.actor.person_id,
        household_id=work.actor.household_id,
        checkup_type=checkup_type,
        things=[asked_entry(candidate) for candidate in candidates],
        position=0,
        begun_at=work.now,
    )
    reviews_of(work).add(review)
    return await state_of(work, review)


async def present_state(work: Work, review_id: UUID) -> ReviewState:
    """Where the review stands. Where all that is left to be asked about has gone meanwhile, the
    checkup is completed, as after the last answer. Raises ReviewGone."""
    return await state_of(work, await review_in_hand(work, review_id))


async def answer_step(work: Work, review_id: UUID, step: int, answer: ReviewAnswer) -> ReviewState:
    """Do what the answer says, keep it, and go on. After the last one the checkup is completed.

    Raises ReviewGone, also for an answer that is none to this type of review; StepAnswered;
    ItemLimitReached (changed their mind). Where it raises, the answer is not kept.
    """
    review = await review_in_hand(work, review_id)
    if answer not in ANSWERS[CheckupType(review.checkup_type)]:
        raise ReviewGone
    candidate = await next_candidate(work, review)
    if candidate is None or step != review.position:
        return _not_asked(work, review, await state_of(work, review))
    item_id = candidate.thing.id
    await _apply(work, item_id, answer)
    reviews_of(work).add(
        ReviewAnswerRow(
            review_id=review.id,
            step=step,
            person_id=work.actor.person_id,
            item_id=item_id,
            answer=answer,
            turn_id=work.turn_id,
            answered_at=work.now,
        )
    )
    review.position = step + 1
    return await state_of(work, review)


async def step_back(work: Work, review_id: UUID, step: int) -> ReviewState:
    """From this step, which is asked now, to the one answered before it; the turn of that answer
    is undone, and asks again.

    Raises ReviewGone, StepAnswered (also where nothing was answered before it), and what undo
    raises where something stands in the way: UndoConflict, ItemLimitReached.
    """
    review = await review_in_hand(work, review_id)
    reviews = reviews_of(work)
    answers = [row for row in await reviews.answers([review.id]) if row.step < step]
    if review.finished_at is not None or step != review.position or not answers:
        return _not_asked(work, review, await state_of(work, review))
    turn_id = answers[-1].turn_id
    with suppress(NothingToUndo, AlreadyUndone):
        await undo(work, turn_id)
    of_turn = [row for row in answers if row.turn_id == turn_id]
    review.position = of_turn[0].step
    await reviews.forget(of_turn)
    return await state_of(work, review)


async def finish_review(work: Work, review_id: UUID) -> ReviewState:
    """That is enough: complete the checkup with what was answered. Once finished it only tells the
    same again. Where nothing was answered the review is over at the step that is told, and the
    checkup stays as it is: to look at the first thing and leave is none. Raises ReviewGone."""
    review = await review_in_hand(work, review_id)
    if review.finished_at is not None or await reviews_of(work).answers([review.id]):
        return await finished(work, review)
    state = await state_of(work, review)
    if isinstance(state, ReviewStep):
        review.finished_at = work.now
    return state


async def undo_review(work: Work, review_id: UUID) -> Receipt:
    """Take back everything the review changed, the completed checkup included, or nothing. What
    was undone already stays so.

    Raises ReviewGone, NothingToUndo, AlreadyUndone, UndoExpired, UndoConflict, ItemLimitReached.
    """
    review = await find_review(work, review_id)
    if review.finished_at is not None and review.finishing_turn_id is None:
        raise AlreadyUndone
    reviews = reviews_of(work)
    answers = await reviews.answers([review.id])
    turn_ids = {answer.turn_id for answer in answers}
    if review.finishing_turn_id is not None:
        turn_ids.add(review.finishing_turn_id)
    changes: list[Change] = []
    async with work.all_or_nothing():
        for turn_id in sorted(turn_ids, reverse=True):  # ids sort by time
            with suppress(NothingToUndo, AlreadyUndone):
                changes += (await undo(work, turn_id)).changes
    if not changes:
        raise NothingToUndo
    await reviews.forget(answers)
    review.finished_at = work.now
    review.finishing_turn_id = None
    return Receipt(work.turn_id, tuple(changes), undo=True)


async def complete_cycle(work: Work, checkup_type: CheckupType, cycle: datetime) -> Receipt:
    """All still good: complete the checkup, if it is still in this due cycle
    (core.checkups.rules.due_cycle, to the second). Raises CheckupDone."""
    await _require_cycle(work, checkup_type, cycle)
    return await complete_checkups(work, [checkup_type])


async def snooze_cycle(
    work: Work, checkup_type: CheckupType, cycle: datetime, until: datetime
) -> Receipt:
    """Hold reminders of this due cycle back until then; see snooze_checkups. Raises CheckupDone,
    InvalidDay."""
    await _require_cycle(work, checkup_type, cycle)
    return await snooze_checkups(work, [checkup_type], until)


def _not_asked(work: Work, review: ReviewRow, state: ReviewState) -> ReviewState:
    """A press on what is not asked (any more). Raises StepAnswered, unless that very look at the
    review has completed it: what is told must be committed, and an error commits nothing."""
    if review.finishing_turn_id == work.turn_id:
        return state
    raise StepAnswered(state)


async def _apply(work: Work, item_id: UUID, answer: ReviewAnswer) -> None:
    match answer:
        case ReviewAnswer.USED:
            await change_items(work, [item_id], ThingEdit(last_used=work.today))
        case ReviewAnswer.GIVE:
            await part_with_items(work, [item_id], ItemStatus.GIVE)
        case ReviewAnswer.DONATE:
            await part_with_items(work, [item_id], ItemStatus.DONATE)
        case ReviewAnswer.CHANGED_MIND:
            await change_items(work, [item_id], ThingEdit(status=ItemStatus.KEEP))
        case _:
            pass  # the others change no thing


async def _require_cycle(work: Work, checkup_type: CheckupType, cycle: datetime) -> None:
    if work.actor.is_shared:
        raise NotInPrivate
    for row in await work.transaction.checkups(work.actor.person_id).all():
        if row.checkup_type == checkup_type:
            state = checkup_state(row)
            if due_cycle(state).replace(microsecond=0) != cycle.replace(microsecond=0):
                raise CheckupDone(checkup_of(state, await present_zone(work), work.now))
