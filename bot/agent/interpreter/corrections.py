"""Corrections of the last turn: "no, that was yesterday", "and the same for the lamp"."""

import re

from bot.agent.calls import ChangeItems, PartWithItems
from bot.agent.interpreter.parts import Marked, tidy
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.understanding import Understanding, Understood
from storage.vocabulary import ItemStatus

_MARKS = re.compile("[\ue000-\ue7ff]")


class Corrections:
    """Built once from a language's `corrections.toml`."""

    def __init__(self, patterns: Patterns) -> None:
        known, data = patterns.of_file("corrections.toml")
        self._day = known.any_of(data["day"])
        self._same = [known.compile(pattern) for pattern in data["same"]]

    def day(self, marked: Marked, story: Story) -> Understanding | None:
        """Another day for what the last turn did, where the sentence says no more than that."""
        focus = story.focus()
        last = story.scene.last_calls[-1] if story.scene.last_calls else {}
        day = next((one for one in marked.days if one.kind != "future"), None)
        if not focus or day is None or not self._day.fullmatch(tidy(_MARKS.sub(" ", marked.text))):
            return None
        items = tuple(str(thing.id) for thing in focus)
        match last.get("tool"):
            case "part_with_items":
                return Understood((self._parted(items, last.get("status"), day.day),))
            case "change_items" if last.get("last_used"):
                return Understood((ChangeItems(items=items, last_used=day.day),))
            case "add_items" | "change_items":
                return Understood((ChangeItems(items=items, received=day.day),))
        return None

    def _parted(self, items: tuple[str, ...], status: object, day: object) -> PartWithItems:
        kind = ItemStatus.DONATE if status == ItemStatus.DONATE else ItemStatus.GIVE
        return PartWithItems.model_validate({"items": items, "status": kind, "on": day})
