from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from core.durations import Duration

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def test_a_duration_is_a_calendar_difference() -> None:
    owned = Duration.between(date(2023, 1, 15), date(2024, 12, 20))
    assert owned == Duration(years=1, months=11, days=5)
    assert owned.whole_months == 23
    assert owned.short == "1y 11m"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2024, 1, 31), date(2024, 2, 29), Duration(0, 1, 0)),
        (date(2024, 2, 29), date(2025, 2, 28), Duration(1, 0, 0)),
        (date(2024, 12, 31), date(2025, 1, 1), Duration(0, 0, 1)),
        (date(2024, 5, 5), date(2024, 5, 5), Duration(0, 0, 0)),
    ],
)
def test_months_end_where_the_calendar_ends_them(
    start: date, end: date, expected: Duration
) -> None:
    assert Duration.between(start, end) == expected


@settings(deadline=None)
@given(DAYS, DAYS)
def test_start_and_duration_land_on_the_end(one: date, other: date) -> None:
    start, end = sorted((one, other))
    owned = Duration.between(start, end)
    assert start + relativedelta(years=owned.years, months=owned.months, days=owned.days) == end
    assert 0 <= owned.months < 12
    assert 0 <= owned.days < 31


@settings(deadline=None)
@given(DAYS, DAYS)
def test_a_duration_is_never_negative(start: date, end: date) -> None:
    owned = Duration.between(start, end)
    assert min(owned.years, owned.months, owned.days) >= 0
    if end <= start:
        assert owned == Duration(0, 0, 0)


@settings(deadline=None)
@given(st.lists(DAYS, min_size=3, max_size=3))
def test_a_later_end_is_never_a_shorter_duration(days: list[date]) -> None:
    start, sooner, later = sorted(days)
    first, second = Duration.between(start, sooner), Duration.between(start, later)
    assert (first.whole_months, first.days) <= (second.whole_months, second.days)
