"""A day or a length of time that stands alone, as in a field of a form."""

import re
from datetime import date

from bot.agent.interpreter.when import DaySpan, LengthSpan, When

_NUMBER = re.compile(r"\d{1,4}")
_LONGEST = 100
"""Characters; nobody needs more for a day."""
_DAYS_A_MONTH = 30


def day_alone(when: When, text: str, today: date, locale: str) -> date | None:
    """The day that the whole text names; None if it names none, several, or says more."""
    if len(text) > _LONGEST:
        return None
    days = when.find_days(text, today, locale)
    if len(days) == 1 and _is_all(days[0], text):
        return days[0].day
    led = f"in {text}"  # "March" alone may be a verb
    days = when.find_days(led, today, locale)
    if len(days) == 1 and _is_all(days[0], led) and days[0].kind == "point":
        return days[0].day
    return None


def months_alone(when: When, text: str) -> int | None:
    """The months that the whole text names; a mere number is one of months. None if it names no
    length, several, or says more."""
    if len(text) > _LONGEST:
        return None
    if _NUMBER.fullmatch(text):
        return int(text)
    for written in (text, f"for {text}"):
        lengths = when.find_lengths(written)
        if len(lengths) == 1 and _is_all(lengths[0], written):
            return lengths[0].months or round(lengths[0].days / _DAYS_A_MONTH)
    return None


def _is_all(found: DaySpan | LengthSpan, text: str) -> bool:
    return found.start == 0 and not text[found.end :].strip(" .!")
