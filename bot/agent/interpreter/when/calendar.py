"""Stretches of days, and what comes back every year. Pure; knows no language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta
from dateutil.relativedelta import weekday as relative_weekday


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole days, both ends included."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> "Stretch":
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of_months(cls, year: int, month: int, months: int) -> "Stretch":
        """That many whole months, the named one first."""
        first = date(year, month, 1)
        return cls(first, first + relativedelta(months=months, days=-1))

    @classmethod
    def of_week(cls, day: date) -> "Stretch":
        """The week around day, from Monday."""
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=6))

    @classmethod
    def around(cls, day: date, days: int) -> "Stretch":
        return cls(day - timedelta(days=days), day + timedelta(days=days))

    def part(self, start: float, end: float) -> "Stretch":
        """From one fraction of the stretch to another: 0.0 to 0.3 of a year is January to April."""
        days = (self.last - self.first).days
        return Stretch(
            self.first + timedelta(days=int(days * start)),
            self.first + timedelta(days=int(days * end)),
        )

    def middle(self, today: date) -> date:
        """The middle of what has begun; the first day if nothing has."""
        if self.first >= today:
            return self.first
        last = min(self.last, today)
        return self.first + timedelta(days=(last - self.first).days // 2)


@dataclass(frozen=True, slots=True)
class Recurring:
    """Comes once a year."""

    in_year: Callable[[int], Stretch]
    """ValueError where that year has none (29 February)."""
    day_index: int | None = None
    """Which day of the stretch bears the name (Christmas); None: all alike (March)."""


def whole_months(first: int, count: int = 1) -> Recurring:
    """A month or a season. It belongs to the year it begins in."""
    return Recurring(lambda year: Stretch.of_months(year, first, count))


def fixed_day(month: int, day: int, before: int = 0, after: int = 0) -> Recurring:
    """The same date every year, with the days around it that bear the name too."""
    return Recurring(lambda year: _with(date(year, month, day), before, after), before)


def day_from_easter(days: int, before: int = 0, after: int = 0) -> Recurring:
    """That many days after Easter Sunday."""
    return Recurring(lambda year: _with(easter(year) + timedelta(days), before, after), before)


def nth_weekday(month: int, nth: int, weekday: int, plus: int = 0) -> Recurring:
    """The nth Monday (0) to Sunday (6) of a month, and days after that."""

    def in_year(year: int) -> Stretch:
        found = date(year, month, 1) + relativedelta(weekday=relative_weekday(weekday, nth))
        return _with(found + timedelta(plus), 0, 0)

    return Recurring(in_year, 0)


def _with(day: date, before: int, after: int) -> Stretch:
    return Stretch(day - timedelta(before), day + timedelta(after))


LEAP_YEARS_APART = 8
"""29 February can be eight years away (1896 to 1904)."""


def begun(what: Recurring, latest: date) -> Stretch | None:
    """The newest that begins on or before latest."""
    for year in range(latest.year, latest.year - LEAP_YEARS_APART - 1, -1):
        stretch = _in_year(what, year)
        if stretch is not None and stretch.first <= latest:
            return stretch
    return None


def ended(what: Recurring, today: date) -> Stretch | None:
    """The newest that was over before today."""
    for year in range(today.year, today.year - LEAP_YEARS_APART - 1, -1):
        stretch = _in_year(what, year)
        if stretch is not None and stretch.last < today:
            return stretch
    return None


def coming(what: Recurring, today: date) -> Stretch | None:
    """The first that begins after today."""
    for year in range(today.year, today.year + LEAP_YEARS_APART + 1):
        stretch = _in_year(what, year)
        if stretch is not None and stretch.first > today:
            return stretch
    return None


def current(what: Recurring, today: date) -> Stretch | None:
    """The one of today's year; of two that touch it (winter), the nearer."""

    def distance(stretch: Stretch) -> int:
        return max((stretch.first - today).days, (today - stretch.last).days, 0)

    near = [_in_year(what, year) for year in (today.year - 1, today.year)]
    return min(
        (one for one in near if one is not None and today.year in (one.first.year, one.last.year)),
        key=distance,
        default=None,
    )


def _in_year(what: Recurring, year: int) -> Stretch | None:
    if not MINYEAR < year < MAXYEAR:
        return None
    try:
        return what.in_year(year)
    except ValueError:
        return None
