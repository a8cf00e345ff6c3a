"""Corrections of the last turn: "no, that was yesterday", "I meant banjo, not ukulele"."""

import re
from collections.abc import Mapping

from bot.agent.calls import ChangeItems, PartWithItems
from bot.agent.interpreter.categories import Categories
from bot.agent.interpreter.names import Names
from bot.agent.interpreter.parts import Marked, tidy
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.understanding import Understanding, Understood
from bot.agent.references import resolve
from core.items.results import Thing
from core.pictures.references import is_reference
from storage.vocabulary import ItemStatus

_MARKS = re.compile("[\ue000-\ue7ff]")


class Corrections:
    """Built once from a language's `corrections.toml`."""

    def __init__(self, patterns: Patterns, names: Names, categories: Categories) -> None:
        known, data = patterns.of_file("corrections.toml")
        self._day = known.any_of(data["day"])
        self._named = [known.compile(pattern) for pattern in data["named"]]
        self._names = names
        self._categories = categories

    def read(self, marked: Marked, story: Story) -> Understanding | None:
        """None where nothing the last turn did is corrected."""
        return self.day(marked, story) or self.name(marked, story)

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

    def name(self, marked: Marked, story: Story) -> Understanding | None:
        """Another name, with its type and picture, for the one thing that was just added."""
        focus = story.focus()
        last = story.scene.last_calls[-1] if story.scene.last_calls else {}
        just_named = last.get("tool") == "add_items" or bool(last.get("name"))
        if len(focus) != 1 or not just_named or marked.days or marked.lengths:
            return None
        text = tidy(marked.text)
        for pattern in self._named:
            match = pattern.fullmatch(text)
            renamed = self._renamed(match.groupdict(), focus[0], story) if match else None
            if renamed is not None:
                return renamed
        return None

    def _renamed(
        self, said: Mapping[str, str | None], thing: Thing, story: Story
    ) -> Understanding | None:
        old, new = said.get("old"), self._names.phrase(said["new"] or "")
        if old is not None and thing not in resolve(old, story.scene.things):
            return None
        if new is None or new.rest or resolve(new.name, story.scene.things):
            return None
        name = self._names.title(new, story.raw)
        category = self._categories.classify(name)
        if not category.known:
            return Understood((ChangeItems(items=(str(thing.id),), name=name),))
        change = ChangeItems(
            items=(str(thing.id),),
            name=name,
            picture=None if is_reference(thing.picture) else category.picture,
            item_type=category.item_type,
        )
        return Understood((change,))

    def _parted(self, items: tuple[str, ...], status: object, day: object) -> PartWithItems:
        kind = ItemStatus.DONATE if status == ItemStatus.DONATE else ItemStatus.GIVE
        return PartWithItems.model_validate({"items": items, "status": kind, "on": day})
