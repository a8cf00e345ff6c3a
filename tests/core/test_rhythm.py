"""When reminders come: hours of the day where the clocks change, and where they do not."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.reminders.rhythm import NONE_QUIET, USUAL_QUIET, QuietHours, Rhythm, instant_at, rhythm_of

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Asia/Tehran",
    "Pacific/Apia",
    "Antarctica/Troll",
    "America/Scoresbysund",
)
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC)
)
HOURS = st.integers(0, 23)
RHYTHMS = st.builds(
    Rhythm,
    st.sampled_from(ZONES).map(ZoneInfo),
    HOURS,
    st.builds(QuietHours, HOURS, HOURS),
)


def rhythm(zone: str, hour: int = 9, quiet: QuietHours = USUAL_QUIET) -> Rhythm:
    return Rhythm(ZoneInfo(zone), hour, quiet)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour", "day", "expected"),
    [
        # to summer and back, at the usual hour
        ("Europe/Berlin", 9, "2026-03-28", "2026-03-28T08:00"),
        ("Europe/Berlin", 9, "2026-03-29", "2026-03-29T07:00"),
        ("Europe/Berlin", 9, "2026-10-24", "2026-10-24T07:00"),
        ("Europe/Berlin", 9, "2026-10-25", "2026-10-25T08:00"),
        # an hour that does not exist, one that exists twice
        ("Europe/Berlin", 2, "2026-03-29", "2026-03-29T01:00"),
        ("Europe/Berlin", 2, "2026-10-25", "2026-10-25T00:00"),
        ("America/New_York", 2, "2026-03-08", "2026-03-08T07:00"),
        ("America/New_York", 1, "2026-11-01", "2026-11-01T05:00"),
        ("America/New_York", 9, "2026-11-01", "2026-11-01T14:00"),
        # half an hour: 2:00 becomes 2:30, and back again to 1:30
        ("Australia/Lord_Howe", 2, "2026-10-04", "2026-10-03T15:30"),
        ("Australia/Lord_Howe", 3, "2026-10-04", "2026-10-03T16:00"),
        ("Australia/Lord_Howe", 1, "2026-04-05", "2026-04-04T14:00"),
        ("Australia/Lord_Howe", 2, "2026-04-05", "2026-04-04T15:30"),
        ("Australia/Lord_Howe", 9, "2026-04-05", "2026-04-04T22:30"),
        # no change of the clocks, three quarters of an hour
        ("Asia/Kathmandu", 9, "2026-03-29", "2026-03-29T03:15"),
        ("Asia/Kathmandu", 9, "2026-12-31", "2026-12-31T03:15"),
        ("Pacific/Chatham", 9, "2026-09-26", "2026-09-25T20:15"),
        ("Pacific/Chatham", 9, "2026-09-27", "2026-09-26T19:15"),
        ("Pacific/Chatham", 3, "2026-09-27", "2026-09-26T14:00"),
        ("Pacific/Chatham", 3, "2026-04-05", "2026-04-04T13:15"),
        ("Pacific/Chatham", 9, "2026-04-05", "2026-04-04T20:15"),
        # a day without midnight, and one with two last hours
        ("America/Sao_Paulo", 0, "2018-11-04", "2018-11-04T03:00"),
        ("America/Sao_Paulo", 23, "2018-02-17", "2018-02-18T01:00"),
        ("America/Sao_Paulo", 9, "2026-11-04", "2026-11-04T12:00"),
        # summer time that rests during Ramadan
        ("Africa/Casablanca", 9, "2026-02-14", "2026-02-14T08:00"),
        ("Africa/Casablanca", 9, "2026-02-15", "2026-02-15T09:00"),
        ("Africa/Casablanca", 2, "2026-03-22", "2026-03-22T02:00"),
        ("Africa/Casablanca", 2, "2026-02-15", "2026-02-15T01:00"),
        # summer time until 2022, from midnight to midnight
        ("Asia/Tehran", 0, "2022-03-22", "2022-03-21T20:30"),
        ("Asia/Tehran", 23, "2022-09-21", "2022-09-21T18:30"),
        ("Asia/Tehran", 9, "2026-03-22", "2026-03-22T05:30"),
        # a whole day that never was
        ("Pacific/Apia", 9, "2011-12-29", "2011-12-29T19:00"),
        ("Pacific/Apia", 9, "2011-12-30", "2011-12-30T10:00"),
        ("Pacific/Apia", 9, "2011-12-31", "2011-12-30T19:00"),
        # two hours at once
        ("Antarctica/Troll", 1, "2026-03-29", "2026-03-29T01:00"),
        ("Antarctica/Troll", 2, "2026-03-29", "2026-03-29T01:00"),
        ("Antarctica/Troll", 2, "2026-10-25", "2026-10-25T00:00"),
        ("Antarctica/Troll", 9, "2026-10-25", "2026-10-25T09:00"),
        # the last hour of the day is missing
        ("America/Scoresbysund", 23, "2026-03-28", "2026-03-29T01:00"),
        # ends of years and months, 29 February
        ("Pacific/Apia", 9, "2026-12-31", "2026-12-30T20:00"),
        ("America/New_York", 23, "2026-12-31", "2027-01-01T04:00"),
        ("Europe/Berlin", 0, "2028-02-29", "2028-02-28T23:00"),
        ("Europe/Berlin", 0, "2028-03-01", "2028-02-29T23:00"),
        ("Pacific/Chatham", 0, "2026-04-30", "2026-04-29T11:15"),
    ],
)
def test_the_reminder_hour_of_a_day_is_on_the_clocks_of_the_place(
    zone: str, hour: int, day: str, expected: str
) -> None:
    assert rhythm(zone, hour).reminder_on(date.fromisoformat(day)) == utc(expected)


@pytest.mark.parametrize(
    ("zone", "hour", "due", "expected"),
    [
        ("Europe/Berlin", 9, "2026-03-10T07:59", "2026-03-10T08:00"),
        ("Europe/Berlin", 9, "2026-03-10T08:00", "2026-03-10T08:00"),
        ("Europe/Berlin", 9, "2026-03-10T08:01", "2026-03-11T08:00"),
        ("Europe/Berlin", 9, "2026-03-28T08:01", "2026-03-29T07:00"),
        ("Europe/Berlin", 2, "2026-10-25T00:30", "2026-10-26T01:00"),
        ("Europe/Berlin", 0, "2026-12-31T22:59", "2026-12-31T23:00"),
        ("America/New_York", 20, "2028-02-29T02:00", "2028-03-01T01:00"),
        ("Pacific/Chatham", 9, "2026-12-31T12:00", "2026-12-31T19:15"),
        ("America/Scoresbysund", 23, "2026-03-29T01:00", "2026-03-29T01:00"),
        ("Pacific/Apia", 9, "2011-12-29T20:00", "2011-12-30T10:00"),
    ],
)
def test_a_reminder_comes_at_the_first_such_hour_once_it_is_due(
    zone: str, hour: int, due: str, expected: str
) -> None:
    assert rhythm(zone, hour).reminder_from(utc(due)) == utc(expected)


@pytest.mark.parametrize(
    ("zone", "planned", "expected"),
    [
        ("Europe/Berlin", "2026-03-25T08:00", "2026-04-01T07:00"),
        ("Europe/Berlin", "2026-10-20T07:00", "2026-10-27T08:00"),
        ("Europe/Berlin", "2026-12-28T21:30", "2027-01-04T08:00"),
        ("America/New_York", "2028-02-23T02:00", "2028-02-29T14:00"),
        ("Pacific/Chatham", "2026-09-20T20:15", "2026-09-27T19:15"),
    ],
)
def test_a_nudge_comes_seven_days_on_the_calendar_after_its_reminder(
    zone: str, planned: str, expected: str
) -> None:
    assert rhythm(zone).nudge_after(utc(planned)) == utc(expected)


def test_tomorrow_morning_and_in_a_week_are_at_the_reminder_hour() -> None:
    saturday_night = utc("2026-03-28T22:30")  # 23:30 in Berlin, before the clocks change
    assert rhythm("Europe/Berlin").tomorrow_morning(saturday_night) == utc("2026-03-29T07:00")
    assert rhythm("Europe/Berlin").in_a_week(saturday_night) == utc("2026-04-04T07:00")


@pytest.mark.parametrize(
    ("quiet", "hour", "instant", "expected"),
    [
        ((22, 8), 9, "2026-06-10T19:59", "2026-06-10T19:59"),
        ((22, 8), 9, "2026-06-10T20:00", "2026-06-11T06:00"),
        ((22, 8), 9, "2026-06-11T05:59", "2026-06-11T06:00"),
        ((22, 8), 9, "2026-06-11T06:00", "2026-06-11T06:00"),
        ((13, 15), 9, "2026-06-11T12:00", "2026-06-11T13:00"),
        ((5, 5), 9, "2026-06-11T03:30", "2026-06-11T03:30"),
        # the hour they chose wins over their quiet hours, and ends the wait
        ((22, 8), 23, "2026-06-10T21:59", "2026-06-10T21:59"),
        ((22, 8), 23, "2026-06-10T22:00", "2026-06-11T06:00"),
        ((22, 8), 6, "2026-06-11T01:00", "2026-06-11T04:00"),
        # the end of the quiet hours does not exist, or is in summer already
        ((22, 2), 9, "2026-03-29T00:30", "2026-03-29T01:00"),
        ((3, 2), 5, "2026-03-29T01:00", "2026-03-29T03:00"),
        ((22, 8), 9, "2026-03-29T00:30", "2026-03-29T06:00"),
    ],
)
def test_nothing_is_sent_in_the_quiet_hours(
    quiet: tuple[int, int], hour: int, instant: str, expected: str
) -> None:
    berlin = rhythm("Europe/Berlin", hour, QuietHours(*quiet))
    assert berlin.awake_from(utc(instant)) == utc(expected)


def test_quiet_hours_that_end_while_an_hour_comes_again_end_then() -> None:
    troll = rhythm("Antarctica/Troll", 9, QuietHours(22, 2))  # 1:00 to 3:00 comes twice
    assert troll.awake_from(utc("2026-10-24T23:30")) == utc("2026-10-25T00:00")
    assert troll.awake_from(utc("2026-10-25T01:30")) == utc("2026-10-25T02:00")


def test_a_day_begins_at_midnight_or_when_the_clocks_have_skipped_it() -> None:
    assert rhythm("Europe/Berlin").begins_a_day(utc("2026-03-09T23:00"))
    assert not rhythm("Europe/Berlin").begins_a_day(utc("2026-03-10T00:00"))
    assert rhythm("America/Sao_Paulo").begins_a_day(utc("2018-11-04T03:00"))


def test_who_has_chosen_nothing_has_the_hour_of_the_program_and_its_quiet_hours() -> None:
    assert rhythm_of("Europe/Berlin", None, None, None, 9) == rhythm("Europe/Berlin")
    chosen = rhythm_of("Asia/Tehran", 0, 0, None, 9)
    assert chosen == rhythm("Asia/Tehran", 0, QuietHours(0, 8))


@settings(deadline=None)
@given(RHYTHMS, INSTANTS)
def test_a_reminder_comes_never_before_it_is_due_and_within_a_day(
    kept: Rhythm, due: datetime
) -> None:
    moment = kept.reminder_from(due)
    # a day is 26 hours at Troll when the clocks go back
    assert due <= moment <= due + timedelta(hours=26)
    local = moment.astimezone(kept.zone)
    if (local.hour, local.minute) != (kept.hour, 0):
        just_before = (moment - timedelta(seconds=1)).astimezone(kept.zone)
        gap = local.replace(tzinfo=None) - just_before.replace(tzinfo=None)
        assert gap > timedelta(minutes=1)


@settings(deadline=None)
@given(RHYTHMS, INSTANTS, INSTANTS)
def test_what_is_due_later_is_never_reminded_of_earlier(
    kept: Rhythm, one: datetime, other: datetime
) -> None:
    earlier, later = sorted((one, other))
    assert kept.reminder_from(earlier) <= kept.reminder_from(later)
    assert kept.awake_from(earlier) <= kept.awake_from(later)
    assert kept.nudge_after(earlier) <= kept.nudge_after(later)


@settings(deadline=None)
@given(RHYTHMS, INSTANTS)
def test_who_is_woken_by_nobody_is_awake_in_time(kept: Rhythm, instant: datetime) -> None:
    awake = kept.awake_from(instant)
    assert instant <= awake <= instant + timedelta(hours=26)
    assert kept.awake_from(awake) == awake
    if kept.quiet.cover(awake.astimezone(kept.zone).hour):
        assert awake < kept.reminder_from(awake - timedelta(hours=1)) + timedelta(hours=1)


@settings(deadline=None)
@given(RHYTHMS, INSTANTS)
def test_without_quiet_hours_nobody_waits(kept: Rhythm, instant: datetime) -> None:
    assert Rhythm(kept.zone, kept.hour, NONE_QUIET).awake_from(instant) == instant


@settings(deadline=None)
@given(RHYTHMS, st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_the_day_of_a_reminder_is_known_from_its_instant(kept: Rhythm, day: date) -> None:
    moment = kept.reminder_on(day)
    # where a whole hour before midnight is missing it is the next day's first instant
    assert kept.reminder_day(moment) in (day, day + timedelta(days=1))
    assert kept.reminder_on(kept.reminder_day(moment)) == moment


@settings(deadline=None)
@given(st.sampled_from(ZONES).map(ZoneInfo), INSTANTS)
def test_a_time_on_the_clocks_is_the_first_instant_that_shows_it(
    zone: ZoneInfo, instant: datetime
) -> None:
    instant = instant.replace(microsecond=0)
    found = instant_at(instant.astimezone(zone).replace(tzinfo=None), zone)
    assert found <= instant
    assert found.astimezone(zone).replace(tzinfo=None) == instant.astimezone(zone).replace(
        tzinfo=None
    )
