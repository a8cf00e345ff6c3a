"""Lengths of time from numbers and units: "2 years and 3 months", "36m", "half a year"."""

from collections.abc import Iterator

from bot.agent.interpreter.when.sentence import Sentence, Way
from bot.agent.interpreter.when.values import Amount, Length, Number, Unit

_HALF = 0.5


def add_lengths(sentence: Sentence) -> None:
    """Puts class length beside what the tokens may stand for; vague and exact ones."""
    for index in range(len(sentence.tokens) - 1, -1, -1):
        ways = sentence.ways[index]
        if ways is None or not ("number" in ways or "half" in ways or "minus" in ways):
            continue
        found: list[Way] = list(_lengths_at(sentence, index))
        if found:
            ways["length"] = found


def _lengths_at(sentence: Sentence, index: int) -> Iterator[tuple[int, Length]]:
    for end, number in _quantities_at(sentence, index):
        for after_unit, unit, tight in _units_at(sentence, end):
            length = length_of(number, unit, tight)
            for half_end, _ in sentence.at(after_unit, "and_half"):
                half = Amount.of(_HALF, unit)
                yield half_end, length.plus(Length(half, half, half, unit))
            yield after_unit, length
            for loosely_end, _ in sentence.at(after_unit, "loosely"):
                yield loosely_end, length
            yield from _continued(sentence, after_unit, length)


def length_of(number: Number, unit: Unit, tight: bool = False) -> Length:
    return Length(
        Amount.of(number.usual, unit),
        Amount.of(number.low, unit),
        Amount.of(number.high, unit),
        unit,
        number.article,
        tight,
    )


def _continued(sentence: Sentence, index: int, length: Length) -> Iterator[tuple[int, Length]]:
    """ "2 years and 3 months": a second length of a smaller unit."""
    starts = [index, *(end for end, _ in sentence.at(index, "join"))]
    for start in starts:
        for end, more in sentence.at(start, "length"):
            if isinstance(more, Length) and more.unit.total_days < length.unit.total_days:
                yield end, length.plus(more)


def _quantities_at(sentence: Sentence, index: int) -> Iterator[tuple[int, Number]]:
    for end, _ in sentence.at(index, "half"):
        yield end, Number.exact(_HALF)
    for end, _ in sentence.at(index, "minus"):
        for number_end, number in numbers_at(sentence, end):
            yield number_end, number.negative()
    for end, number in numbers_at(sentence, index):
        yield end, number
        for kind in ("loosely", "filler"):
            for loosely_end, _ in sentence.at(end, kind):
                yield loosely_end, number
        for half_end, _ in sentence.at(end, "and_half"):
            yield half_end, number.plus(_HALF)
        for either_end, _ in sentence.at(end, "either"):
            for other_end, other in numbers_at(sentence, either_end):
                if number.usual < other.usual:
                    yield other_end, Number(number.usual, number.usual, other.usual)


def numbers_at(sentence: Sentence, index: int) -> Iterator[tuple[int, Number]]:
    """Digits and number words that begin at this token; "twenty-five" is one."""
    for end, number in sentence.at(index, "number"):
        if not isinstance(number, Number):
            continue
        yield end, number
        if number.usual in range(20, 100, 10) and not sentence.word(index)[0].isdecimal():
            ones = end + 1 if sentence.word(end) == "-" else end
            for ones_end, one in sentence.at(ones, "number"):
                if isinstance(one, Number) and not one.article and 0 < one.usual < 10:
                    yield ones_end, number.plus(one.usual)


def _units_at(sentence: Sentence, index: int) -> Iterator[tuple[int, Unit, bool]]:
    """Its end, the unit, and whether it is one letter on the digits."""
    for start in (index, index + 1) if sentence.word(index) == "-" else (index,):
        for end, unit in sentence.at(start, "any_unit"):
            if isinstance(unit, Unit):
                yield end, unit, False
    if sentence.glued(index):
        for end, unit in sentence.at(index, "tight_unit"):
            if isinstance(unit, Unit):
                yield end, unit, True
