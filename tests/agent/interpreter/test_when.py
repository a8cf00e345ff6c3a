"""Days and lengths of time in sentences."""

from datetime import date
from pathlib import Path

import pytest

import bot.agent
from bot.agent.interpreter.when import DaySpan, LengthSpan, When

ENGLISH = Path(bot.agent.__file__).parent / "language" / "en"
TUESDAY = date(2026, 7, 7)


@pytest.fixture(scope="module")
def when() -> When:
    return When(ENGLISH)


def the_only(spans: tuple[DaySpan, ...]) -> DaySpan:
    assert len(spans) == 1, spans
    return spans[0]


def day(text: str) -> date:
    return date.fromisoformat(text)


def named(text: str) -> tuple[date, date]:
    """A year, a month, a day, or two of them with two dots between, as first and last day."""
    first, _, last = text.partition("..")
    return _ends(first)[0], _ends(last or first)[1]


def _ends(text: str) -> tuple[date, date]:
    if len(text) == 4:
        return day(f"{text}-01-01"), day(f"{text}-12-31")
    if len(text) == 7:
        days = {"02": 28, "04": 30, "06": 30, "09": 30, "11": 30}.get(text[5:], 31)
        leap = text in ("2020-02", "2024-02")
        return day(f"{text}-01"), day(f"{text}-{29 if leap else days}")
    return day(text), day(text)


# Said on Tuesday, 7 July 2026.
SAID_ON_TUESDAY = [
    ("Today I purchased a wallet", "Today", "2026-07-07"),
    ("came this morning, at last", "this morning", "2026-07-07"),
    ("bounced on it 2nite w the kids", "2nite", "2026-07-07"),
    ("got it yday", "yday", "2026-07-06"),
    ("yesterday's find: one dreamcatcher", "yesterday's", "2026-07-06"),
    ("arrived yesterday morning", "yesterday morning", "2026-07-06"),
    ("bought last night", "last night", "2026-07-06"),
    ("no, that was the day before yesterday", "the day before yesterday", "2026-07-05"),
    ("SCORED A POWER BANK 4 DAYS AGO", "4 DAYS AGO", "2026-07-03"),
    ("bought a shaver three days ago", "three days ago", "2026-07-04"),
    ("two hours ago", "two hours ago", "2026-07-07"),
    ("a lamp on tuesday", "on tuesday", "2026-06-30"),
    ("a lamp on wendsday", "on wendsday", "2026-07-01"),
    ("a lamp. monday. don't ask", "monday", "2026-07-06"),
    ("on sat", "on sat", "2026-07-04"),
    ("whiteboard = last friday", "last friday", "2026-07-03"),
    ("this friday", "this friday", "2026-07-10"),
    ("on tuesday last week", "on tuesday last week", "2026-06-30"),
    ("the sunday before last", "the sunday before last", "2026-06-28"),
    ("3 sundays ago", "3 sundays ago", "2026-06-21"),
    ("gave it to him at the weekend", "at the weekend", "2026-07-04..2026-07-05"),
    ("last week", "last week", "2026-06-29..2026-07-05"),
    ("it arrived last month", "last month", "2026-06"),
    ("this year", "this year", "2026"),
    ("last year", "last year", "2025"),
    ("the year before last", "the year before last", "2024"),
    ("last quarter", "last quarter", "2026-04..2026-06"),
    ("in march", "in march", "2026-03"),
    ("in july", "in july", "2026-07"),
    ("in september", "in september", "2025-09"),
    ("march last year", "march last year", "2025-03"),
    ("last year in march", "last year in march", "2025-03"),
    ("last spring", "last spring", "2026-03..2026-05"),
    ("last summer", "last summer", "2025-06..2025-08"),
    ("in winter", "in winter", "2025-12..2026-02"),
    ("two summers ago", "two summers ago", "2024-06..2024-08"),
    ("autumn 2018", "autumn 2018", "2018-09..2018-11"),
    ("the summer of '21", "summer of '21", "2021-06..2021-08"),
    ("Van since February 2020.", "since February 2020", "2020-02"),
    ("punching bag (sept 2023)", "(sept 2023)", "2023-09"),
    ("since 02/2018", "since 02/2018", "2018-02"),
    ("jump rope (2019)", "(2019)", "2019"),
    ("since childhood ~ 2003", "~ 2003", "2003"),
    ("in 2016", "in 2016", "2016"),
    ("in '19", "in '19", "2019"),
    ("back in 1850", "back in 1850", "1850"),
    ("2020ish", "2020ish", "2020"),
    ("early 2020", "early 2020", "2020-01-01..2020-04-01"),
    ("mid-April", "mid-April", "2026-04-11..2026-04-19"),
    ("end of 2018", "end of 2018", "2018-11-24..2018-12-31"),
    ("since the early 90s", "since the early 90s", "1990-01-01..1992-07-01"),
    ("in the nineties", "in the nineties", "1990..1999"),
    ("from the 2010s", "from the 2010s", "2010..2019"),
    ("on 17 October 2021", "on 17 October 2021", "2021-10-17"),
    ("9 sept 2021", "9 sept 2021", "2021-09-09"),
    ("1st of December 2024", "1st of December 2024", "2024-12-01"),
    ("aug 3rd 2025 fyi", "aug 3rd 2025", "2025-08-03"),
    ("on December 12th, 2023", "on December 12th, 2023", "2023-12-12"),
    ("5. September 2020", "5. September 2020", "2020-09-05"),
    ("on the twenty-first of june 2020", "on the twenty-first of june 2020", "2020-06-21"),
    ("on 3 May", "on 3 May", "2026-05-03"),
    ("on 3 August", "on 3 August", "2025-08-03"),
    ("saturday, 3 May 2025", "saturday, 3 May 2025", "2025-05-03"),
    ("on the 3rd", "on the 3rd", "2026-07-03"),
    ("on the 31st", "on the 31st", "2026-05-31"),
    ("29 february", "29 february", "2024-02-29"),
    ("for christmas", "for christmas", "2025-12-24..2025-12-26"),
    ("xmas 2020, from gran", "xmas 2020", "2020-12-24..2020-12-26"),
    ("easter 2022", "easter 2022", "2022-04-15..2022-04-18"),
    ("new year's eve 2020", "new year's eve 2020", "2020-12-31"),
    ("on black friday", "on black friday", "2025-11-28"),
    ("on halloween", "on halloween", "2025-10-31"),
    ("from about 7 years ago", "from about 7 years ago", "2019"),
    ("a year and a half ago", "a year and a half ago", "2024-12-08..2025-02-06"),
    ("half a year ago", "half a year ago", "2025-12-08..2026-02-06"),
    ("a month ago", "a month ago", "2026-05-23..2026-06-22"),
    ("a couple of weeks back", "a couple of weeks back", "2026-06-20..2026-06-26"),
    ("5+ years ago", "5+ years ago", "2021"),
    ("2-3 years ago", "2-3 years ago", "2023..2024"),
    ("finally own a jet ski!! six weeks now", "six weeks now", "2026-05-23..2026-05-29"),
    ("we've had the tractor for 3 years", "for 3 years", "2023"),
    ("using it for the last 3 years", "for the last 3 years", "2023"),
    ("bought a few years ago", "a few years ago", "2020..2024"),
    ("tommorow", "tommorow", "2026-07-08"),
    ("nudge me in 7 days", "in 7 days", "2026-07-14"),
    ("until next summer", "until next summer", "2027-06..2027-08"),
    ("snooze until friday", "until friday", "2026-07-10"),
    ("until tuesday", "until tuesday", "2026-07-14"),
    ("till september", "till september", "2026-09"),
    ("from 2019 to 2021", "from 2019 to 2021", "2019..2021"),
    ("2019-2021 I had a van", "2019-2021", "2019..2021"),
    ("in between march and june 2024", "in between march and june 2024", "2024-03..2024-06"),
    ("from march to june", "from march to june", "2026-03..2026-06"),
    ("in the last 6 months", "in the last 6 months", "2026-01-07..2026-07-07"),
    ("in the last year", "in the last year", "2025-07-07..2026-07-07"),
    ("before 2020", "before 2020", "1900..2019"),
    ("after march 2024", "after march 2024", "2024-04-01..2026-07-07"),
    ("older than 5 years", "older than 5 years", "1900-01-01..2021-07-07"),
    ("haven't used it in 2 years", "in 2 years", "2024"),
]


@pytest.mark.parametrize(("text", "phrase", "stands_for"), SAID_ON_TUESDAY)
def test_a_time_is_found_with_its_own_preposition(
    when: When, text: str, phrase: str, stands_for: str
) -> None:
    found = the_only(when.find_days(text, TUESDAY, "en-GB"))
    assert text[found.start : found.end] == phrase
    assert (found.first, found.last) == named(stands_for)
    assert found.first <= found.day <= found.last
    assert not found.weak


@pytest.mark.parametrize(
    ("today", "text", "stands_for", "stored"),
    [
        ("2024-02-29", "a year ago", "2023", "2023-02-28"),
        ("2024-02-29", "4 years ago", "2020", "2020-02-29"),
        ("2024-02-29", "today", "2024-02-29", "2024-02-29"),
        ("2026-01-31", "a month ago", "2025-12-16..2026-01-15", "2025-12-31"),
        ("2026-03-31", "a month ago", "2026-02-13..2026-03-15", "2026-02-28"),
        ("2026-03-31", "last month", "2026-02", "2026-02-14"),
        ("2026-03-01", "yesterday", "2026-02-28", "2026-02-28"),
        ("2026-01-01", "yesterday", "2025-12-31", "2025-12-31"),
        ("2026-01-01", "in january", "2026-01", "2026-01-01"),
        ("2026-01-01", "in december", "2025-12", "2025-12-16"),
        ("2026-01-01", "last week", "2025-12-22..2025-12-28", "2025-12-25"),
        ("2026-01-01", "this year", "2026", "2026-01-01"),
        ("2026-02-08", "on sunday", "2026-02-01", "2026-02-01"),
        ("2026-02-08", "at the weekend", "2026-02-07..2026-02-08", "2026-02-07"),
        ("2026-02-08", "last weekend", "2026-01-31..2026-02-01", "2026-01-31"),
        ("2026-02-08", "the weekend before last", "2026-01-24..2026-01-25", "2026-01-24"),
        ("2026-02-05", "this weekend", "2026-02-07..2026-02-08", "2026-02-07"),
        ("2026-03-05", "this winter", "2025-12-01..2026-02-28", "2025-12-16"),
        ("2026-03-05", "winter 2018", "2018-12-01..2019-02-28", "2018-12-16"),
        ("2026-02-10", "in 2026", "2026", "2026-01-21"),
        ("2026-12-24", "for christmas", "2026-12-24..2026-12-26", "2026-12-24"),
        ("2026-12-23", "for christmas", "2025-12-24..2025-12-26", "2025-12-25"),
    ],
)
def test_the_calendar_turns_with_today(
    when: When, today: str, text: str, stands_for: str, stored: str
) -> None:
    found = the_only(when.find_days(text, day(today), "en"))
    assert (found.first, found.last) == named(stands_for)
    assert found.day == day(stored)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("in 2016", "point"),
        ("yesterday", "point"),
        ("since 2016", "since"),
        ("from 2016", "since"),
        ("2 years ago", "ago"),
        ("had it 2 years", "ago"),
        ("tomorrow", "future"),
        ("in two weeks", "future"),
        ("on 3 May 2030", "future"),
        ("until monday", "future"),
        ("between 2016 and 2018", "range"),
        ("before 2016", "range"),
        ("the past week", "range"),
    ],
)
def test_the_kind_tells_how_a_time_is_meant(when: When, text: str, kind: str) -> None:
    assert the_only(when.find_days(text, TUESDAY, "en")).kind == kind


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("03/05/2019", "en-GB", "2019-05-03"),
        ("03/05/2019", "de", "2019-05-03"),
        ("03/05/2019", "en-US", "2019-03-05"),
        ("03/05/2019", "en_US", "2019-03-05"),
        ("03/05/2019", "en", "2019-03-05"),
        ("11/04/25", "en-GB", "2025-04-11"),
        ("25/12/2024", "en-US", "2024-12-25"),
        ("12/25/2024", "en-GB", "2024-12-25"),
        ("09.02.2025", "en-US", "2025-02-09"),
        ("2021-10-17", "en-US", "2021-10-17"),
        ("1/2/98", "en-GB", "1998-02-01"),
        ("on 25/12", "en-GB", "2025-12-25"),
    ],
)
def test_a_written_date_is_read_as_its_place_writes_it(
    when: When, text: str, locale: str, expected: str
) -> None:
    assert the_only(when.find_days(text, TUESDAY, locale)).day == day(expected)


def test_a_written_date_to_come_is_read_day_first_where_the_place_is_not_known(when: When) -> None:
    assert the_only(when.find_days("03/12/25", date(2025, 11, 5), "en")).day == date(2025, 3, 12)
    assert the_only(when.find_days("12/03/25", date(2025, 11, 5), "en")).day == date(2025, 3, 12)
    assert the_only(when.find_days("12/03/25", date(2025, 11, 5), "en-US")).kind == "future"


@pytest.mark.parametrize(
    "text",
    [
        "was hoping for a ps5 pro",
        "iphone 15",
        "my may sweater",
        "may I add a sun hat",
        "I march every morning",
        "gave it to April",
        "second hand chair, size 42, 3 pairs of socks, 100 books",
        "a christmas jumper and an easter egg",
        "sold the spring mattress and the winter coat",
        "$2000 camera, 2000 € lens, a puzzle in 2000 pieces",
        "canon eos 2000D and version 1.2.3",
        "24/7",
        "I would love to own a boat one day",
        "happy new year!",
        "a 90s style jacket",
        "",
        "   \n\t",
        "🎄",
        "a" + "'s" * 5000,
    ],
)
def test_what_only_looks_like_a_time_is_none(when: When, text: str) -> None:
    assert when.find_days(text, TUESDAY, "en") == ()


@pytest.mark.parametrize(
    "text",
    ["2019 macbook", "fifa 2023", "on the 3rd shelf", "lamp from June", "my 3 year old laptop"],
)
def test_a_time_that_may_be_part_of_a_name_is_marked_weak(when: When, text: str) -> None:
    assert the_only(when.find_days(text, TUESDAY, "en")).weak


def test_the_second_of_two_years_is_as_sure_as_the_first(when: When) -> None:
    found = when.find_days("what did I buy in 2021 and 2022", TUESDAY, "en")
    assert [(one.first.year, one.weak) for one in found] == [(2021, False), (2022, False)]


def test_each_thing_of_a_list_keeps_its_time(when: When) -> None:
    text = "calculator = today, whiteboard = last friday, label maker = 2017, lamp 2 years ago"
    found = when.find_days(text, TUESDAY, "en")
    assert [text[one.start : one.end] for one in found] == [
        "today", "last friday", "2017", "2 years ago",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("bought on 30 february", "on 30 february"),
        ("29 february 2023", "29 february 2023"),
        ("31.04.2024", "31.04.2024"),
        ("2021-17-10", "2021-17-10"),
        ("999999 years ago", "999999 years ago"),
    ],
)
def test_an_impossible_day_is_told_apart_and_never_mended(
    when: When, text: str, phrase: str
) -> None:
    assert when.find_days(text, TUESDAY, "en") == ()
    (found,) = when.impossible_days(text, TUESDAY, "en")
    assert text[found.start : found.end] == phrase


def test_a_possible_day_is_not_impossible(when: When) -> None:
    assert when.impossible_days("29 february 2024, in 2016", TUESDAY, "en") == ()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("got it on my birthday", "on my birthday"),
        ("a watch for my 30th birthday", "for my 30th birthday"),
        ("ages ago", "ages ago"),
        ("monopoly, since childhood", "since childhood"),
        ("the other day", "the other day"),
    ],
)
def test_a_day_that_only_the_person_knows_is_found_but_not_guessed(
    when: When, text: str, phrase: str
) -> None:
    assert when.find_days(text, TUESDAY, "en") == ()
    (found,) = when.unknown_days(text)
    assert text[found.start : found.end] == phrase


def test_a_birthday_present_is_a_thing_and_no_day(when: When) -> None:
    assert when.unknown_days("my birthday present from mum") == ()


def lengths(found: tuple[LengthSpan, ...], text: str) -> list[tuple[str, int, int, str | None]]:
    return [(text[one.start : one.end], one.months, one.days, one.role) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("they're mine now. plan: 2 years", ("2 years", 24, 0, "goal")),
        ("Target: twelve years.", ("twelve years", 144, 0, "goal")),
        ("Goal: 30 months", ("30 months", 30, 0, "goal")),
        ("hole punch = goal 5y", ("5y", 60, 0, "goal")),
        ("goal 36m", ("36m", 36, 0, "goal")),
        ("goal 2y6m", ("2y6m", 30, 0, "goal")),
        ("goal: 2 yrs 6 months", ("2 yrs 6 months", 30, 0, "goal")),
        ("goal of 2 years and 3 months", ("2 years and 3 months", 27, 0, "goal")),
        ("goal 1.5 years", ("1.5 years", 18, 0, "goal")),
        ("goal: -5 months", ("-5 months", -5, 0, "goal")),
        ("a goal of minus five months", ("minus five months", -5, 0, "goal")),
        ("goal - 5 months", ("5 months", 5, 0, "goal")),
        ("a five-year goal", ("five-year", 60, 0, "goal")),
        ("twenty-five years is the goal", ("twenty-five years", 300, 0, "goal")),
        ("a decade is the plan", ("a decade", 120, 0, "goal")),
        ("lets say 20 months as target for that", ("20 months", 20, 0, "goal")),
        ("My goal for the freezer should be 15 years", ("15 years", 180, 0, "goal")),
        ("want to keep it for at least two years", ("for at least two years", 24, 0, "goal")),
        ("gotta last 20 years", ("20 years", 240, 0, "goal")),
        ("keep it half a year", ("half a year", 6, 0, "goal")),
        ("keep it a couple of years", ("a couple of years", 24, 0, "goal")),
        ("keep it 10 weeks", ("10 weeks", 0, 70, "goal")),
        ("plan to own it for a decade", ("for a decade", 120, 0, "goal")),
        ("owned it for 3 years", ("for 3 years", 36, 0, "owned")),
        ("had it 5 years", ("5 years", 60, 0, "owned")),
        ("six weeks now", ("six weeks now", 0, 42, "owned")),
        ("remind me every 5 months", ("every 5 months", 5, 0, "interval")),
        ("every half year is plenty", ("every half year", 6, 0, "interval")),
        ("every other month", ("every other month", 2, 0, "interval")),
        ("checkups once a month", ("once a month", 1, 0, "interval")),
        ("quarterly", ("quarterly", 3, 0, "interval")),
        ("twice a year", ("twice a year", 6, 0, "interval")),
        ("snooze the keep checkup for 3 days", ("for 3 days", 0, 3, "for")),
        ("rented for two years", ("for two years", 24, 0, "for")),
        ("24 months", ("24 months", 24, 0, None)),
        ("5+ years", ("5+ years", 60, 0, None)),
    ],
)
def test_a_length_is_found_with_how_it_is_meant(
    when: When, text: str, expected: tuple[str, int, int, str | None]
) -> None:
    assert lengths(when.find_lengths(text), text) == [expected]


def test_two_lengths_joined_by_a_word_are_meant_alike(when: When) -> None:
    text = "will do for 3 yrs or 36 months or whatever"
    assert lengths(when.find_lengths(text), text) == [
        ("for 3 yrs", 36, 0, "goal"),
        ("36 months", 36, 0, "goal"),
    ]


def test_each_thing_of_a_list_keeps_its_goal(when: When) -> None:
    text = "magazine rack 4 yr goal, umbrella stand 6 yr goal. both new"
    assert lengths(when.find_lengths(text), text) == [
        ("4 yr", 48, 0, "goal"),
        ("6 yr", 72, 0, "goal"),
    ]


def test_a_second_length_may_leave_out_its_unit(when: When) -> None:
    text = "we've had the tractor for 3 years and the trailer for 2"
    assert lengths(when.find_lengths(text), text) == [
        ("for 3 years", 36, 0, "owned"),
        ("for 2", 24, 0, "owned"),
    ]
    assert [one.first.year for one in when.find_days(text, TUESDAY, "en")] == [2023, 2024]


def test_a_length_that_is_not_exact_is_marked_vague(when: When) -> None:
    assert [one.vague for one in when.find_lengths("keep it a few years")] == [True]
    assert [one.vague for one in when.find_lengths("keep it 2-3 years")] == [True]
    assert [one.vague for one in when.find_lengths("keep it 3 years")] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "2 years ago",
        "in 7 days",
        "netflix 12.99 a month",
        "10m extension cable",
        "3d printer",
        "one day",
        "size 42",
        "3 pairs",
        "0 years",
    ],
)
def test_what_is_a_day_a_price_or_a_name_is_no_length(when: When, text: str) -> None:
    assert when.find_lengths(text) == ()
