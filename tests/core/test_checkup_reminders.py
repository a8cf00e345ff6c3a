"""When the next reminder of a checkup is planned, whatever happens to it or to the person."""

from datetime import UTC, datetime, timedelta

import pytest

from core.checkups.actions import complete_checkups, set_checkup_interval, snooze_checkups
from core.clock import StandingClock
from core.history.actions import undo
from core.people.actions import change_settings
from core.people.results import SettingsEdit
from core.turns.desk import TurnPolicy
from core.work import Work
from storage.transactions import Database
from storage.vocabulary import CheckupType
from tests.conftest import NOON
from tests.core.acting import Person

KEEP = (CheckupType.KEEP,)
DUE = datetime(2026, 4, 10, 12, 0, tzinfo=UTC)
MORNING = datetime(2026, 4, 11, 9, 0, tzinfo=UTC)
"""The first reminder hour once it is due."""


def april(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 4, day, hour, minute, tzinfo=UTC)


async def planned(work: Work) -> tuple[datetime | None, int]:
    """When the keep checkup is to be planned next, and which nudge that is."""
    keep, _give = await work.transaction.checkups(work.actor.person_id).all()
    return keep.remind_at, keep.next_nudge


async def plan(person: Person, at: datetime | None) -> None:
    """As the planner does: the reminder is planned, the nudge comes then."""

    async def write(work: Work) -> None:
        keep, _give = await work.transaction.checkups(work.actor.person_id).all()
        keep.remind_at, keep.next_nudge = at, 1

    await person.does(write)


async def snooze(person: Person, until: datetime) -> None:
    await person.does(lambda work: snooze_checkups(work, KEEP, until))


async def edit(person: Person, change: SettingsEdit) -> None:
    await person.does(lambda work: change_settings(work, change))


async def test_the_first_reminder_comes_at_the_first_reminder_hour_once_it_is_due(
    ann: Person,
) -> None:
    assert await ann.does(planned) == (MORNING, 0)


async def test_the_hour_of_the_program_holds_for_who_has_chosen_none(
    database: Database, clock: StandingClock
) -> None:
    late = Person(database, clock, "cora", TurnPolicy(reminder_hour=18))
    assert await late.does(planned) == (april(10, 18), 0)


async def test_completing_brings_the_reminder_of_the_next_cycle(
    ann: Person, clock: StandingClock
) -> None:
    await plan(ann, april(18, 9))
    clock.set(april(12, 15))
    await ann.does(lambda work: complete_checkups(work, KEEP))
    assert await ann.does(planned) == (datetime(2026, 5, 13, 9, 0, tzinfo=UTC), 0)


async def test_a_completion_that_is_taken_back_brings_the_old_cycle_back(
    ann: Person, clock: StandingClock
) -> None:
    await plan(ann, april(18, 9))
    clock.set(april(12, 15))
    await ann.does(lambda work: complete_checkups(work, KEEP))
    await ann.does(undo)
    assert await ann.does(planned) == (MORNING, 0)


async def test_another_interval_is_another_cycle(ann: Person) -> None:
    await plan(ann, None)
    await ann.does(lambda work: set_checkup_interval(work, KEEP, 3))
    assert await ann.does(planned) == (datetime(2026, 6, 11, 9, 0, tzinfo=UTC), 0)


@pytest.mark.parametrize(
    ("until", "reminder"),
    [
        (april(17, 0), april(17, 9)),  # until Friday
        (april(11, 15, 30), april(11, 15, 30)),
        (april(11, 23), april(12, 8)),  # in the quiet hours
        (april(12, 9), april(12, 9)),
    ],
)
async def test_a_snooze_brings_the_reminder_again_when_it_ends(
    ann: Person, clock: StandingClock, until: datetime, reminder: datetime
) -> None:
    await plan(ann, april(18, 9))
    clock.set(april(11, 10))
    await snooze(ann, until)
    assert await ann.does(planned) == (reminder, 0)


async def test_a_snooze_that_ends_before_it_is_due_moves_nothing(ann: Person) -> None:
    for until in (NOON + timedelta(days=3), DUE - timedelta(hours=1)):
        await snooze(ann, until)
        assert await ann.does(planned) == (MORNING, 0)


async def test_a_snooze_holds_also_where_it_would_not_be_due_yet_in_greenwich(
    ann: Person, clock: StandingClock
) -> None:
    await edit(ann, SettingsEdit(timezone="America/New_York"))
    clock.set(datetime(2026, 7, 1, 3, 0, tzinfo=UTC))  # there it is 30 June
    await ann.does(lambda work: complete_checkups(work, KEEP))
    assert await ann.does(planned) == (datetime(2026, 7, 31, 13, 0, tzinfo=UTC), 0)
    await plan(ann, datetime(2026, 8, 7, 13, 0, tzinfo=UTC))
    clock.set(datetime(2026, 7, 31, 13, 5, tzinfo=UTC))
    later = datetime(2026, 7, 31, 16, 0, tzinfo=UTC)  # by UTC it is due on 1 August
    await snooze(ann, later)
    assert await ann.does(planned) == (later, 0)


async def test_a_snooze_that_is_taken_back_leaves_the_schedule(
    ann: Person, clock: StandingClock
) -> None:
    await plan(ann, april(18, 9))
    clock.set(april(11, 10))
    await snooze(ann, april(20, 0))
    await ann.does(undo)
    assert await ann.does(planned) == (MORNING, 0)


async def test_who_moves_is_reminded_at_the_hour_there(ann: Person) -> None:
    await edit(ann, SettingsEdit(timezone="Asia/Tokyo"))
    # done at 21:00 there, due at 21:00 a month later
    assert await ann.does(planned) == (april(11, 0), 0)
    await edit(ann, SettingsEdit(timezone="America/New_York"))
    assert await ann.does(planned) == (april(10, 13), 0)


async def test_a_nudge_stays_on_its_day_where_the_person_goes(ann: Person) -> None:
    await edit(ann, SettingsEdit(timezone="Pacific/Kiritimati"))
    await plan(ann, april(17, 19))  # 18 April, 9:00 there
    await edit(ann, SettingsEdit(timezone="Pacific/Honolulu"))
    assert await ann.does(planned) == (april(18, 19), 1)


async def test_what_was_planned_is_not_brought_back_by_a_move(ann: Person) -> None:
    await plan(ann, None)
    await edit(ann, SettingsEdit(timezone="Asia/Tokyo"))
    assert await ann.does(planned) == (None, 1)


async def test_a_name_or_a_language_moves_no_nudge(ann: Person) -> None:
    await plan(ann, april(18, 10))
    await edit(ann, SettingsEdit(display_name="Anna", locale="de"))
    assert await ann.does(planned) == (april(18, 10), 1)
