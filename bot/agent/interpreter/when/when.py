"""The recogniser of days and lengths of time."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from bot.agent.interpreter.when.calendar import Stretch
from bot.agent.interpreter.when.lexicon import Lexicon
from bot.agent.interpreter.when.meanings import EARLIEST, Days, Viewpoint, days_before, days_of
from bot.agent.interpreter.when.phrases import Period, Phrase, PhraseReader
from bot.agent.interpreter.when.roles import FoundLength, lengths_in
from bot.agent.interpreter.when.sentence import Sentence
from bot.agent.interpreter.when.spans import DayKind, DaySpan, LengthSpan, Span
from bot.agent.interpreter.when.values import Length

_NEGATION_WINDOW = 12
"""So many tokens before it a word can turn a time around."""


class When:
    """Built once from a language's dates.toml; immutable after that. Pure: today is passed in."""

    def __init__(self, language: Path) -> None:
        self._lexicon = Lexicon(language)
        # The interpreter asks several things about one sentence.
        self._read = lru_cache(maxsize=1)(self._read_anew)

    def find_days(self, text: str, today: date, locale: str) -> tuple[DaySpan, ...]:
        """All times named in the text, left to right, not overlapping, each as long as possible.

        People tell of things they got or used, so a name without a year or a direction is the
        newest that has begun: "in March" is this month if today is in March. A weekday is the
        newest before today, also on that weekday: who means today says so. After "until" it is
        the next to come. 3/5/2019 begins with the month in the locales that the language lists.
        Impossible days are left out (see impossible_days); days in the future and long ago are
        told as they were said.
        """
        reading = self._read(text)
        found = [
            span
            for phrase in reading.phrases
            if (span := self._day_span(reading.sentence, phrase, today, locale)) is not None
        ]
        for length in reading.lengths:
            span = _owned_span(reading.sentence, length, today)
            if span is not None:
                found.append(span)
        return tuple(sorted(found, key=lambda span: span.start))

    def find_lengths(self, text: str) -> tuple[LengthSpan, ...]:
        """All lengths of time that are no part of a day ("two years ago" is a day)."""
        reading = self._read(text)
        return tuple(_length_span(reading.sentence, found) for found in reading.lengths)

    def unknown_days(self, text: str) -> tuple[Span, ...]:
        """Days that only the person knows: "on my birthday", "ages ago"."""
        sentence = self._read(text).sentence
        found = []
        index = 0
        while index < len(sentence.tokens):
            ends = (match.end for match in self._lexicon.unknown.matches(sentence, index))
            end = max(ends, default=index)
            if end == index or sentence.word(end) in self._lexicon.not_after_unknown:
                index += 1
            else:
                found.append(_span(sentence, index, end))
                index = end
        return tuple(found)

    def impossible_days(self, text: str, today: date, locale: str) -> tuple[Span, ...]:
        """Days that were named and do not exist: "30 February", "31.4.2024"."""
        reading = self._read(text)
        return tuple(
            _span(reading.sentence, phrase.start, phrase.end)
            for phrase in reading.phrases
            if self._day_span(reading.sentence, phrase, today, locale) is None
        )

    def _read_anew(self, text: str) -> "_Reading":
        sentence = self._lexicon.read(text)
        phrases = PhraseReader(sentence, self._lexicon).read()
        taken = [(phrase.start, phrase.end) for phrase in phrases]
        return _Reading(sentence, phrases, lengths_in(sentence, taken, self._lexicon.role_words))

    def _day_span(
        self, sentence: Sentence, phrase: Phrase, today: date, locale: str
    ) -> DaySpan | None:
        locale = locale.lower().replace("_", "-")
        view = Viewpoint(
            today,
            latest=today,
            forward=phrase.lead == "until",
            month_first=locale in self._lexicon.month_first,
            either_order=locale in self._lexicon.either_order,
        )
        days = _range(phrase, view) if phrase.until else _days(phrase.period, view)
        if phrase.period.sort == "ahead" and self._is_negated(sentence, phrase.start):
            days = _back(phrase.period, view)
        if days is None:
            return None
        try:
            days, kind = _as_led(phrase, days, today)
        except OverflowError:
            return None
        start, end = _with_brackets(sentence, phrase.start, phrase.end)
        stretch = days.stretch
        day = days.day or stretch.middle(today)
        return DaySpan(start, end, stretch.first, stretch.last, day, kind, phrase.weak)

    def _is_negated(self, sentence: Sentence, index: int) -> bool:
        """ "not used in two years" looks back, "remind me in two years" ahead."""
        before = (sentence.word(one) for one in range(max(0, index - _NEGATION_WINDOW), index))
        return not self._lexicon.negations.isdisjoint(before)


@dataclass(frozen=True, slots=True)
class _Reading:
    sentence: Sentence
    phrases: tuple[Phrase, ...]
    lengths: tuple[FoundLength, ...]


def _days(period: Period, view: Viewpoint) -> Days | None:
    days = days_of(period.match, view)
    if days is None or period.part is None:
        return days
    return Days(days.stretch.part(period.part.start, period.part.end))


def _back(period: Period, view: Viewpoint) -> Days | None:
    try:
        return days_before(period.match.captured.get(Length, "length"), view.today)
    except (ValueError, OverflowError):
        return None


def _range(phrase: Phrase, view: Viewpoint) -> Days | None:
    """The second bound is read first: "between March and June 2024" is one year's."""
    last = _days(phrase.until, view) if phrase.until else None
    if last is None:
        return None
    first = _days(phrase.period, replace(view, latest=last.stretch.last))
    if first is None or first.stretch.first > last.stretch.last:
        return None
    whole = Stretch(first.stretch.first, last.stretch.last)
    if phrase.from_first:
        return Days(whole, first.day or first.stretch.middle(view.today))
    return Days(whole)


def _as_led(phrase: Phrase, days: Days, today: date) -> tuple[Days, DayKind]:
    """What the word before makes of it: "before 2015" ends where 2015 begins."""
    stretch = days.stretch
    if phrase.lead == "before" and stretch.first > EARLIEST and stretch.first <= today:
        last = stretch.first - timedelta(days=1)
        return Days(Stretch(EARLIEST, last), last), "range"
    if phrase.lead == "after" and stretch.last < today:
        first = stretch.last + timedelta(days=1)
        return Days(Stretch(first, today), first), "range"
    if stretch.first > today:
        return days, "future"
    if phrase.until is not None or phrase.period.sort == "window":
        return days, "range"
    if phrase.period.sort in ("ago", "ahead"):
        return days, "ago"
    return days, "since" if phrase.lead == "since" else "point"


def _owned_span(sentence: Sentence, found: FoundLength, today: date) -> DaySpan | None:
    if found.role != "owned":
        return None
    try:
        days = days_before(found.length, today)
    except (ValueError, OverflowError):
        return None
    if days.stretch.first > today:
        return None
    span = _span(sentence, found.start, found.end)
    day = days.day or days.stretch.middle(today)
    return DaySpan(span.start, span.end, days.stretch.first, days.stretch.last, day, "ago")


def _length_span(sentence: Sentence, found: FoundLength) -> LengthSpan:
    span = _span(sentence, found.start, found.end)
    usual = found.length.usual
    return LengthSpan(
        span.start, span.end, usual.months, usual.days, found.role, found.length.vague
    )


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.tokens[start].start, sentence.tokens[end - 1].end)


def _with_brackets(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Brackets around nothing but the phrase belong to it."""
    if sentence.word(start - 1) == "(" and sentence.word(end) == ")":
        start, end = start - 1, end + 1
    span = _span(sentence, start, end)
    return span.start, span.end
