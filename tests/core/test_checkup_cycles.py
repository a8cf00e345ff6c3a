from datetime import timedelta

import pytest

from core.checkups.actions import complete_checkups, set_checkup_interval
from core.clock import StandingClock
from core.errors import CheckupDone
from core.reviews.actions import complete_cycle, snooze_cycle
from storage.vocabulary import ReviewAnswer
from tests.core.acting import Person
from tests.core.reviewing import (
    DUE,
    GIVE,
    KEEP,
    answers,
    begins,
    checkup_of,
    finishes,
    three_things,
)


async def test_all_is_still_good_completes_the_cycle_it_was_asked_in(
    ann: Person, clock: StandingClock
) -> None:
    cycle = (await checkup_of(ann)).next_due_at
    clock.set(DUE)
    await ann.does(lambda work: complete_cycle(work, KEEP, cycle.replace(microsecond=7)))
    checkup = await checkup_of(ann)
    assert checkup.last_checkup_date == DUE
    clock.set(DUE + timedelta(days=1))
    with pytest.raises(CheckupDone) as refusal:
        await ann.does(lambda work: complete_cycle(work, KEEP, cycle))
    assert refusal.value.checkup == checkup
    with pytest.raises(CheckupDone):
        await ann.does(lambda work: snooze_cycle(work, KEEP, cycle, DUE + timedelta(days=7)))
    assert await checkup_of(ann) == checkup
    assert (await checkup_of(ann, GIVE)).is_due


async def test_a_new_interval_is_a_new_cycle(ann: Person, clock: StandingClock) -> None:
    cycle = (await checkup_of(ann)).next_due_at
    clock.set(DUE)
    await ann.does(lambda work: set_checkup_interval(work, [KEEP], 3))
    with pytest.raises(CheckupDone):
        await ann.does(lambda work: complete_cycle(work, KEEP, cycle))


async def test_a_cycle_is_snoozed_and_completed_after_all(
    ann: Person, clock: StandingClock
) -> None:
    cycle = (await checkup_of(ann)).next_due_at
    clock.set(DUE)
    until = DUE + timedelta(days=7)
    await ann.does(lambda work: snooze_cycle(work, KEEP, cycle, until))
    assert (await checkup_of(ann)).snoozed_until == until
    await ann.does(lambda work: complete_cycle(work, KEEP, cycle))
    assert (await checkup_of(ann)).snoozed_until is None


async def test_a_review_completes_what_was_completed_meanwhile(
    ann: Person, clock: StandingClock
) -> None:
    await three_things(ann, clock)
    begun = await begins(ann)
    await answers(ann, begun, ReviewAnswer.USED)
    await ann.does(lambda work: complete_checkups(work, [KEEP]))
    clock.set(DUE + timedelta(days=1))
    await finishes(ann, begun.review_id)
    assert (await checkup_of(ann)).last_checkup_date == DUE + timedelta(days=1)
