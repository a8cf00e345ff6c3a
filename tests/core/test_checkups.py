from datetime import UTC, datetime, timedelta

import pytest

from core.checkups.actions import (
    complete_checkups,
    set_checkup_interval,
    show_checkups,
    snooze_checkups,
)
from core.clock import StandingClock
from core.errors import InvalidDay, InvalidInterval
from core.people.actions import change_settings
from core.people.results import SettingsEdit
from core.receipts import CheckupChange
from core.work import Work
from storage.vocabulary import CheckupType
from tests.conftest import NOON
from tests.core.acting import Person

BOTH = (CheckupType.KEEP, CheckupType.GIVE)


async def stored_due_instants(work: Work) -> list[datetime]:
    rows = await work.transaction.checkups(work.actor.person_id).all()
    return [row.next_due_at for row in rows]


async def test_everybody_has_two_checkups_a_month_from_the_start(ann: Person) -> None:
    keep, give = await ann.does(show_checkups)
    assert (keep.checkup_type, give.checkup_type) == BOTH
    for checkup in (keep, give):
        assert checkup.last_checkup_date == NOON
        assert checkup.interval_months == 1
        assert checkup.next_due_at == datetime(2026, 4, 10, 12, 0, tzinfo=UTC)
        assert not checkup.is_due


async def test_completing_sets_the_date_to_now_and_the_next_a_month_on(
    ann: Person, clock: StandingClock
) -> None:
    await ann.does(show_checkups)
    clock.set(NOON + timedelta(days=40))
    keep, _ = await ann.does(show_checkups)
    assert keep.is_due
    receipt = await ann.does(lambda work: complete_checkups(work, [CheckupType.KEEP]))
    (change,) = receipt.changes
    assert isinstance(change, CheckupChange)
    assert change.before == keep
    keep, give = await ann.does(show_checkups)
    assert change.after == keep
    assert keep.last_checkup_date == NOON + timedelta(days=40)
    assert (keep.is_due, give.is_due) == (False, True)
    assert await ann.does(stored_due_instants) == [keep.next_due_at, give.next_due_at]


async def test_an_interval_moves_the_next_checkup(ann: Person) -> None:
    await ann.does(lambda work: set_checkup_interval(work, BOTH, 3))
    for checkup in await ann.does(show_checkups):
        assert checkup.next_due_at == datetime(2026, 6, 10, 12, 0, tzinfo=UTC)
    assert await ann.does(stored_due_instants) == [datetime(2026, 6, 10, 12, 0, tzinfo=UTC)] * 2


async def test_the_same_interval_again_changes_nothing(ann: Person) -> None:
    receipt = await ann.does(lambda work: set_checkup_interval(work, BOTH, 1))
    assert receipt.changes == ()


@pytest.mark.parametrize("months", [0, 61, -1])
async def test_an_interval_out_of_range_is_refused(ann: Person, months: int) -> None:
    with pytest.raises(InvalidInterval):
        await ann.does(lambda work: set_checkup_interval(work, BOTH, months))


async def test_a_snooze_never_moves_the_schedule(ann: Person) -> None:
    until = NOON + timedelta(days=3)
    await ann.does(lambda work: snooze_checkups(work, BOTH, until))
    keep, _ = await ann.does(show_checkups)
    assert keep.snoozed_until == until
    assert keep.next_due_at == datetime(2026, 4, 10, 12, 0, tzinfo=UTC)


async def test_completing_ends_a_snooze(ann: Person) -> None:
    await ann.does(lambda work: snooze_checkups(work, BOTH, NOON + timedelta(days=3)))
    await ann.does(lambda work: complete_checkups(work, BOTH))
    assert [c.snoozed_until for c in await ann.does(show_checkups)] == [None, None]


async def test_a_snooze_into_the_past_is_refused(ann: Person) -> None:
    with pytest.raises(InvalidDay):
        await ann.does(lambda work: snooze_checkups(work, BOTH, NOON - timedelta(hours=1)))


async def test_a_new_zone_moves_the_due_instants(ann: Person, clock: StandingClock) -> None:
    clock.set(datetime(2026, 1, 31, 12, 0, tzinfo=UTC))
    await ann.does(show_checkups)
    await ann.does(lambda work: change_settings(work, SettingsEdit(timezone="Pacific/Kiritimati")))
    # in Kiritimati it was 1 February already: a month later is 1 March, 2:00 there
    due = datetime(2026, 2, 28, 12, 0, tzinfo=UTC)
    assert await ann.does(stored_due_instants) == [due, due]
    await ann.does(lambda work: set_checkup_interval(work, BOTH, 2))
    assert await ann.does(stored_due_instants) == [datetime(2026, 3, 31, 12, 0, tzinfo=UTC)] * 2
    await ann.does(lambda work: change_settings(work, SettingsEdit(timezone="Europe/Berlin")))
    assert await ann.does(stored_due_instants) == [datetime(2026, 3, 31, 11, 0, tzinfo=UTC)] * 2


async def test_a_checkup_after_a_new_zone_in_the_same_turn_is_due_in_that_zone(
    ann: Person,
) -> None:
    async def move_and_complete(work: Work) -> None:
        await change_settings(work, SettingsEdit(timezone="Europe/Berlin"))
        await complete_checkups(work, BOTH)
        await set_checkup_interval(work, BOTH, 2)

    await ann.does(move_and_complete)
    assert await ann.does(stored_due_instants) == [datetime(2026, 5, 10, 11, 0, tzinfo=UTC)] * 2
