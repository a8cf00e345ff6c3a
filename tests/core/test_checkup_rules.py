from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checkups.rules import CheckupState, checked_interval, checkup_of, next_due, snoozed
from core.errors import InvalidDay, InvalidInterval
from storage.vocabulary import CheckupType

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"]
).map(ZoneInfo)
INSTANTS = st.integers(-600_000_000, 3_500_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


def checkup(last: datetime = NOW, months: int = 1) -> CheckupState:
    return CheckupState(CheckupType.KEEP, last, months, None)


def test_a_month_after_31_january_is_the_last_day_of_february() -> None:
    due = next_due(datetime(2026, 1, 31, 9, 0, tzinfo=UTC), 1, ZoneInfo("UTC"))
    assert due == datetime(2026, 2, 28, 9, 0, tzinfo=UTC)


def test_months_are_those_of_the_person_not_of_greenwich() -> None:
    last = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # in Berlin it is 1 February, half past 0
    assert next_due(last, 1, BERLIN) == datetime(2026, 2, 28, 23, 30, tzinfo=UTC)
    assert next_due(last, 1, ZoneInfo("UTC")) == datetime(2026, 2, 28, 23, 30, tzinfo=UTC)
    assert next_due(last, 2, BERLIN) == datetime(2026, 3, 31, 22, 30, tzinfo=UTC)


def test_the_hour_of_the_day_stays_when_the_clocks_change() -> None:
    last = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)  # 9:00 in Berlin, in winter
    assert next_due(last, 1, BERLIN) == datetime(2026, 4, 1, 7, 0, tzinfo=UTC)  # 9:00, in summer


def test_a_checkup_is_due_from_its_instant_on() -> None:
    last = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)
    assert checkup_of(checkup(last), ZoneInfo("UTC"), NOW).is_due
    just_before = checkup_of(checkup(last), ZoneInfo("UTC"), NOW - timedelta(seconds=1))
    assert not just_before.is_due


@pytest.mark.parametrize("months", [0, -1, 61])
def test_an_interval_is_between_1_and_60_months(months: int) -> None:
    with pytest.raises(InvalidInterval):
        checked_interval(months)


def test_a_snooze_ends_in_the_future_but_within_five_years() -> None:
    for until in (NOW, NOW - timedelta(days=1), datetime.max.replace(tzinfo=UTC)):
        with pytest.raises(InvalidDay):
            snoozed(checkup(), until, NOW, BERLIN)


def test_a_snooze_without_an_offset_is_meant_where_the_person_is() -> None:
    until = datetime(2026, 3, 12, 9, 0)  # noqa: DTZ001 - as a person says it
    held = snoozed(checkup(), until, NOW, BERLIN)
    assert held.snoozed_until == datetime(2026, 3, 12, 8, 0, tzinfo=UTC)


@settings(deadline=None)
@given(INSTANTS, st.integers(1, 60), ZONES)
def test_a_checkup_is_due_in_the_month_it_should_be(
    last: datetime, months: int, zone: ZoneInfo
) -> None:
    local, due = last.astimezone(zone), next_due(last, months, zone).astimezone(zone)
    month = local.year * 12 + local.month + months
    # the clocks may skip the very hour of midnight before the first of a month
    assert abs((due.year * 12 + due.month) - month) <= (1 if due.day == 1 else 0)
    assert due > last


@settings(deadline=None)
@given(INSTANTS, st.integers(1, 59), ZONES)
def test_a_longer_interval_is_due_later(last: datetime, months: int, zone: ZoneInfo) -> None:
    assert next_due(last, months, zone) < next_due(last, months + 1, zone)
