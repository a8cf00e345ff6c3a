"""Events that tell of things to add, or of the day a known thing came."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.agent.calls import AddItems, AnyCall, ChangeItems, ThingToAdd
from bot.agent.interpreter.categories import Categories
from bot.agent.interpreter.choices import did_you_mean, which
from bot.agent.interpreter.events import Event, Named
from bot.agent.interpreter.names import Names, Phrase
from bot.agent.interpreter.story import Story, day_of, goal_of
from bot.agent.interpreter.targets import Target, by_today
from bot.agent.interpreter.understanding import Understanding, Understood
from core.items.results import Thing

_LONGEST_NAME = 255
_LONGEST_UNKNOWN = 3
"""Words of a name that has no known noun in it."""


class Additions:
    def __init__(self, names: Names, categories: Categories) -> None:
        self._names = names
        self._categories = categories

    def calls(self, event: Event, targets: Sequence[Target], story: Story) -> Understanding | None:
        dated = any(goal_of(event, t.named) or day_of(event, t.named) for t in targets)
        if event.act == "named" and not dated:
            return self._only_named(targets, story)
        corrections: list[AnyCall] = []
        new: list[ThingToAdd] = []
        for target in targets:
            if _is_known(event, target):
                if len(target.things) > 1:
                    return which(target.said, target.things, partial(_corrected, event, target))
                corrections += _corrected(event, target, target.things[0])
            elif target.named.phrase is not None:
                new.append(self.thing(event, target.named, target.named.phrase, story))
        calls = (*corrections, *([AddItems(things=tuple(new))] if new else []))
        if not corrections and any(self._is_doubtful(t.named.phrase) for t in targets):
            return did_you_mean(", ".join(thing.name for thing in new), calls)
        return Understood(calls) if calls else None

    def thing(self, event: Event, named: Named, phrase: Phrase, story: Story) -> ThingToAdd:
        """A thing to add by its name in the sentence, typing errors in known nouns put right."""
        spelled = self._categories.spelled(phrase.words)
        if spelled is not None:
            phrase = replace(phrase, words=spelled)
        name = self._names.title(phrase, story.raw)[:_LONGEST_NAME]
        category = self._categories.classify(name)
        return ThingToAdd(
            name=name,
            item_type=category.item_type,
            picture=category.picture,
            received=by_today(day_of(event, named), story),
            goal_months=goal_of(event, named),
        )

    def _only_named(self, targets: Sequence[Target], story: Story) -> Understanding | None:
        """Nouns without a verb: a list of new things is for adding, a single noun may be."""
        nouns = [
            (target.named, target.named.phrase)
            for target in targets
            if target.named.phrase and target.named.phrase.known and not target.things
        ]
        if not targets or len(nouns) < len(targets):
            return None
        things = tuple(self.thing(Event("named"), *noun, story) for noun in nouns)
        calls = (AddItems(things=things),)
        if len(things) > 1:
            return Understood(calls)
        return None if len(nouns[0][1].rest.split()) > 2 else did_you_mean(things[0].name, calls)

    def _is_doubtful(self, phrase: Phrase | None) -> bool:
        """A long phrase without a known noun is hardly the name of a thing."""
        if phrase is None or phrase.known or len(phrase.words) <= _LONGEST_UNKNOWN:
            return False
        return not self._categories.classify(phrase.name).known


def _is_known(event: Event, target: Target) -> bool:
    """Whether something already on the list is spoken of, not one more of its kind."""
    phrase = target.named.phrase
    if not target.things or phrase is None:
        return bool(target.things)
    return not phrase.indefinite and event.act != "recorded"


def _corrected(event: Event, target: Target, thing: Thing) -> tuple[AnyCall, ...]:
    day, goal = day_of(event, target.named), goal_of(event, target.named)
    if day is None and goal is None:
        return ()
    received = day.day if day else None
    return (ChangeItems(items=(str(thing.id),), received=received, goal_months=goal),)
