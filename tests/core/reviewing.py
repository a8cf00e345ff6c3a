"""People who review: each press in a turn of its own."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from core.checkups.actions import show_checkups
from core.checkups.results import Checkup
from core.clock import StandingClock
from core.items.actions import part_with_items, remove_items
from core.items.results import NewThing, Thing
from core.receipts import Receipt
from core.reviews.actions import (
    answer_step,
    finish_review,
    present_state,
    start_review,
    step_back,
    to_review,
    undo_review,
)
from core.reviews.results import ReviewState, ReviewStep, ReviewSummary
from storage.vocabulary import CheckupType, ItemStatus, ReviewAnswer
from tests.conftest import NOON
from tests.core.acting import Person

KEEP, GIVE = CheckupType.KEEP, CheckupType.GIVE
DUE = NOON + timedelta(days=35)
"""When three_things() leaves the clock: every checkup is due."""


async def begins(
    person: Person, checkup_type: CheckupType = CheckupType.KEEP, size: int | None = None
) -> ReviewStep:
    state = await person.does(lambda work: start_review(work, checkup_type, size))
    assert isinstance(state, ReviewStep)
    return state


async def answers(person: Person, state: ReviewState, answer: ReviewAnswer) -> ReviewState:
    """What that step asks."""
    assert isinstance(state, ReviewStep)
    step = state
    return await person.does(lambda work: answer_step(work, step.review_id, step.step, answer))


async def answers_all(person: Person, state: ReviewState, *given: ReviewAnswer) -> ReviewState:
    for answer in given:
        state = await answers(person, state, answer)
    return state


async def goes_back(person: Person, state: ReviewState) -> ReviewState:
    assert isinstance(state, ReviewStep)
    step = state
    return await person.does(lambda work: step_back(work, step.review_id, step.step))


async def finishes(person: Person, review_id: UUID) -> ReviewState:
    return await person.does(lambda work: finish_review(work, review_id))


async def stands(person: Person, review_id: UUID) -> ReviewState:
    return await person.does(lambda work: present_state(work, review_id))


async def takes_back(person: Person, review_id: UUID) -> Receipt:
    return await person.does(lambda work: undo_review(work, review_id))


async def asked(person: Person, checkup_type: CheckupType) -> list[str]:
    """The names of what a review would ask about."""
    candidates = await person.does(lambda work: to_review(work, checkup_type))
    return [candidate.thing.name for candidate in candidates]


def is_at(state: ReviewState) -> tuple[int, str]:
    """The step and the name of its thing."""
    assert isinstance(state, ReviewStep)
    return state.step, state.candidate.thing.name


def told(state: ReviewState) -> list[tuple[str | None, ReviewAnswer]]:
    """The answers of a summary, by the names of their things."""
    assert isinstance(state, ReviewSummary)
    pairs: Sequence[tuple[str | None, ReviewAnswer]] = [
        (None if thing is None else thing.name, answer) for thing, answer in state.answers
    ]
    return list(pairs)


async def three_things(person: Person, clock: StandingClock) -> list[Thing]:
    """desk, tent and lamp, asked about in this order, five weeks after they were added."""
    things = await person.adds(
        NewThing("lamp", last_used=date(2026, 3, 3), received=date(2026, 1, 1)),
        NewThing("tent", last_used=date(2025, 1, 1), received=date(2024, 1, 1), goal_months=60),
        NewThing("desk", last_used=date(2026, 3, 1), received=date(2020, 1, 1)),
    )
    clock.set(DUE)
    return things


async def checkup_of(person: Person, checkup_type: CheckupType = KEEP) -> Checkup:
    return next(one for one in await person.does(show_checkups) if one.checkup_type is checkup_type)


async def gives(person: Person, thing: Thing, recipient: str | None = None) -> None:
    await person.does(lambda work: part_with_items(work, [thing.id], ItemStatus.GIVE, recipient))


async def removes(person: Person, thing: Thing) -> None:
    await person.does(lambda work: remove_items(work, [thing.id]))
