"""Whole phrases of time: a period with the words before it, its part, or two that bound a range."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.agent.interpreter.when.lexicon import Lexicon
from bot.agent.interpreter.when.sentence import Sentence
from bot.agent.interpreter.when.templates import Match
from bot.agent.interpreter.when.values import Lead, LeadKind, Part, RangeWord

_MAX_LEADS = 3
_BOUNDS = frozenset({"day", "weekday", "month", "season", "holiday", "year", "decade"})
"""What may bound a range."""


@dataclass(frozen=True, slots=True)
class Period:
    """Tokens from start to end."""

    start: int
    end: int
    match: Match
    part: Part | None = None

    @property
    def sort(self) -> str:
        return self.match.rule.sort


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens from start to end."""

    start: int
    end: int
    period: Period
    lead: LeadKind | None = None
    until: Period | None = None
    """The other end of a range."""
    from_first: bool = False
    """A range that began with its first period; else it is somewhere inside."""
    weak: bool = False


class PhraseReader:
    """Reads one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self._sentence = sentence
        self._lexicon = lexicon

    def read(self) -> tuple[Phrase, ...]:
        """Left to right, not overlapping, the longest at each place."""
        found: list[Phrase] = []
        index = 0
        while index < len(self._sentence.tokens):
            best = max(self._phrases_at(index), key=_rank, default=None)
            skip = max((end for end, _ in self._sentence.at(index, "not_time")), default=index)
            if best is not None and best.end > skip:
                if best.weak and found and self._continues(found[-1], best):
                    best = replace(best, weak=False)
                found.append(best)
                index = best.end
            else:
                index = max(index + 1, skip)
        return tuple(found)

    def _phrases_at(self, index: int) -> Iterator[Phrase]:
        word = self._sentence.word(index)
        if self._sentence.ways[index] is None and not self._lexicon.templates.begins_with(word):
            return
        yield from self._opened_ranges(index)
        for match in self._lexicon.templates.matches(self._sentence, index):
            yield from self._bare(Period(index, match.end, match))
        for period in self._parts(index):
            yield from self._bare(period)
        for lead, start in self._leads(index):
            for period in self._periods(start):
                if period.sort in lead.before or (period.part and "part" in lead.before):
                    yield from self._led(index, lead, period)

    def _bare(self, period: Period) -> Iterator[Phrase]:
        rule = period.match.rule
        if period.part is None and rule.led:
            if period.sort in _BOUNDS:
                yield from self._joined(period)
            return
        weak = period.part is None and rule.weak and not self._set_off(period)
        yield Phrase(period.start, period.end, period, weak=weak)
        if period.sort in _BOUNDS:
            yield from self._joined(period)

    def _led(self, index: int, lead: Lead, period: Period) -> Iterator[Phrase]:
        rule = period.match.rule
        if lead.kind == "hedge":
            for phrase in self._bare(period):
                yield replace(phrase, start=index)
            return
        unsure = rule.led and period.part is None and period.sort in lead.weak_before
        weak = unsure or (rule.ends and self._goes_on(period.end))
        yield Phrase(index, period.end, period, lead.kind, weak=weak)

    def _joined(self, period: Period) -> Iterator[Phrase]:
        """ "2019 - 2021": a range without a word that opens it, of two of one sort."""
        for rule, join_end in self._joins(period.end):
            if not self._lexicon.ranges[rule].opens:
                for until in self._periods(join_end):
                    if until.sort == period.sort:
                        yield self._range(period.start, period, until, rule)

    def _opened_ranges(self, index: int) -> Iterator[Phrase]:
        for start, opened in self._sentence.at(index, "range_open"):
            for period in self._periods(start):
                for rule, join_end in self._joins(period.end):
                    if opened == RangeWord(rule) and period.sort in _BOUNDS:
                        for until in self._periods(join_end):
                            if until.sort in _BOUNDS:
                                yield self._range(index, period, until, rule)

    def _range(self, start: int, period: Period, until: Period, rule: int) -> Phrase:
        from_first = self._lexicon.ranges[rule].from_first
        return Phrase(start, until.end, period, until=until, from_first=from_first)

    def _joins(self, index: int) -> Iterator[tuple[int, int]]:
        for end, join in self._sentence.at(index, "range_join"):
            if isinstance(join, RangeWord):
                yield join.rule, end

    def _leads(self, index: int) -> Iterator[tuple[Lead, int]]:
        """Chains of leads ("since about"), each as one that fits what all of them fit."""
        chains: list[tuple[Lead, int]] = [
            (lead, end) for end, lead in self._sentence.at(index, "lead") if isinstance(lead, Lead)
        ]
        for _ in range(_MAX_LEADS):
            for lead, end in chains:
                yield lead, end + 1 if self._sentence.word(end) == ":" else end
            chains = [
                (_combined(first, second), second_end)
                for first, end in chains
                for second_end, second in self._sentence.at(end, "lead")
                if isinstance(second, Lead) and first.before & second.before
            ]

    def _periods(self, index: int) -> Iterator[Period]:
        """Periods and parts of them, with or without an article before."""
        for start in self._after_article(index):
            for match in self._lexicon.templates.matches(self._sentence, start):
                yield Period(index, match.end, match)
            for period in self._parts(start):
                yield Period(index, period.end, period.match, period.part)

    def _parts(self, index: int) -> Iterator[Period]:
        for part_end, part in self._sentence.at(index, "part"):
            if not isinstance(part, Part):
                continue
            after = part_end + 1 if self._sentence.word(part_end) == "-" else part_end
            for start in self._after_article(after):
                for match in self._lexicon.templates.matches(self._sentence, start):
                    if match.rule.sort in self._lexicon.parted:
                        yield Period(index, match.end, match, part)

    def _after_article(self, index: int) -> tuple[int, ...]:
        if self._sentence.word(index) in self._lexicon.articles:
            return index, index + 1
        return (index,)

    def _continues(self, before: Phrase, phrase: Phrase) -> bool:
        """ "in 2021 and 2022": what holds for the first holds for the second."""
        joined = any(end == phrase.start for end, _ in self._sentence.at(before.end, "join"))
        return joined and not before.weak and before.period.sort == phrase.period.sort

    def _set_off(self, period: Period) -> bool:
        """Between punctuation or the ends of the text, as in "lamp (2019)"."""
        words_around = self._sentence.is_word(period.start - 1), self._sentence.is_word(period.end)
        return not any(words_around)

    def _goes_on(self, index: int) -> bool:
        word = self._sentence.word(index)
        return self._sentence.is_word(index) and word not in self._lexicon.continuations


def _rank(phrase: Phrase) -> tuple[int, bool, bool]:
    """The longest; of equal ones the surer; "in the last year" is a window, not the year."""
    return phrase.end, not phrase.weak, phrase.period.sort == "window"


def _combined(first: Lead, second: Lead) -> Lead:
    kind = second.kind if first.kind == "hedge" else first.kind
    return Lead(kind, first.before & second.before, first.weak_before & second.weak_before)
