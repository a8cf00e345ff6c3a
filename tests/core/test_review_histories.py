"""Properties of whole reviews: any presses, in any order."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.clock import StandingClock
from core.errors import AlreadyUndone, MinNowError, NothingToUndo, ReviewGone
from core.history.actions import undo
from core.items.results import NewThing
from core.reviews.results import ANSWERS, ReviewState, ReviewStep, ReviewSummary
from storage.vocabulary import CheckupType, ItemStatus, ReviewAnswer
from tests.conftest import NOON
from tests.core.acting import Person
from tests.core.reviewing import answers, begins, finishes, goes_back, stands, takes_back
from tests.core.test_histories import somebody

Press = Callable[[Person, ReviewState], Awaitable[object]]

THINGS = tuple(
    NewThing(
        f"thing{number}x",
        status=ItemStatus.KEEP if number % 2 else ItemStatus.DONATE,
        received=date(2020, 1, number + 1),
        last_used=date(2021, 1, number + 1),
    )
    for number in range(8)
)
STATUS_AFTER = {
    ReviewAnswer.GIVE: "Give",
    ReviewAnswer.DONATE: "Donate",
    ReviewAnswer.CHANGED_MIND: "Keep",
}


def saying(pick: int) -> Press:
    def press(person: Person, state: ReviewState) -> Awaitable[object]:
        offered = ANSWERS[state.checkup_type]
        return answers(person, state, offered[pick % len(offered)])

    return press


def undoing(person: Person, _state: ReviewState) -> Awaitable[object]:
    return person.does(undo)


def ending(person: Person, state: ReviewState) -> Awaitable[object]:
    return finishes(person, state.review_id)


PRESSES = st.lists(
    st.one_of(
        st.integers(0, 4).map(saying),
        st.integers(0, 4).map(saying),
        st.just(goes_back),
        st.just(undoing),
        st.just(ending),
    ),
    max_size=14,
)


async def press_all(
    person: Person, clock: StandingClock, begun: ReviewStep, presses: list[Press]
) -> ReviewState:
    """Each an hour after the last. What is refused changes nothing."""
    state: ReviewState = begun
    for press in presses:
        clock.set(clock.now() + timedelta(hours=1))
        before = await things_and_checkups(person)
        try:
            if isinstance(state, ReviewStep) or press in (undoing, ending):
                await press(person, state)
        except MinNowError:
            assert await things_and_checkups(person) == before
        try:
            state = await stands(person, begun.review_id)
        except ReviewGone:  # left before the first answer
            break
    return state


async def things_and_checkups(person: Person) -> dict[str, Any]:
    document = await person.state()
    return {"items": document["items"], "checkups": document["checkups"]}


def require_told_is_done(
    summary: ReviewSummary, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Every answer that is told is seen on its thing; nothing else has changed."""
    told = {thing.id: answer for thing, answer in summary.answers if thing is not None}
    assert len(told) == len(summary.answers)
    for old, new in zip(before["items"], after["items"], strict=True):
        answer = told.get(UUID(old["id"]))
        if answer is None or answer not in (*STATUS_AFTER, ReviewAnswer.USED):
            assert new == old
        elif answer is ReviewAnswer.USED:
            assert new["last_used"] > old["last_used"]
        else:
            assert new["status"] == STATUS_AFTER[answer]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(CheckupType), PRESSES)
def test_a_review_tells_what_is_done_and_is_undone_to_what_was_before(
    checkup_type: CheckupType, presses: list[Press]
) -> None:
    async def scenario() -> None:
        async with somebody() as (person, clock):
            await person.adds(*THINGS)
            clock.set(NOON + timedelta(days=40))
            before = await things_and_checkups(person)
            begun = await begins(person, checkup_type)
            state = await press_all(person, clock, begun, presses)
            after = await things_and_checkups(person)
            if isinstance(state, ReviewSummary):
                require_told_is_done(state, before, after)
                assert after["checkups"] != before["checkups"]
            else:
                assert after["checkups"] == before["checkups"]
            try:
                await takes_back(person, begun.review_id)
            except (AlreadyUndone, NothingToUndo):
                assert after == before
            assert await things_and_checkups(person) == before

    asyncio.run(scenario())
