"""Parts of a message that change one known thing: its name, type, goal, dates, status."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.agent.interpreter.events import Act, Event, Named
from bot.agent.interpreter.frames import LONGEST, Frames, Reading
from bot.agent.interpreter.lexis import Lexis
from bot.agent.interpreter.mentions import mentions_in
from bot.agent.interpreter.parts import Part
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.when import LengthSpan
from bot.agent.references import name_words
from storage.vocabulary import ItemStatus

_GOALS = ("goal_more", "goal_less", "goal_times", "goal")
_DATED: dict[str, Act] = {"last_used": "last_used", "received_on": "received_on"}


class Changes:
    """`data` is a language's `statements.toml`."""

    def __init__(self, lexis: Lexis, frames: Frames, data: Mapping[str, Any]) -> None:
        patterns = lexis.patterns
        self._frames = frames
        self._known = lexis.known
        self._categories = lexis.categories
        self._donating = patterns.compile(r"\b{donating}\b")
        self._joint = patterns.compile(r",? (?:and|plus|then)$")
        self._clause = patterns.compile(data["renaming"]["clause"])
        self._between = patterns.compile(data["renaming"]["between"])
        self._factors: Mapping[str, float] = data["goal_factors"]

    def read(self, part: Part, story: Story) -> bool:
        """Whether the part is such a change; the story then has it."""
        text = self._frames.without_filler(part.text)
        if len(text) > LONGEST:
            return False
        bare, goal = self._frames.take_goal(part)
        bare = self._frames.without_filler(bare)
        readings = self._frames.changes(text, part)
        if bare != text:
            readings = [reading for reading in readings if reading.kind in _GOALS]
            readings += [r for r in self._frames.changes(bare, part) if r.kind not in _GOALS]
        return any(self._changed(reading, part, goal, story) for reading in readings)

    def _changed(self, reading: Reading, part: Part, goal: int | None, story: Story) -> bool:
        if reading.groups.get("both"):
            split = self._old_and_new(reading.groups["both"] or "", story)
            if split is None:
                return False
            reading = replace(reading, groups=split)
        words = reading.groups.get("thing") or reading.groups.get("old") or ""
        named = self._known.all_of(words, story)
        event = self._event(reading, part, goal, named, story) if named else None
        if event is not None:
            story.begin(event)
        return event is not None

    def _event(
        self, reading: Reading, part: Part, goal: int | None, named: list[Named], story: Story
    ) -> Event | None:
        groups = reading.groups
        match reading.kind:
            case "rename":
                new = self._joint.sub("", (groups["new"] or "").strip(" \"'.,!"))
                if self._clause.search(new) is not None:
                    return None  # told in parts
                usable = bool(new) and not self._known.is_pronoun(new)
                return Event("renamed", named, new_name=new, goal=goal) if usable else None
            case "retype":
                item_type = self._categories.type_named(groups["type"] or "")
                if item_type is None:
                    return None
                return Event("retyped", named, item_type=item_type, goal=goal)
            case "status":
                donated = self._donating.search(groups["status"] or "")
                status = ItemStatus.DONATE if donated else ItemStatus.GIVE
                return Event("parted", named, day=part.day, status=status)
            case "goal":
                return Event("goal", named, goal=months_of(part.lengths[-1]))
            case "goal_more" | "goal_less" | "goal_times":
                months = self._relative_goal(reading, part, named, story)
                return None if months is None else Event("goal", named, goal=months)
            case "back":
                return Event("back", named) if self._all_gone(named, story) else None
            case _:
                day = part.newest_day if reading.kind == "last_used" else part.day
                return Event(_DATED[reading.kind], named, day=day)

    def _old_and_new(self, words: str, story: Story) -> dict[str, str | None] | None:
        """The name of a known thing that the words begin with, and the new name after it."""
        tokens = words.split()
        first = next(iter(mentions_in(tokens, story.scene.things)), None)
        if first is None or not all(
            self._known.is_definite(word) for word in tokens[: first.start]
        ):
            return None
        names = [name_words(thing.name) for thing in first.things]
        end = first.start + 1
        for upto in range(end, first.end + 1):
            said = name_words(" ".join(tokens[first.start : upto]))
            if said in names:
                end = upto
                break
            if any(said[-1] in name and said.count(said[-1]) == 1 for name in names):
                end = upto
        new = self._between.sub("", " ".join(tokens[end:]))
        return {"old": " ".join(tokens[:end]), "new": new} if new else None

    def _relative_goal(
        self, reading: Reading, part: Part, named: list[Named], story: Story
    ) -> int | None:
        """The goal of a single thing, longer or shorter by a length or a factor."""
        things = [thing for one in named for thing in self._known.things(one, story)]
        if len(things) != 1:
            return None
        goal = things[0].goal_months
        match reading.kind:
            case "goal_more":
                months = goal + months_of(part.lengths[-1])
            case "goal_less":
                months = goal - months_of(part.lengths[-1])
            case _:
                months = round(goal * self._factors[reading.groups["factor"] or ""])
        return months if months > 0 else None

    def _all_gone(self, named: list[Named], story: Story) -> bool:
        things = [thing for one in named for thing in self._known.things(one, story)]
        return all(thing.status is not ItemStatus.KEEP for thing in things)


def months_of(length: LengthSpan) -> int:
    """A length of time in whole months, for a goal."""
    return length.months + round(length.days / 30)
