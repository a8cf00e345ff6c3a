from datetime import timedelta

import pytest

from core.clock import StandingClock
from core.errors import (
    AlreadyUndone,
    ItemLimitReached,
    ReviewGone,
    StepAnswered,
    UndoConflict,
    UndoExpired,
)
from core.history.actions import undo
from core.items.actions import change_items
from core.items.results import ThingEdit
from core.receipts import CheckupChange
from core.reviews.actions import (
    to_review,
    undo_review,
)
from core.reviews.results import ReviewStep, ReviewSummary
from core.work import Work
from storage.transactions import Database
from storage.vocabulary import ReviewAnswer
from tests.core.acting import Person
from tests.core.reviewing import (
    DUE,
    GIVE,
    KEEP,
    answers,
    answers_all,
    asked,
    begins,
    checkup_of,
    finishes,
    gives,
    goes_back,
    is_at,
    removes,
    stands,
    takes_back,
    three_things,
    told,
)


@pytest.fixture
def database(any_database: Database) -> Database:
    """Locks and what SQL makes of the answers decide here: on both kinds."""
    return any_database


async def test_going_back_takes_the_answer_back(ann: Person, clock: StandingClock) -> None:
    await three_things(ann, clock)
    before = await ann.things()
    begun = await begins(ann)
    second = await answers(ann, begun, ReviewAnswer.GIVE)
    assert await goes_back(ann, second) == begun
    assert await ann.things() == before
    with pytest.raises(StepAnswered) as refusal:
        await goes_back(ann, begun)
    assert refusal.value.state == begun
    third = await answers_all(ann, begun, ReviewAnswer.KEEP, ReviewAnswer.KEEP)
    assert is_at(await goes_back(ann, third)) == (1, "tent")


async def test_going_back_passes_over_what_was_passed_over(
    ann: Person, clock: StandingClock
) -> None:
    _, tent, _ = await three_things(ann, clock)
    begun = await begins(ann)
    await removes(ann, tent)
    third = await answers(ann, begun, ReviewAnswer.GIVE)
    assert is_at(third) == (2, "lamp")
    assert is_at(await goes_back(ann, third)) == (0, "desk")


async def test_going_back_to_what_changed_since_is_refused(
    ann: Person, clock: StandingClock
) -> None:
    _, _, desk = await three_things(ann, clock)
    second = await answers(ann, await begins(ann), ReviewAnswer.USED)
    await ann.does(lambda work: change_items(work, [desk.id], ThingEdit(name="table")))
    with pytest.raises(UndoConflict) as refusal:
        await goes_back(ann, second)
    assert refusal.value.name == "table"
    assert isinstance(second, ReviewStep)
    assert await stands(ann, second.review_id) == second


async def test_going_back_to_an_answer_that_is_undone_already_asks_it_again(
    ann: Person, clock: StandingClock
) -> None:
    await three_things(ann, clock)
    begun = await begins(ann)
    second = await answers(ann, begun, ReviewAnswer.GIVE)
    await ann.does(undo)
    assert await goes_back(ann, second) == begun


async def test_leaving_before_the_first_answer_completes_nothing(
    ann: Person, clock: StandingClock
) -> None:
    await three_things(ann, clock)
    begun = await begins(ann)
    before = await checkup_of(ann)
    assert await finishes(ann, begun.review_id) == begun
    assert await checkup_of(ann) == before
    with pytest.raises(ReviewGone):
        await answers(ann, begun, ReviewAnswer.GIVE)
    assert is_at(await begins(ann)) == (0, "desk")


async def test_enough_is_enough(ann: Person, clock: StandingClock) -> None:
    await three_things(ann, clock)
    begun = await begins(ann)
    await answers(ann, begun, ReviewAnswer.GIVE)
    summary = await finishes(ann, begun.review_id)
    assert told(summary) == [("desk", ReviewAnswer.GIVE)]
    assert (await checkup_of(ann)).last_checkup_date == DUE
    clock.set(DUE + timedelta(hours=1))
    assert await finishes(ann, begun.review_id) == summary
    assert (await checkup_of(ann)).last_checkup_date == DUE


async def test_a_summary_leaves_out_what_was_undone_and_says_what_is_gone(
    ann: Person, clock: StandingClock
) -> None:
    _, tent, _ = await three_things(ann, clock)
    state = await answers(ann, await begins(ann), ReviewAnswer.GIVE)
    await ann.does(undo)
    state = await answers(ann, state, ReviewAnswer.KEEP)
    await removes(ann, tent)
    assert told(await answers(ann, state, ReviewAnswer.KEEP)) == [
        (None, ReviewAnswer.KEEP),
        ("lamp", ReviewAnswer.KEEP),
    ]


async def test_undoing_a_review_takes_all_of_it_back(ann: Person, clock: StandingClock) -> None:
    await three_things(ann, clock)
    things, checkup = await ann.things(), await checkup_of(ann)
    begun = await begins(ann)
    await answers_all(ann, begun, ReviewAnswer.USED, ReviewAnswer.GIVE, ReviewAnswer.DONATE)
    receipt = await takes_back(ann, begun.review_id)
    assert receipt.undo
    assert len(receipt.changes) == 4
    assert isinstance(receipt.changes[0], CheckupChange)
    assert (await ann.things(), await checkup_of(ann)) == (things, checkup)
    with pytest.raises(AlreadyUndone):
        await takes_back(ann, begun.review_id)
    with pytest.raises(ReviewGone):
        await stands(ann, begun.review_id)
    assert (await begins(ann)).candidate == begun.candidate


async def test_an_undone_review_counts_for_nothing(ann: Person, clock: StandingClock) -> None:
    await three_things(ann, clock)
    before = await ann.does(lambda work: to_review(work, KEEP))
    begun = await begins(ann)
    await answers_all(ann, begun, *[ReviewAnswer.KEEP] * 3)
    assert await ann.does(lambda work: to_review(work, KEEP)) != before
    await takes_back(ann, begun.review_id)
    assert await ann.does(lambda work: to_review(work, KEEP)) == before


async def test_undoing_a_review_in_part_is_refused(ann: Person, clock: StandingClock) -> None:
    _, _, desk = await three_things(ann, clock)
    begun = await begins(ann)
    summary = await answers_all(ann, begun, *[ReviewAnswer.GIVE] * 3)
    await ann.does(lambda work: change_items(work, [desk.id], ThingEdit(name="table")))
    before, checkup = await ann.things(), await checkup_of(ann)

    async def is_refused(work: Work) -> str:
        with pytest.raises(UndoConflict) as refusal:
            await undo_review(work, begun.review_id)
        return refusal.value.name

    assert await ann.does(is_refused) == "table"
    assert (await ann.things(), await checkup_of(ann)) == (before, checkup)
    assert isinstance(summary, ReviewSummary)
    assert len(told(await stands(ann, begun.review_id))) == 3


async def test_undoing_a_review_without_room_for_its_things_is_refused(
    ann: Person, clock: StandingClock
) -> None:
    await three_things(ann, clock)
    begun = await begins(ann)
    await answers_all(ann, begun, *[ReviewAnswer.GIVE] * 3)
    await ann.adds(*(f"thing {number}" for number in range(8)))
    before, checkup = await ann.things(), await checkup_of(ann)
    with pytest.raises(ItemLimitReached):
        await takes_back(ann, begun.review_id)
    assert (await ann.things(), await checkup_of(ann)) == (before, checkup)


async def test_a_review_can_be_undone_for_30_days(ann: Person, clock: StandingClock) -> None:
    await three_things(ann, clock)
    begun = await begins(ann)
    await answers_all(ann, begun, *[ReviewAnswer.GIVE] * 3)
    clock.set(DUE + timedelta(days=30))
    summary = await stands(ann, begun.review_id)
    assert isinstance(summary, ReviewSummary)
    assert summary.can_be_undone
    clock.set(DUE + timedelta(days=30, seconds=1))
    summary = await stands(ann, begun.review_id)
    assert isinstance(summary, ReviewSummary)
    assert not summary.can_be_undone
    with pytest.raises(UndoExpired):
        await takes_back(ann, begun.review_id)


async def test_undoing_the_last_answer_alone_opens_the_review_again(
    ann: Person, clock: StandingClock
) -> None:
    await three_things(ann, clock)
    checkup = await checkup_of(ann)
    last = await answers_all(ann, await begins(ann), ReviewAnswer.KEEP, ReviewAnswer.GIVE)
    await answers(ann, last, ReviewAnswer.DONATE)
    await ann.does(undo)
    assert await checkup_of(ann) == checkup
    assert await begins(ann) == last
    assert len(told(await answers(ann, last, ReviewAnswer.USED))) == 3


async def test_an_unfinished_review_is_undone_too(ann: Person, clock: StandingClock) -> None:
    await three_things(ann, clock)
    before = await ann.things()
    begun = await begins(ann)
    await answers(ann, begun, ReviewAnswer.GIVE)
    await takes_back(ann, begun.review_id)
    assert await ann.things() == before
    assert (await begins(ann)).review_id != begun.review_id


async def test_done_that_was_undone_is_asked_again(ann: Person, clock: StandingClock) -> None:
    lamp, _, _ = await three_things(ann, clock)
    await gives(ann, lamp)
    begun = await begins(ann, GIVE)
    await answers(ann, begun, ReviewAnswer.DONE)
    assert await asked(ann, GIVE) == []
    await ann.does(undo)
    assert await asked(ann, GIVE) == ["lamp"]
