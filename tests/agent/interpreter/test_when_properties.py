"""What holds for every text."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import bot.agent
from bot.agent.interpreter.when import DaySpan, LengthSpan, Span, When

ENGLISH = Path(bot.agent.__file__).parent / "language" / "en"
WHEN = When(ENGLISH)
ANOTHER = When(ENGLISH)

Data = dict[str, "Data"] | list["Data"] | str | int | float


def words_in(data: Data) -> set[str]:
    """All texts of a data file, keys too."""
    if isinstance(data, str):
        return {data}
    if isinstance(data, list):
        return set().union(*map(words_in, data))
    if isinstance(data, dict):
        return set(data).union(*map(words_in, data.values()))
    return set()


def vocabulary() -> list[str]:
    data = tomllib.loads((ENGLISH / "dates.toml").read_text(encoding="utf-8"))
    return sorted(words_in(data))


days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
locales = st.sampled_from(["en", "en-US", "en-GB", "de", "", "x" * 50])
words_of_time = st.lists(
    st.sampled_from(vocabulary())
    | st.integers(0, 3000).map(str)
    | st.sampled_from(["2nd", "3/5/2019", "2021-10", "'19", "90s", "36m", ",", ".", "-", "(", ")"]),
    max_size=12,
).map(" ".join)
texts = st.text() | words_of_time


def stand_apart(spans: tuple[Span | DaySpan | LengthSpan, ...], text: str) -> bool:
    """Left to right, inside of the text, not empty, not overlapping."""
    ends = [0, *(span.end for span in spans)]
    return all(
        end <= span.start < span.end <= len(text) for end, span in zip(ends, spans, strict=False)
    )


@given(texts, days, locales)
def test_spans_of_any_text_lie_inside_it_and_apart(text: str, today: date, locale: str) -> None:
    assert stand_apart(WHEN.find_days(text, today, locale), text)
    assert stand_apart(WHEN.find_lengths(text), text)
    assert stand_apart(WHEN.unknown_days(text), text)
    assert stand_apart(WHEN.impossible_days(text, today, locale), text)


@given(texts, days, locales)
def test_the_day_to_store_is_one_of_the_days_named(text: str, today: date, locale: str) -> None:
    for found in WHEN.find_days(text, today, locale):
        assert found.first <= found.day <= found.last
        assert (found.kind == "future") == (found.first > today)


@given(texts, days)
def test_the_same_text_is_read_the_same_whatever_was_read_before(text: str, today: date) -> None:
    first = WHEN.find_days(text, today, "en")
    WHEN.find_days("something else, 2 years ago", today, "en")
    assert WHEN.find_days(text, today, "en") == first == ANOTHER.find_days(text, today, "en")


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    days,
    st.sampled_from(
        ["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "the %dth of %B %Y"]
    ),
    st.sampled_from(["got a lamp on {}", "{}: a lamp", "my lamp ({}) and hat"]),
)
def test_a_day_written_out_is_that_day(day: date, today: date, form: str, sentence: str) -> None:
    (found,) = WHEN.find_days(sentence.format(day.strftime(form)), today, "en-GB")
    assert (found.first, found.day, found.last) == (day, day, day)


@given(days, st.integers(0, 5000))
def test_days_ago_are_counted_exactly(today: date, count: int) -> None:
    (found,) = WHEN.find_days(f"got it {count} days ago", today, "en")
    assert found.day == today - timedelta(days=count)


@given(days, st.integers(1, 40))
def test_years_ago_is_a_day_of_that_year_and_never_to_come(today: date, count: int) -> None:
    (found,) = WHEN.find_days(f"got it {count} years ago", today, "en")
    assert found.day.year == today.year - count


@given(days, st.sampled_from(["in march", "on 3 may", "on friday", "in summer", "at easter"]))
def test_a_bare_name_is_never_in_the_future(today: date, text: str) -> None:
    (found,) = WHEN.find_days(text, today, "en")
    assert today - timedelta(days=400) < found.day <= today


@given(days, st.sampled_from(["march", "3 may", "friday", "summer", "easter", "the weekend"]))
def test_a_bare_name_after_until_is_to_come(today: date, name: str) -> None:
    (found,) = WHEN.find_days(f"snooze until {name}", today, "en")
    assert today < found.day <= today + timedelta(days=400)
