"""From a matched period to its days, seen from today. Pure; knows no language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.agent.interpreter.when.calendar import (
    Recurring,
    Stretch,
    begun,
    coming,
    current,
    ended,
    fixed_day,
    whole_months,
)
from bot.agent.interpreter.when.templates import Match
from bot.agent.interpreter.when.values import Captured, Length, Number, Unit, Written, Year

EARLIEST = date(1900, 1, 1)
"""Where "before 2015" begins: nobody owns anything since an earlier day."""
_NEARER_THAN_NEXT = 3
"""So many days after Sunday the next Saturday is no nearer."""
_YEARS_AHEAD = 20
"""Two digits of a year that lie further ahead mean the last century."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    today: date
    latest: date
    """The last day that a bare name ("March") may stand for: today, or the end of a range."""
    forward: bool
    """A bare name stands for the next to come ("until Friday")."""
    month_first: bool
    either_order: bool


@dataclass(frozen=True, slots=True)
class Days:
    stretch: Stretch
    day: date | None = None
    """The day itself, where it is known better than as the middle of the stretch."""


def days_of(match: Match, view: Viewpoint) -> Days | None:
    """None where the calendar has no such day (30 February, a million years ago)."""
    try:
        return MEANINGS[match.rule.meaning](match.captured, view)
    except (ValueError, OverflowError):
        return None


def days_before(length: Length, today: date) -> Days:
    """That long before today, by the calendar; the stretch is as exact as the unit named.

    Days are meant exactly, weeks to three days, months to half a month; years mean a calendar
    year: who got a thing "two years ago" in 2026 got it in 2024. Half a year is exact to a month.
    """
    day = length.usual.before(today)
    earliest, latest = length.high.before(today), length.low.before(today)
    unit = length.unit
    if unit.months >= 12 and length.usual.months % 12 == 0:
        stretch = Stretch(Stretch.of_year(earliest.year).first, Stretch.of_year(latest.year).last)
    else:
        around = timedelta(days=15 * min(unit.months, 2) + 3 * (unit.days // 7))
        stretch = Stretch(earliest - around, latest + around)
    return Days(Stretch(stretch.first, max(day, min(stretch.last, today))), day)


def _exactly(day: date) -> Days:
    return Days(Stretch(day, day), day)


def _offset(captured: Captured, view: Viewpoint) -> Days:
    return _exactly(view.today + timedelta(days=captured.get(int, "offset")))


def _written(captured: Captured, view: Viewpoint) -> Days:
    """Day first after dots; else as the place writes it, unless only the other order is a date."""
    written = captured.get(Written, "written", "short_written")
    if len(written.numbers[0]) == 4:
        year, month, day = map(int, written.numbers)
        return _exactly(date(year, month, day))
    first, second = int(written.numbers[0]), int(written.numbers[1])
    if written.separator == ".":
        return _exactly(_written_day(written, second, first, view))
    month, day = (first, second) if view.month_first else (second, first)
    if month > 12:
        month, day = day, month
    found = _written_day(written, month, day, view)
    if found > view.today and view.either_order and day <= 12:
        other = _written_day(written, day, month, view)
        found = min(found, other)
    return _exactly(found)


def _written_day(written: Written, month: int, day: int, view: Viewpoint) -> date:
    if len(written.numbers) == 2:
        stretch = _bare(fixed_day(month, day), view)
        if stretch is None:
            raise ValueError("no such day")
        return stretch.first
    year = int(written.numbers[2])
    if len(written.numbers[2]) == 2:
        year += 2000 if 2000 + year <= view.today.year + _YEARS_AHEAD else 1900
    return date(year, month, day)


def _written_month(captured: Captured, _: Viewpoint) -> Days:
    year, month = sorted(captured.get(Written, "written_month").numbers, key=len, reverse=True)
    return Days(Stretch.of_months(int(year), int(month), 1))


def _date(captured: Captured, view: Viewpoint) -> Days | None:
    day = fixed_day(captured.get(int, "month"), captured.get(int, "day", "ordinal"))
    return _named(day, captured, view)


def _monthday(captured: Captured, view: Viewpoint) -> Days | None:
    """The newest such day, or that of the month that is named ("of last month")."""
    day = captured.get(int, "nth")
    month = view.latest.replace(day=1)
    which = captured.find(int, "which")
    if which is not None:
        return _exactly((month + relativedelta(months=which)).replace(day=day))
    for step in range(3):
        found = month + relativedelta(months=step if view.forward else -step, day=day)
        if found.day == day and (found > view.today if view.forward else found <= view.latest):
            return _exactly(found)
    return None


def _weekday(captured: Captured, view: Viewpoint) -> Days:
    """Without "this" or "next", the newest before today: who means today says "today"."""
    weekday = captured.get(int, "weekday", "sure_weekday")
    which = captured.find(int, "which")
    if which == 0:
        return _exactly(Stretch.of_week(view.today).first + timedelta(days=weekday))
    if which == 1 or (which is None and view.forward):
        return _exactly(view.today + timedelta(days=(weekday - view.today.weekday() - 1) % 7 + 1))
    return _exactly(view.latest - timedelta(days=(view.latest.weekday() - weekday - 1) % 7 + 1))


def _weekday_of_week(captured: Captured, view: Viewpoint) -> Days:
    monday = Stretch.of_week(view.today).first + timedelta(weeks=captured.get(int, "which"))
    return _exactly(monday + timedelta(days=captured.get(int, "weekday")))


def _weekend(captured: Captured, view: Viewpoint) -> Days:
    """The one that began last; "last" is over, "next" is to come, "this" is the nearer."""
    saturday = _begun_saturday(view.today)
    since_sunday = (view.today - saturday).days - 1
    which = captured.find(int, "which")
    if which == -1 and since_sunday <= 0:
        saturday -= timedelta(weeks=1)
    elif (
        which == 1
        or (which == 0 and since_sunday > _NEARER_THAN_NEXT)
        or (which is None and view.forward)
    ):
        saturday += timedelta(weeks=1)
    return _weekend_of(saturday)


def _weekend_before_last(_: Captured, view: Viewpoint) -> Days:
    saturday = _begun_saturday(view.today)
    weeks = 1 if (view.today - saturday).days > 1 else 2
    return _weekend_of(saturday - timedelta(weeks=weeks))


def _begun_saturday(today: date) -> date:
    return today - timedelta(days=(today.weekday() - 5) % 7)


def _weekend_of(saturday: date) -> Days:
    return Days(Stretch(saturday, saturday + timedelta(days=1)))


def _recurring(captured: Captured, view: Viewpoint) -> Days | None:
    month = captured.find(int, "month", "sure_month")
    if month is not None:
        return _named(whole_months(month), captured, view)
    return _named(captured.get(Recurring, "season", "holiday"), captured, view)


def _named(what: Recurring, captured: Captured, view: Viewpoint) -> Days | None:
    """The one of the year or the direction that is named, else the one that began last."""
    year = captured.find(Year, "year")
    which = captured.find(int, "which")
    stretch: Stretch | None
    if year is not None:
        stretch = what.in_year(year.of(view.today))
    elif which is None:
        stretch = _bare(what, view)
    else:
        choose = (current, coming, ended)[which]
        stretch = choose(what, view.today)
    if stretch is None:
        return None
    if what.day_index is not None:
        day = stretch.first + timedelta(days=what.day_index)
        # On Christmas Eve, what somebody got for Christmas came by today.
        return Days(stretch, min(day, max(view.today, stretch.first)))
    # Who says "winter 2018" means a day of 2018 at least as often as one of 2019.
    in_its_year = Stretch(stretch.first, min(stretch.last, date(stretch.first.year, 12, 31)))
    return Days(stretch, in_its_year.middle(view.today))


def _bare(what: Recurring, view: Viewpoint) -> Stretch | None:
    return coming(what, view.today) if view.forward else begun(what, view.latest)


def _year(captured: Captured, view: Viewpoint) -> Days:
    year = captured.get(Year, "year", "plain_year", "short_year", "relative_year")
    return Days(Stretch.of_year(year.of(view.today)))


def _decade(captured: Captured, _: Viewpoint) -> Days:
    first = captured.get(int, "long_decade", "decade")
    return Days(Stretch(date(first, 1, 1), date(first + 9, 12, 31)))


def _unit(captured: Captured, view: Viewpoint) -> Days:
    """Calendar weeks from Monday, calendar months, quarters, years, decades."""
    unit = captured.get(Unit, "unit")
    return Days(_calendar_unit(_step(view.today, unit, captured.find(int, "which") or 0), unit))


def _calendar_unit(day: date, unit: Unit) -> Stretch:
    if unit.months == 0:
        first = Stretch.of_week(day).first if unit.days >= 7 else day
        return Stretch(first, first + timedelta(days=max(unit.days, 1) - 1))
    month_index = day.year * 12 + day.month - 1
    year, month = divmod(month_index - month_index % unit.months, 12)
    return Stretch.of_months(year, month + 1, unit.months)


def _before_last(captured: Captured, view: Viewpoint) -> Days:
    """ "The Sunday before last", "the week before last"."""
    unit = captured.find(Unit, "unit")
    if unit is not None:
        return Days(_calendar_unit(_step(view.today, unit, -2), unit))
    newest = _weekday(captured, view).stretch.first
    return _exactly(newest - timedelta(weeks=1))


def _several_ago(captured: Captured, view: Viewpoint) -> Days | None:
    """ "Two summers ago" is the summer before the last that is over."""
    back = round(captured.get(Number, "number").usual) - 1
    weekday = captured.find(int, "weekdays")
    if weekday is not None:
        newest = view.today - timedelta(days=(view.today.weekday() - weekday - 1) % 7 + 1)
        return _exactly(newest - timedelta(weeks=back))
    season = captured.get(Recurring, "seasons")
    newest_season = ended(season, view.today)
    if newest_season is None:
        return None
    return Days(season.in_year(newest_season.first.year - back))


def _ago(captured: Captured, view: Viewpoint) -> Days:
    return days_before(captured.get(Length, "length"), view.today)


def _ahead(captured: Captured, view: Viewpoint) -> Days:
    return _exactly(captured.get(Length, "length").usual.after(view.today))


def _window(captured: Captured, view: Viewpoint) -> Days:
    """From that long ago until today."""
    length = captured.find(Length, "length")
    if length is not None:
        return Days(Stretch(length.usual.before(view.today), view.today))
    return Days(Stretch(_step(view.today, captured.get(Unit, "unit"), -1), view.today))


def _older(captured: Captured, view: Viewpoint) -> Days:
    last = captured.get(Length, "length").usual.before(view.today)
    return Days(Stretch(min(EARLIEST, last), last), last)


def _step(day: date, unit: Unit, count: int) -> date:
    return day + relativedelta(months=unit.months * count, days=unit.days * count)


MEANINGS: dict[str, Callable[[Captured, Viewpoint], Days | None]] = {
    "offset": _offset,
    "written": _written,
    "written_month": _written_month,
    "date": _date,
    "monthday": _monthday,
    "weekday": _weekday,
    "weekday_of_week": _weekday_of_week,
    "weekend": _weekend,
    "recurring": _recurring,
    "year": _year,
    "decade": _decade,
    "unit": _unit,
    "before_last": _before_last,
    "weekend_before_last": _weekend_before_last,
    "several_ago": _several_ago,
    "older": _older,
    "ago": _ago,
    "ahead": _ahead,
    "window": _window,
}
