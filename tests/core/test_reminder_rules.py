from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checkups.rules import CheckupState, completed, reminder_cycle, snoozed
from core.reminders.rules import (
    FEWEST_ATTEMPTS,
    FIRST_BACKOFF,
    LONGEST_BACKOFF,
    NEWER,
    OutboxEntry,
    Reach,
    backoff,
    best_reach,
    is_answered,
    is_given_up,
    is_late,
    last_platform,
    newest_of_each,
    wants_chat,
    wants_mail,
)
from core.zones import zone_or_utc
from storage.vocabulary import EMAIL, CheckupType, ReminderState
from tests.conftest import NOON

CHECKUP = CheckupState(CheckupType.KEEP, NOON, 1, None)
NOW = datetime(2026, 4, 11, 9, 0, tzinfo=UTC)
ENTRY = OutboxEntry(
    id=UUID(int=1),
    checkup_id=UUID(int=2),
    cycle=reminder_cycle(CHECKUP),
    nudge=0,
    channel="telegram",
    state=ReminderState.PENDING,
)


def reached(platform: str, days_ago: int = 0) -> Reach:
    return Reach(uuid4(), platform, "7", NOW - timedelta(days=days_ago), None)


def left(platform: str, days_ago: int = 0) -> Reach:
    return replace(reached(platform, days_ago), unreachable_since=NOW)


@pytest.mark.parametrize(
    ("reaches", "preferred", "best"),
    [
        ((), None, None),
        ((left("telegram"),), "telegram", None),
        ((reached("telegram", 9), reached("discord", 1)), None, "discord"),
        ((reached("telegram", 9), reached("discord", 1)), "telegram", "telegram"),
        ((left("telegram"), reached("discord")), "telegram", "discord"),
        ((reached("telegram", 9), reached("terminal", 1)), None, "telegram"),
        ((reached("telegram", 9), reached("terminal", 1)), "terminal", "terminal"),
        ((left("telegram"), reached("terminal")), None, "terminal"),
        ((replace(reached("telegram"), chat_id=None),), None, None),
    ],
)
def test_where_reminders_go(
    reaches: tuple[Reach, ...], preferred: str | None, best: str | None
) -> None:
    found = best_reach(reaches, preferred)
    assert (None if found is None else found.platform) == best


def test_who_is_reached_nowhere_waits_where_they_were_reached_last() -> None:
    assert last_platform([left("telegram", 9), left("discord", 1)]) == "discord"
    assert last_platform([]) is None


@pytest.mark.parametrize(
    ("state", "reason", "wanted"),
    [
        (ReminderState.PENDING, None, False),
        (ReminderState.WAITING, None, False),
        (ReminderState.SENT, None, False),
        (ReminderState.OVERTAKEN, NEWER, False),
        (ReminderState.OVERTAKEN, "answered", True),
        (ReminderState.DEAD, "403", True),
    ],
)
def test_a_reminder_comes_to_one_chat_of_all(
    state: ReminderState, reason: str | None, wanted: bool
) -> None:
    entry = replace(ENTRY, channel="discord", state=state, reason=reason)
    assert wants_chat([entry]) == wanted
    assert wants_mail([entry])


@pytest.mark.parametrize("state", list(ReminderState))
def test_a_mail_is_planned_again_only_where_it_was_overtaken(state: ReminderState) -> None:
    entry = replace(ENTRY, channel=EMAIL, state=state, reason="answered")
    assert wants_mail([entry]) == (state is ReminderState.OVERTAKEN)
    assert wants_chat([entry])


def test_a_reminder_of_the_present_cycle_stands() -> None:
    assert not is_answered(ENTRY, CHECKUP, NOW)


@pytest.mark.parametrize(
    "checkup",
    [
        completed(CHECKUP, NOW),
        snoozed(CHECKUP, NOW + timedelta(days=1), NOW, zone_or_utc("UTC")),
        replace(CHECKUP, interval_months=2),
    ],
    ids=["completed", "snoozed", "interval"],
)
def test_a_reminder_of_another_cycle_is_answered(checkup: CheckupState) -> None:
    assert is_answered(ENTRY, checkup, NOW)


def test_a_nudge_tells_all_that_the_reminder_would() -> None:
    nudge = replace(ENTRY, id=UUID(int=3), nudge=1)
    other = replace(ENTRY, id=UUID(int=4), checkup_id=UUID(int=5))
    assert newest_of_each([nudge, ENTRY, other]) == {nudge.id, other.id}


def test_each_attempt_waits_twice_as_long_up_to_six_hours() -> None:
    waits = [backoff(attempts, 1.0) for attempts in range(1, 13)]
    assert waits[:3] == [FIRST_BACKOFF, FIRST_BACKOFF * 2, FIRST_BACKOFF * 4]
    assert waits[-1] == LONGEST_BACKOFF


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_chance_takes_off_half_of_the_wait_at_most(attempts: int, chance: float) -> None:
    longest = backoff(attempts, 1.0)
    assert longest / 2 <= backoff(attempts, chance) <= longest <= LONGEST_BACKOFF


def test_a_week_of_trying_is_enough() -> None:
    assert not is_given_up(NOW, FEWEST_ATTEMPTS, NOW + timedelta(days=6, hours=23))
    assert is_given_up(NOW, FEWEST_ATTEMPTS, NOW + timedelta(days=7))


def test_a_week_without_trying_is_not() -> None:
    assert not is_given_up(NOW, FEWEST_ATTEMPTS - 1, NOW + timedelta(days=30))


def test_a_day_late_is_late() -> None:
    assert not is_late(NOW, NOW + timedelta(days=1))
    assert is_late(NOW, NOW + timedelta(days=1, seconds=1))
