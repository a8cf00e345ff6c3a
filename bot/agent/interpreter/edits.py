"""Events that change known things: used, renamed, another type, goal or day, back again."""

from collections.abc import Sequence

from bot.agent.calls import ChangeItems
from bot.agent.interpreter.choices import which
from bot.agent.interpreter.events import Event, Named
from bot.agent.interpreter.names import Names
from bot.agent.interpreter.story import Story, day_of
from bot.agent.interpreter.targets import Target, by_today
from bot.agent.interpreter.understanding import Understanding, Understood
from core.items.results import Thing
from storage.vocabulary import ItemStatus


class Edits:
    def __init__(self, names: Names) -> None:
        self._names = names

    def calls(self, event: Event, targets: Sequence[Target], story: Story) -> Understanding | None:
        if not targets or not all(target.things for target in targets):
            return None
        named = targets[0].named
        sure = [target.things[0] for target in targets if len(target.things) == 1]
        unsure = next((target for target in targets if len(target.things) > 1), None)
        if unsure is None:
            return Understood((self._change(event, sure, named, story),))
        return which(
            unsure.said,
            unsure.things,
            lambda thing: (self._change(event, [*sure, thing], named, story),),
        )

    def _change(
        self, event: Event, things: Sequence[Thing], named: Named, story: Story
    ) -> ChangeItems:
        items = tuple(str(thing.id) for thing in things)
        goal = event.goal or named.goal
        day = by_today(day_of(event, named), story)
        match event.act:
            case "renamed":
                name = self._names.given(event.new_name or "", story.raw)
                return ChangeItems(items=items, name=name, goal_months=goal)
            case "retyped":
                return ChangeItems(items=items, item_type=event.item_type, goal_months=goal)
            case "received_on":
                return ChangeItems(items=items, received=day, goal_months=goal)
            case "used" | "last_used":
                return ChangeItems(items=items, last_used=day)
            case "back":
                return ChangeItems(items=items, status=ItemStatus.KEEP)
            case _:
                return ChangeItems(items=items, goal_months=goal)
