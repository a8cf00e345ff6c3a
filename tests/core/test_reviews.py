import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from core.clock import StandingClock
from core.errors import (
    ItemLimitReached,
    NotInPrivate,
    ReviewGone,
    StepAnswered,
)
from core.people.erasing import erase_person
from core.reviews.actions import (
    MOST_THINGS,
    complete_cycle,
    open_review,
    snooze_cycle,
    start_review,
    to_review,
)
from core.reviews.asking import worth_asking
from core.reviews.results import Reason, ReviewState, ReviewStep, ReviewSummary
from core.turns.desk import TurnPolicy
from core.work import Work
from storage.transactions import Database
from storage.vocabulary import CheckupType, ItemStatus, ReviewAnswer
from tests.conftest import NOON
from tests.core.acting import Person
from tests.core.grouping import in_group, opened
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
from tests.traces import dump


@pytest.fixture
def database(any_database: Database) -> Database:
    """Locks and what SQL makes of the answers decide here: on both kinds."""
    return any_database


async def test_a_review_asks_for_one_thing_after_the_other(
    ann: Person, clock: StandingClock
) -> None:
    await three_things(ann, clock)
    state: ReviewState = await begins(ann)
    assert isinstance(state, ReviewStep)
    assert (state.step, state.total, state.answered) == (0, 3, 0)
    assert state.candidate.reason is Reason.GOAL_REACHED
    assert is_at(state) == (0, "desk")
    state = await answers(ann, state, ReviewAnswer.KEEP)
    assert is_at(state) == (1, "tent")
    assert isinstance(state, ReviewStep)
    assert (state.candidate.reason, state.answered) == (Reason.UNUSED, 1)
    state = await answers(ann, state, ReviewAnswer.NOT_TODAY)
    assert is_at(state) == (2, "lamp")


async def test_answers_change_the_things_and_the_last_completes_the_checkup(
    ann: Person, clock: StandingClock
) -> None:
    await three_things(ann, clock)
    summary = await answers_all(
        ann, await begins(ann), ReviewAnswer.USED, ReviewAnswer.GIVE, ReviewAnswer.DONATE
    )
    assert told(summary) == [
        ("desk", ReviewAnswer.USED),
        ("tent", ReviewAnswer.GIVE),
        ("lamp", ReviewAnswer.DONATE),
    ]
    checkup = await checkup_of(ann)
    assert checkup.last_checkup_date == DUE
    assert isinstance(summary, ReviewSummary)
    assert summary.next_due_at == checkup.next_due_at
    assert summary.can_be_undone
    lamp, tent, desk = await ann.things()
    assert desk.last_used == DUE.date()
    assert (tent.status, tent.parted_on, tent.recipient) == (ItemStatus.GIVE, DUE.date(), None)
    assert (lamp.status, lamp.parted_on) == (ItemStatus.DONATE, DUE.date())


@pytest.mark.parametrize("answer", [ReviewAnswer.KEEP, ReviewAnswer.NOT_TODAY])
async def test_some_answers_change_no_thing(
    ann: Person, clock: StandingClock, answer: ReviewAnswer
) -> None:
    await three_things(ann, clock)
    before = await ann.things()
    summary = await answers_all(ann, await begins(ann), answer, answer, answer)
    assert len(told(summary)) == 3
    assert await ann.things() == before


async def test_the_person_chooses_how_many_things(ann: Person, clock: StandingClock) -> None:
    await three_things(ann, clock)
    state = await begins(ann, size=2)
    assert state.total == 2
    assert isinstance(await answers_all(ann, state, *[ReviewAnswer.KEEP] * 2), ReviewSummary)


async def test_a_review_has_an_end(database: Database, clock: StandingClock) -> None:
    ann = Person(database, clock, "ann", TurnPolicy(item_limit=200))
    await ann.adds(*(f"thing{number}x" for number in range(MOST_THINGS + 1)))
    assert (await begins(ann)).total == MOST_THINGS


async def test_who_has_nothing_has_nothing_to_review(ann: Person) -> None:
    for checkup_type in CheckupType:
        assert await ann.does(partial(start_review, checkup_type=checkup_type)) is None


async def test_a_review_goes_on_on_another_platform(ann: Person, clock: StandingClock) -> None:
    await three_things(ann, clock)
    begun = await begins(ann, size=2)
    await answers(ann, begun, ReviewAnswer.KEEP)
    ann.arrival = replace(ann.arrival, chat_id="elsewhere")
    clock.set(DUE + timedelta(days=14))
    state = await begins(ann, size=3)
    assert state.review_id == begun.review_id
    assert (state.total, is_at(state)) == (2, (1, "tent"))
    assert await ann.does(lambda work: open_review(work, KEEP)) == state
    assert await ann.does(lambda work: open_review(work, GIVE)) is None


async def test_a_review_of_long_ago_is_begun_anew(ann: Person, clock: StandingClock) -> None:
    await three_things(ann, clock)
    begun = await begins(ann)
    clock.set(DUE + timedelta(days=14, seconds=1))
    assert await ann.does(lambda work: open_review(work, KEEP)) is None
    with pytest.raises(ReviewGone):
        await answers(ann, begun, ReviewAnswer.KEEP)
    assert (await begins(ann)).review_id != begun.review_id


async def test_what_went_meanwhile_is_passed_over(ann: Person, clock: StandingClock) -> None:
    lamp, tent, desk = await three_things(ann, clock)
    begun = await begins(ann)
    await removes(ann, desk)
    await gives(ann, tent)
    assert is_at(await stands(ann, begun.review_id)) == (2, "lamp")
    await removes(ann, lamp)
    assert told(await stands(ann, begun.review_id)) == []


async def test_a_press_about_a_thing_that_went_tells_where_the_review_stands(
    ann: Person, clock: StandingClock
) -> None:
    _, _, desk = await three_things(ann, clock)
    begun = await begins(ann)
    await removes(ann, desk)
    with pytest.raises(StepAnswered) as refusal:
        await answers(ann, begun, ReviewAnswer.GIVE)
    assert is_at(refusal.value.state) == (1, "tent")
    await answers(ann, refusal.value.state, ReviewAnswer.GIVE)


async def test_a_press_about_the_last_thing_that_went_ends_the_review(
    ann: Person, clock: StandingClock
) -> None:
    lamp, _, _ = await three_things(ann, clock)
    last = await answers_all(ann, await begins(ann), ReviewAnswer.KEEP, ReviewAnswer.KEEP)
    await removes(ann, lamp)
    assert len(told(await answers(ann, last, ReviewAnswer.GIVE))) == 2
    assert (await checkup_of(ann)).last_checkup_date == DUE


async def test_starting_a_review_whose_things_all_went_ends_it_or_begins_anew(
    ann: Person, clock: StandingClock
) -> None:
    lamp, _, desk = await three_things(ann, clock)
    first = await begins(ann, size=1)
    await removes(ann, desk)
    second = await begins(ann, size=2)
    assert second.review_id != first.review_id
    await answers(ann, second, ReviewAnswer.KEEP)
    await removes(ann, lamp)
    state = await ann.does(lambda work: start_review(work, KEEP))
    assert state is not None
    assert told(state) == [("tent", ReviewAnswer.KEEP)]


async def test_an_old_button_tells_where_the_review_stands(
    ann: Person, clock: StandingClock
) -> None:
    await three_things(ann, clock)
    begun = await begins(ann)
    await answers(ann, begun, ReviewAnswer.KEEP)
    with pytest.raises(StepAnswered) as refusal:
        await answers(ann, begun, ReviewAnswer.DONATE)
    assert is_at(refusal.value.state) == (1, "tent")
    assert {thing.status for thing in await ann.things()} == {ItemStatus.KEEP}
    summary = await finishes(ann, begun.review_id)
    for press in (answers(ann, begun, ReviewAnswer.GIVE), goes_back(ann, begun)):
        with pytest.raises(StepAnswered) as refusal:
            await press
        assert refusal.value.state == summary


@pytest.mark.parametrize(
    ("checkup_type", "answer"), [(KEEP, ReviewAnswer.DONE), (GIVE, ReviewAnswer.DONATE)]
)
async def test_an_answer_to_the_other_review_is_none(
    ann: Person, clock: StandingClock, checkup_type: CheckupType, answer: ReviewAnswer
) -> None:
    _, _, desk = await three_things(ann, clock)
    await gives(ann, desk)
    begun = await begins(ann, checkup_type)
    with pytest.raises(ReviewGone):
        await answers(ann, begun, answer)
    assert await stands(ann, begun.review_id) == begun


async def test_two_presses_at_once_answer_once(ann: Person, clock: StandingClock) -> None:
    await three_things(ann, clock)
    begun = await begins(ann)
    results = await asyncio.gather(
        answers(ann, begun, ReviewAnswer.GIVE),
        answers(ann, begun, ReviewAnswer.DONATE),
        return_exceptions=True,
    )
    (refusal,) = [result for result in results if isinstance(result, BaseException)]
    assert isinstance(refusal, StepAnswered)
    assert is_at(refusal.state) == (1, "tent")
    statuses = [thing.status for thing in await ann.things()]
    assert statuses.count(ItemStatus.KEEP) == 2


async def test_two_presses_on_the_last_step_at_once_complete_once(
    ann: Person, clock: StandingClock
) -> None:
    await three_things(ann, clock)
    begun = await begins(ann, size=1)
    results = await asyncio.gather(
        *(answers(ann, begun, ReviewAnswer.USED) for _ in range(2)), return_exceptions=True
    )
    (refusal,) = [result for result in results if isinstance(result, BaseException)]
    assert isinstance(refusal, StepAnswered)
    assert refusal.state in results


async def test_a_give_review_walks_through_what_is_to_leave_the_house(
    ann: Person, clock: StandingClock
) -> None:
    lamp, tent, desk = await three_things(ann, clock)
    await gives(ann, lamp, "Tom")
    await gives(ann, tent)
    await answers(ann, await begins(ann), ReviewAnswer.DONATE)
    assert await asked(ann, GIVE) == ["tent", "desk", "lamp"]
    summary = await answers_all(
        ann,
        await begins(ann, GIVE),
        ReviewAnswer.STILL_HERE,
        ReviewAnswer.CHANGED_MIND,
        ReviewAnswer.DONE,
    )
    assert told(summary)[1] == ("desk", ReviewAnswer.CHANGED_MIND)
    after = {thing.name: thing for thing in await ann.things()}
    assert after["desk"] == replace(
        desk, owned=after["desk"].owned, unused=after["desk"].unused, badges=after["desk"].badges
    )
    assert await asked(ann, GIVE) == ["tent"]
    clock.set(DUE + timedelta(days=31))
    again = await begins(ann, GIVE)
    assert again.candidate.reason is Reason.STILL_HERE


async def test_a_change_of_mind_without_room_is_refused_and_asked_again(
    ann: Person, clock: StandingClock
) -> None:
    lamp, _, _ = await three_things(ann, clock)
    await gives(ann, lamp)
    await ann.adds(*(f"thing {number}" for number in range(8)))
    begun = await begins(ann, GIVE)
    with pytest.raises(ItemLimitReached):
        await answers(ann, begun, ReviewAnswer.CHANGED_MIND)
    assert await stands(ann, begun.review_id) == begun


async def test_a_reminder_asks_what_the_review_asks(
    ann: Person, clock: StandingClock, database: Database
) -> None:
    lamp, _, _ = await three_things(ann, clock)
    await gives(ann, lamp)
    actor = await ann.does(actor_of)
    for checkup_type in CheckupType:
        async with database.reading() as transaction:
            outside = await worth_asking(transaction, *actor, checkup_type, DUE.date())
        assert outside == await ann.does(partial(to_review, checkup_type=checkup_type))
        assert outside != ()


async def actor_of(work: Work) -> tuple[UUID, UUID]:
    return work.actor.person_id, work.actor.household_id


async def test_nobody_reviews_in_a_group(
    database: Database, clock: StandingClock, ann: Person
) -> None:
    await three_things(ann, clock)
    begun = await begins(ann)
    member = in_group(database, clock, "ann")
    await opened(member)
    await member.adds("sofa")
    for press in (
        begins(member),
        answers(member, begun, ReviewAnswer.GIVE),
        goes_back(member, begun),
        finishes(member, begun.review_id),
        stands(member, begun.review_id),
        takes_back(member, begun.review_id),
        asked(member, KEEP),
        member.does(lambda work: open_review(work, KEEP)),
        member.does(lambda work: complete_cycle(work, KEEP, NOON)),
        member.does(lambda work: snooze_cycle(work, KEEP, NOON, NOON + timedelta(days=99))),
    ):
        with pytest.raises(NotInPrivate):
            await press


async def test_a_review_that_never_was_is_gone(ann: Person) -> None:
    for press in (stands(ann, uuid4()), finishes(ann, uuid4()), takes_back(ann, uuid4())):
        with pytest.raises(ReviewGone):
            await press


async def test_an_export_tells_what_was_reviewed(ann: Person, clock: StandingClock) -> None:
    _, tent, desk = await three_things(ann, clock)
    begun = await begins(ann, size=2)
    await answers(ann, begun, ReviewAnswer.GIVE)
    document = await ann.export()
    turn_id = document["history"][-1]["turn_id"]
    assert document["reviews"] == [
        {
            "checkup_type": "keep",
            "begun_at": "2026-04-14T12:00:00+00:00",
            "finished_at": None,
            "things": [
                {"item_id": str(desk.id), "reason": "goal_reached"},
                {"item_id": str(tent.id), "reason": "unused"},
            ],
            "answers": [
                {
                    "item_id": str(desk.id),
                    "answer": "give",
                    "answered_at": "2026-04-14T12:00:00+00:00",
                    "turn_id": turn_id,
                }
            ],
        }
    ]


async def test_reviews_go_with_the_person(
    ann: Person, bob: Person, clock: StandingClock, database: Database
) -> None:
    things = await three_things(ann, clock)
    begun = await begins(ann)
    await answers(ann, begun, ReviewAnswer.GIVE)
    await bob.adds("hat")
    await answers(bob, await begins(bob), ReviewAnswer.KEEP)
    traces = [str(begun.review_id), *(str(thing.id) for thing in things)]
    before = await dump(database)
    assert [trace for trace in traces if trace not in before] == []
    async with ann.desk.turn(ann.arrival) as turn:
        await erase_person(await turn.work())
        turn.leave_no_trace()
    after = await dump(database)
    assert [trace for trace in traces if trace in after] == []
    assert len((await bob.export())["reviews"]) == 1
