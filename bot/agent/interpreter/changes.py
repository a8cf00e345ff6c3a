"""Parts of a message that change one known thing: its name, type, goal, dates, status."""

from bot.agent.interpreter.events import Act, Event, Named
from bot.agent.interpreter.frames import LONGEST, Frames, Reading
from bot.agent.interpreter.lexis import Lexis
from bot.agent.interpreter.parts import Part
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.when import LengthSpan
from storage.vocabulary import ItemStatus

_DATED: dict[str, Act] = {"last_used": "last_used", "received_on": "received_on"}


class Changes:
    def __init__(self, lexis: Lexis, frames: Frames) -> None:
        patterns = lexis.patterns
        self._frames = frames
        self._known = lexis.known
        self._categories = lexis.categories
        self._donating = patterns.compile(r"\b{donating}\b")
        self._joint = patterns.compile(r",? (?:and|plus|then)$")

    def read(self, part: Part, story: Story) -> bool:
        """Whether the part is such a change; the story then has it."""
        text = self._frames.without_filler(part.text)
        if len(text) > LONGEST:
            return False
        bare, goal = self._frames.take_goal(part)
        bare = self._frames.without_filler(bare)
        readings = self._frames.changes(text, part)
        if bare != text:
            readings = [reading for reading in readings if reading.kind == "goal"]
            readings += [r for r in self._frames.changes(bare, part) if r.kind != "goal"]
        return any(self._changed(reading, part, goal, story) for reading in readings)

    def _changed(self, reading: Reading, part: Part, goal: int | None, story: Story) -> bool:
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
            case "back":
                return Event("back", named) if self._all_gone(named, story) else None
            case _:
                return Event(_DATED[reading.kind], named, day=part.day)

    def _all_gone(self, named: list[Named], story: Story) -> bool:
        things = [thing for one in named for thing in self._known.things(one, story)]
        return all(thing.status is not ItemStatus.KEEP for thing in things)


def months_of(length: LengthSpan) -> int:
    """A length of time in whole months, for a goal."""
    return length.months + round(length.days / 30)
