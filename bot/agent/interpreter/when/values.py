"""What words of time stand for, before a day is known. Pure; knows no language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar

from dateutil.relativedelta import relativedelta

from bot.agent.interpreter.when.calendar import Recurring

Sort = Literal[
    "day", "weekday", "weekend", "monthday", "month", "season", "holiday",
    "year", "decade", "unit", "current_unit", "ago", "ahead", "window", "unknown",
]  # fmt: skip
LeadKind = Literal["point", "since", "until", "before", "after", "hedge"]
Role = Literal["goal", "for", "owned", "interval"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as people say it; low and high differ from usual if it is vague ("a few")."""

    usual: float
    low: float
    high: float
    article: bool = False
    """Only "a" or "an"."""

    @classmethod
    def exact(cls, number: float, article: bool = False) -> "Number":
        return cls(number, number, number, article)

    def plus(self, more: float) -> "Number":
        return Number(self.usual + more, self.low + more, self.high + more)

    def negative(self) -> "Number":
        return Number(-self.usual, -self.high, -self.low)


@dataclass(frozen=True, slots=True)
class Unit:
    """Months and days of one; a moment has neither."""

    name: str
    months: int
    days: int

    @property
    def total_days(self) -> int:
        """To tell the larger unit."""
        return self.months * 30 + self.days


@dataclass(frozen=True, slots=True)
class Amount:
    months: int = 0
    days: int = 0

    @classmethod
    def of(cls, number: float, unit: Unit) -> "Amount":
        """Half a month is 15 days."""
        months = number * unit.months
        whole = int(months)
        return cls(whole, round((months - whole) * 30 + number * unit.days))

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.months + other.months, self.days + other.days)

    def __neg__(self) -> "Amount":
        return Amount(-self.months, -self.days)

    def after(self, day: date) -> date:
        """OverflowError or ValueError where the calendar ends."""
        return day + relativedelta(months=self.months, days=self.days)

    def before(self, day: date) -> date:
        return day - relativedelta(months=self.months, days=self.days)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: how long usually, and from and to if it is vague."""

    usual: Amount
    low: Amount
    high: Amount
    unit: Unit
    """The smallest that was named: how exactly it is meant."""
    article: bool = False
    tight: bool = False
    """The unit is one letter on the digits: "36m"."""

    def negative(self) -> "Length":
        return replace(self, usual=-self.usual, low=-self.high, high=-self.low)

    @property
    def vague(self) -> bool:
        return self.low != self.high

    def plus(self, other: "Length") -> "Length":
        return Length(
            self.usual + other.usual, self.low + other.low, self.high + other.high,
            other.unit, tight=self.tight or other.tight,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Year:
    """A year, or years from this one if relative."""

    number: int
    relative: bool = False

    def of(self, today: date) -> int:
        return today.year + self.number if self.relative else self.number


@dataclass(frozen=True, slots=True)
class Written:
    """Numbers with one separator, as written: 3/5/2019, 2019-05-03, 3.5, 10/2021."""

    numbers: tuple[str, ...]
    separator: str


@dataclass(frozen=True, slots=True)
class Part:
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Lead:
    kind: LeadKind
    before: frozenset[str]
    """The sorts it may stand before."""
    weak_before: frozenset[str] = frozenset()
    """Those where it may mean something else ("from June": a person)."""


@dataclass(frozen=True, slots=True)
class RangeWord:
    """Opens or joins a range: which of the language's ranges."""

    rule: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says how a length is meant."""

    role: Role


Value = int | Number | Unit | Length | Year | Written | Part | Lead | RangeWord | Cue | Recurring
_Kind = TypeVar("_Kind", bound=Value)


@dataclass(frozen=True, slots=True)
class Captured:
    """The values that a template's classes stood for, by class."""

    values: Mapping[str, Value]

    def find(self, kind: type[_Kind], *names: str) -> _Kind | None:
        """The first of these that was captured."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, kind):
                return value
        return None

    def get(self, kind: type[_Kind], *names: str) -> _Kind:
        """KeyError if a template gives its meaning none of these."""
        value = self.find(kind, *names)
        if value is None:
            raise KeyError(names)
        return value
