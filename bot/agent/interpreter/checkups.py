"""Checkups by sentence: is one due, it is done, how often, later."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from bot.agent.calls import (
    AnyCall,
    CompleteCheckup,
    SetCheckupInterval,
    ShowCheckups,
    SnoozeCheckup,
)
from bot.agent.interpreter.parts import Marked
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.understanding import Choice, Nothing, Understanding, Understood, Unsure
from bot.agent.interpreter.when import DaySpan
from bot.agent.scene import Scene
from storage.vocabulary import CheckupType

_Maker = Callable[[tuple[CheckupType, ...]], AnyCall]

BOTH = (CheckupType.KEEP, CheckupType.GIVE)
_LONGEST_INTERVAL = 60


class Checkups:
    """Built once from a language's `checkups.toml`."""

    def __init__(self, patterns: Patterns) -> None:
        _, data = patterns.of_file("checkups.toml")
        words = {name: re.compile(pattern) for name, pattern in data["words"].items()}
        self._checkup = words["checkup"]
        self._about_things = words["about_things"]
        self._types = ((CheckupType.KEEP, words["keep"]), (CheckupType.GIVE, words["give"]))
        self._both = words["both"]
        self._question = words["question"]
        self._done = words["done"]
        self._snooze = words["snooze"]
        self._remind = words["remind"]
        self._remind_to = words["remind_to"]
        self._negated = words["negated"]
        self._due = words["due"]
        self._just_done = words["just_done"]
        self._setting = words["setting"]
        self._intervals: list[tuple[re.Pattern[str], int]] = [
            (re.compile(p), months) for p, months in data["intervals"].items()
        ]

    def read(self, text: str, marked: Marked, scene: Scene, *, asks: bool) -> Understanding | None:
        named = bool(self._checkup.search(text))
        about = bool(self._about_things.search(text))
        later = self._later(marked, scene)
        if not named and not about:
            return self._unnamed(text, marked, _just_shown(scene), later, asks=asks)
        types = self._types_in(text)
        months = self._interval(text, marked)
        if months is not None and not asks:
            return self._for_types(
                types, text, lambda t: SetCheckupInterval(types=t, months=months)
            )
        if not named:
            return None
        if later is not None and self._snooze.search(text):
            return Understood((SnoozeCheckup(types=types or BOTH, until=later),))
        if asks:
            return Understood((ShowCheckups(types=types or BOTH),))
        if self._negated.search(text) or any(day.kind == "future" for day in marked.days):
            return Nothing("wish")
        if self._done.search(text):
            return self._for_types(types, text, lambda t: CompleteCheckup(types=t))
        if self._question.search(text) or len(text.split()) <= 3:
            return Understood((ShowCheckups(types=types or BOTH),))
        return None

    def _unnamed(
        self,
        text: str,
        marked: Marked,
        shown: tuple[CheckupType, ...],
        later: datetime | None,
        *,
        asks: bool,
    ) -> Understanding | None:
        """What is due, a reminder; and, where checkups were just shown, what is said of them."""
        if self._due.search(text):
            return Understood((ShowCheckups(),))
        if later is not None:
            reminding = not asks and self._remind.search(text) and not self._remind_to.search(text)
            if reminding or (shown and self._snooze.search(text)):
                return Understood((SnoozeCheckup(types=shown or BOTH, until=later),))
        if not shown or asks:
            return None
        types = self._types_in(text)
        if not types and len(shown) == 1:
            types = shown
        months = self._interval(text, marked)
        if months is not None:
            return self._for_types(
                types, text, lambda t: SetCheckupInterval(types=t, months=months)
            )
        done = self._done.search(text) and self._just_done.fullmatch(text)
        if done and not self._negated.search(text):
            return self._for_types(types, text, lambda t: CompleteCheckup(types=t))
        return None

    def _types_in(self, text: str) -> tuple[CheckupType, ...]:
        return tuple(kind for kind, pattern in self._types if pattern.search(text))

    def _for_types(self, types: tuple[CheckupType, ...], text: str, call: _Maker) -> Understanding:
        """The call for the types that were named; all of them for "both" and plurals; else the
        question which."""
        if types == BOTH and not self._both.search(text) and " and " not in text:
            types = ()
        if not types and self._both.search(text):
            types = BOTH
        if types:
            return Understood((call(types),))
        choices = [Choice(kind.value.capitalize(), (call((kind,)),)) for kind in BOTH]
        return Unsure("which", "checkup", (*choices, Choice("Both", (call(BOTH),))))

    def _interval(self, text: str, marked: Marked) -> int | None:
        for pattern, months in self._intervals:
            if pattern.search(text):
                return months
        for length in marked.lengths:
            months = length.months or round(length.days / 30)
            setting = self._setting.search(text) and not self._snooze.search(text)
            if (length.role == "interval" or setting) and 1 <= months <= _LONGEST_INTERVAL:
                return months
        return None

    def _later(self, marked: Marked, scene: Scene) -> datetime | None:
        """The start of the day that a future day or a length of time leads to; the hour of
        reminders on it is the person's own."""
        future = next((day for day in marked.days if day.kind == "future"), None)
        if future is not None:
            return datetime.combine(future.first, time.min, scene.now.tzinfo)
        ago = next((day for day in marked.days if day.kind == "ago"), None)
        if ago is not None:
            # "In 3 days" may mean three days ago; of a reminder it cannot.
            today = scene.now.date()
            return datetime.combine(today + (today - ago.first), time.min, scene.now.tzinfo)
        weekday = next((day for day in marked.days if _is_of_last_week(day, scene)), None)
        if weekday is not None:
            # So is "on Friday" the next one.
            return datetime.combine(weekday.first + timedelta(days=7), time.min, scene.now.tzinfo)
        length = next((one for one in marked.lengths if one.role != "interval"), None)
        if length is None:
            return None
        day = scene.now.date() + relativedelta(months=length.months) + timedelta(days=length.days)
        return datetime.combine(day, time.min, scene.now.tzinfo)


def _is_of_last_week(day: DaySpan, scene: Scene) -> bool:
    days_ago = (scene.now.date() - day.first).days
    return day.first == day.last and 1 < days_ago <= 7


def _just_shown(scene: Scene) -> tuple[CheckupType, ...]:
    """The checkups that the last turn showed, the due ones where any is due."""
    types = [
        one
        for call in scene.last_calls
        if call.get("tool") == "show_checkups"
        for one in call.get("types", BOTH)
    ]
    return tuple(kind for kind in BOTH if kind in types)
