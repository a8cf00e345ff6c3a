"""Part by part, a message becomes a list of events."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.agent.interpreter.events import CHANGES, Event, Named
from bot.agent.interpreter.parts import Opener, Part
from bot.agent.interpreter.when import DaySpan
from bot.agent.scene import Scene
from core.items.results import Thing

_RECEIVED = frozenset({"named", "owned", "acquired", "doubted"})
"""Acts whose day is the one on which the thing came."""
_USED = frozenset({"used", "last_used"})
"""Acts of which the newest day counts."""


@dataclass(slots=True)
class Story:
    """What was told so far, and what "it" points at."""

    scene: Scene
    raw: str
    normal: str
    events: list[Event] = field(default_factory=list)
    day_before: DaySpan | None = None
    """Of the part just before, if it told nothing else: "it was my birthday on Friday and …"."""

    @property
    def last(self) -> Event | None:
        return self.events[-1] if self.events else None

    def begin(self, event: Event) -> Event:
        self.events.append(event)
        return event

    def date_in_order(self, days: Sequence[DaySpan]) -> None:
        """The first thing came on the first day, and so on, if there are as many of both."""
        named = [one for event in self.events if event.act in _RECEIVED for one in event.named]
        if len(named) == len(days):
            for one, day in zip(named, days, strict=True):
                one.day = day

    def pointed_at(self, plural: bool) -> list[Named]:
        """What "it" or "both" means: the things last named, else those of the last turn."""
        for event in reversed(self.events):
            if event.named:
                return list(event.named) if plural or len(event.named) == 1 else [event.named[-1]]
        return [Named(None, (thing,)) for thing in self.focus()]

    def focus(self) -> tuple[Thing, ...]:
        by_id = {str(thing.id): thing for thing in self.scene.things}
        return tuple(by_id[one] for one in self.scene.focus if one in by_id)

    def turn_into(self, event: Event, *, plural: bool) -> Event:
        """An event about "it": it tells what became of the things named before."""
        last = self.last
        whole = last is not None and (plural or len(last.named) == 1 or last.act == "named")
        if last is None or not last.named or last.act in CHANGES or not whole:
            event.named = self.pointed_at(plural)
            return self.begin(event)
        received = last.day if last.act in _RECEIVED else None
        for named in last.named:
            named.day = named.day or received
        event.named, event.goal = last.named, event.goal or last.goal
        self.events.pop()
        return self.begin(event)

    def modify(self, part: Part, goal: int | None, *, everything: bool = False) -> bool:
        """A day or a goal without a noun is said of what was named last. False: of nothing."""
        event = self.last
        if event is None or not (event.named or event.act == "announced"):
            return False
        if event.act in _USED and goal is not None and event.day is None:
            event.act, event.goal = "goal", goal
            return True
        if event.act in _USED:
            event.day = _later(event.day, part.day)
            return True
        one = len(event.named) == 1 or part.opener is Opener.ASIDE
        own = any(named.day for named in event.named[:-1])
        if event.named and not everything and (one or own):
            named = event.named[-1]
            named.day = named.day or part.day
            named.goal = goal or named.goal
            named.aside = part.opener is Opener.ASIDE
        if everything or not (one or own):
            event.day = event.day or part.day
            event.goal = goal or event.goal
        if one and len(event.named) == 1:
            event.day = event.day or part.day
        return True


def _later(day: DaySpan | None, other: DaySpan | None) -> DaySpan | None:
    if day is None or other is None:
        return day or other
    return max(day, other, key=lambda span: span.day)


def day_of(event: Event, named: Named) -> DaySpan | None:
    """The day that is true for this thing: its own, or one said for all.

    A day after the last of several is said for all; one after an earlier is its own only, unless
    it stood with the verb.
    """
    if named.day is not None:
        return named.day
    if event.day is not None:
        return event.day
    days = [other.day for other in event.named]
    if days and days[-1] is not None and not any(days[:-1]) and not event.named[-1].aside:
        return days[-1]
    return event.ordered


def goal_of(event: Event, named: Named) -> int | None:
    """The same for goals."""
    if named.goal is not None:
        return named.goal
    if event.goal is not None:
        return event.goal
    goals = [other.goal for other in event.named]
    earlier = any(other.goal or other.day for other in event.named[:-1])
    if goals and goals[-1] is not None and not earlier:
        return goals[-1]
    return None
