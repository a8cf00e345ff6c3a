"""The words of time of one language, from its dates.toml, and sentences read with them."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from rapidfuzz.distance import OSA

from bot.agent.interpreter.when.calendar import (
    Recurring,
    day_from_easter,
    fixed_day,
    nth_weekday,
    whole_months,
)
from bot.agent.interpreter.when.lengths import add_lengths
from bot.agent.interpreter.when.meanings import MEANINGS
from bot.agent.interpreter.when.roles import RoleWords
from bot.agent.interpreter.when.sentence import (
    Sentence,
    Suffixes,
    Token,
    Ways,
    numeric_ways,
    tokens_of,
)
from bot.agent.interpreter.when.templates import Rule, Templates
from bot.agent.interpreter.when.values import (
    Cue,
    Lead,
    Number,
    Part,
    RangeWord,
    Role,
    Unit,
    Value,
    Year,
)

_MISSPELT_LENGTH = 6
"""Shorter words are too near to others."""
_TWO_WRONG_LENGTH = 8


@dataclass(frozen=True, slots=True)
class _Entry:
    tokens: tuple[Token, ...]
    kind: str
    value: Value


@dataclass(frozen=True, slots=True)
class RangeRule:
    opens: bool
    """Begins with a word of its own ("between")."""
    from_first: bool
    """It began with the first of its two times ("from … to"); else it is somewhere inside."""


class Lexicon:
    """Immutable once built.

    KeyError or ValueError if the file lacks or mistakes a part.
    """

    def __init__(self, language: Path) -> None:
        with (language / "dates.toml").open("rb") as file:
            data = tomllib.load(file)
        self._words: dict[str, list[_Entry]] = {}
        self._phrases: dict[tuple[str, str], list[_Entry]] = {}
        """Of several words, by the first two."""
        self.templates = Templates()
        self.unknown = Templates()
        self._possessives: tuple[str, ...] = tuple(data["possessives"])
        self.articles = frozenset[str](data["articles"])
        self.month_first = frozenset[str](data["month_first"])
        self.either_order = frozenset[str](data["either_order"])
        self.counted = frozenset[str](data["counted"])
        self.currency = frozenset[str](data["currency"])
        self.continuations = frozenset[str](data["continuations"])
        self.negations = frozenset[str](data["negations"])
        self.parted = frozenset[str](data["parted"]["sorts"])
        self.role_words = RoleWords(
            frozenset(data["role_words"]["between"]),
            frozenset(data["role_words"]["link"]),
            self.currency.union(data["role_words"]["rated"]),
        )
        self._suffixes = Suffixes(
            frozenset(data["suffix"]["ordinal"]), frozenset(data["suffix"]["year"])
        )
        self.ranges = tuple(
            RangeRule(bool(one["open"]), one["from_first"]) for one in data["range"]
        )
        self._add_numbers(data)
        self._add_calendar(data)
        self._add_leads(data)
        self._add_roles(data)
        self._add_unknown(data["unknown"])
        self._misspelt: dict[str, list[str]] = {}
        for word in data["misspelt"]:
            self._misspelt.setdefault(word[0], []).append(word)
        for period in data["period"]:
            if period["meaning"] not in MEANINGS:
                raise ValueError(f"a time cannot mean {period['meaning']!r}")
            rule = Rule(
                period["meaning"],
                period["sort"],
                period.get("led", False),
                period.get("weak", False),
                period.get("ends", False),
            )
            for form in period["forms"]:
                self.templates.add(form, rule)

    def read(self, text: str) -> Sentence:
        tokens = tokens_of(text)
        ways: list[Ways | None] = [None] * len(tokens)
        sentence = Sentence(tokens, ways)
        for index in range(len(tokens)):
            ways[index] = self._ways(tokens, index)
        add_lengths(sentence)
        return sentence

    def _ways(self, tokens: list[Token], index: int) -> Ways | None:
        token = tokens[index]
        word = token.word
        if word[0].isdecimal() or (word[0] == "'" and len(word) > 1):
            ways = numeric_ways(tokens, index, self._suffixes)
            self._drop_amounts(ways, tokens, index)
        else:
            ways = {}
        word = self._spelling(word)
        for entry in self._words.get(word, ()):
            ways.setdefault(entry.kind, []).append((index + 1, entry.value))
        if index + 1 < len(tokens):
            for entry in self._phrases.get((word, tokens[index + 1].word), ()):
                if _goes_on(entry.tokens, tokens, index):
                    end = index + len(entry.tokens)
                    ways.setdefault(entry.kind, []).append((end, entry.value))
        return ways or None

    def _spelling(self, word: str) -> str:
        """As the lexicon writes it, without a possessive ending."""
        if word in self._words:
            return word
        for possessive in self._possessives:
            word = word.removesuffix(possessive)
        if word in self._words:
            return word
        if len(word) >= _MISSPELT_LENGTH:
            wrong = 2 if len(word) >= _TWO_WRONG_LENGTH else 1
            for right in self._misspelt.get(word[0], ()):
                if OSA.distance(word, right, score_cutoff=wrong) <= wrong:
                    return right
        return word

    def _drop_amounts(self, ways: Ways, tokens: list[Token], index: int) -> None:
        """A number with a currency or a counted noun is no year."""
        if "year" not in ways:
            return
        before = tokens[index - 1].word if index else ""
        after = tokens[index + 1].word if index + 1 < len(tokens) else ""
        if before in self.currency or after in self.currency or after in self.counted:
            for kind in ("year", "plain_year"):
                ways.pop(kind, None)

    def _add(self, kind: str, phrase: str, value: Value) -> None:
        tokens = tuple(tokens_of(phrase))
        entry = _Entry(tokens, kind, value)
        if len(tokens) == 1:
            self._words.setdefault(tokens[0].word, []).append(entry)
        else:
            self._phrases.setdefault((tokens[0].word, tokens[1].word), []).append(entry)

    def _add_all(self, kind: str, phrases: Iterable[str], value: Value = 0) -> None:
        for phrase in phrases:
            self._add(kind, phrase, value)

    def _add_numbers(self, data: dict[str, Any]) -> None:
        words = data["length_words"]
        articles = words["number_articles"]
        for phrase, number in data["number"].items():
            self._add("number", phrase, Number.exact(number, phrase in articles))
        for phrase, (usual, low, high) in data["vague_number"].items():
            self._add("number", phrase, Number(usual, low, high))
        for kind in ("half", "and_half", "join", "either", "minus", "loosely", "filler"):
            self._add_all(kind, words[kind])
        for name, unit_data in data["unit"].items():
            unit = Unit(name, unit_data.get("months", 0), unit_data.get("days", 0))
            self._add_all("unit", unit_data["one"], unit)
            self._add_all("any_unit", (*unit_data["one"], *unit_data["many"]), unit)
            self._add_all("tight_unit", unit_data.get("tight", ()), unit)

    def _add_calendar(self, data: dict[str, Any]) -> None:
        for kind in ("ordinal", "offset", "which", "decade", "weekdays"):
            for phrase, number in data[kind].items():
                self._add(kind, phrase, int(number))
        for phrase, years in data["relative_year"].items():
            for kind in ("relative_year", "year"):
                self._add(kind, phrase, Year(years, relative=True))
        for number, words in data["month"].items():
            self._add_sure("month", words, int(number))
        for number, words in data["weekday"].items():
            self._add_sure("weekday", words, int(number))
        for kind in ("season", "seasons"):
            for phrase, (first, count) in data[kind].items():
                self._add(kind, phrase, whole_months(first, count))
        for holiday in data["holiday"]:
            self._add_all("holiday", holiday["words"], _holiday(holiday))
        for phrase, (start, end) in data["part"].items():
            self._add("part", phrase, Part(start, end))
        self._add_all("daytime", data["daytime"]["words"])
        self._add_all("not_time", data["not_times"])

    def _add_sure(self, kind: str, words: dict[str, list[str]], value: Value) -> None:
        self._add_all(f"sure_{kind}", words.get("sure", ()), value)
        self._add_all(kind, (*words.get("sure", ()), *words.get("other", ())), value)

    def _add_leads(self, data: dict[str, Any]) -> None:
        for lead in data["lead"]:
            weak_before = frozenset[str](lead.get("weak_before", ()))
            value = Lead(lead["kind"], frozenset(lead["before"]), weak_before)
            self._add_all("lead", lead["words"], value)
        for index, one in enumerate(data["range"]):
            self._add_all("range_open", one["open"], RangeWord(index))
            self._add_all("range_join", one["join"], RangeWord(index))

    def _add_roles(self, data: dict[str, Any]) -> None:
        for role in get_args(Role):
            self._add_all("cue_before", data["role"][role]["before"], Cue(role))
            self._add_all("cue_after", data["role"][role]["after"], Cue(role))
        for kind in ("for", "every", "every_other"):
            self._add_all(kind, data["role_words"][kind])
        for phrase, (months, days) in data["interval"].items():
            self._add("interval", phrase, Unit("interval", months, days))

    def _add_unknown(self, data: dict[str, Any]) -> None:
        for kind, words in data["words"].items():
            self._add_all(kind, words)
        for form in data["forms"]:
            self.unknown.add(form, Rule("unknown", "unknown"))
        self.not_after_unknown = frozenset[str](data["not_before"])


def _goes_on(phrase: tuple[Token, ...], tokens: list[Token], index: int) -> bool:
    """Whether the tokens after this one complete the phrase; written together where it is."""
    if index + len(phrase) > len(tokens):
        return False
    return all(
        tokens[index + step].word == phrase[step].word
        and (
            tokens[index + step].glued or not phrase[step].glued or not phrase[step].word.isalnum()
        )
        for step in range(1, len(phrase))
    )


def _holiday(data: dict[str, Any]) -> Recurring:
    before, after = data.get("around", (0, 0))
    if "fixed" in data:
        month, day = data["fixed"]
        return fixed_day(month, day, before, after)
    if "easter" in data:
        return day_from_easter(data["easter"], before, after)
    month, nth, weekday = data["nth_weekday"]
    return nth_weekday(month, nth, weekday, data.get("plus", 0))
