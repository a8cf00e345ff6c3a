"""What is found in a text: where it stands, and what it stands for."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.agent.interpreter.when.values import Role

DayKind = Literal["point", "since", "ago", "future", "range"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of the text from start to end (excluded)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A time that was named, with its own preposition: "in 2016", "since autumn 2018"."""

    start: int
    end: int
    first: date
    last: date
    """first to last, both included: all days it may stand for."""
    day: date
    """The one to store, within first to last: the day itself if it was named; else the middle of
    what has begun by today, the smallest error there can be; the first day of what is to come."""
    kind: DayKind
    """future: all of it is after today, however it was said; range: a stretch as such ("between
    March and June", "the last two years")."""
    weak: bool = False
    """It may be part of a name or count something: "2019 macbook", "on the 3rd shelf"."""


@dataclass(frozen=True, slots=True)
class LengthSpan:
    """A length of time, with its own preposition: "for 3 years", "every half year"."""

    start: int
    end: int
    months: int
    days: int
    """Beyond the months: 10 weeks are 0 months and 70 days."""
    role: Role | None
    """As the words nearby say; owned: until now, so that When.find_days has it too, as ago."""
    vague: bool = False
    """It was said as "a few years" or "2-3 years"; months and days are the likeliest."""
