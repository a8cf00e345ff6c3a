"""Events into calls: what is to be done about what was told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.agent.calls import AddItems, AnyCall, ChangeItems, PartWithItems, ThingToAdd
from bot.agent.interpreter.categories import Categories
from bot.agent.interpreter.choices import did_you_mean, which
from bot.agent.interpreter.events import Event, Named
from bot.agent.interpreter.names import Names, Phrase
from bot.agent.interpreter.story import Story, day_of, goal_of
from bot.agent.interpreter.understanding import Choice, Nothing, Understanding, Understood, Unsure
from bot.agent.references import resolve
from core.items.results import Thing
from storage.vocabulary import ItemStatus

ADDING = frozenset({"recorded", "acquired", "owned", "named"})
_LONGEST_NAME = 255
_LONGEST_UNKNOWN = 3
"""Words of a name that has no known noun in it."""


@dataclass(frozen=True, slots=True)
class _Target:
    """What one named thing turned out to be: known things, or a noun for a new one."""

    named: Named
    things: tuple[Thing, ...]

    @property
    def said(self) -> str:
        return self.named.phrase.said if self.named.phrase else ""


class Meaning:
    def __init__(self, names: Names, categories: Categories) -> None:
        self._names = names
        self._categories = categories

    def of(self, story: Story) -> Understanding | None:
        """What all events come to; None where nothing was told that could be understood."""
        events = [event for event in story.events if event.act not in ("announced",)]
        told = [event for event in events if event.act != "doubted" and event.named]
        if any(event.act not in ("named", "doubted") for event in told):
            told = [e for e in told if e.act != "named" or self._says_enough(e, story)]
        understandings = [found for event in told if (found := self._event(event, story))]
        unsure = next((one for one in understandings if isinstance(one, Unsure)), None)
        calls = [c for one in understandings if isinstance(one, Understood) for c in one.calls]
        if unsure is not None:
            return _with_all(unsure, calls)
        if calls:
            return Understood(tuple(_merged(calls)))
        if understandings:
            return understandings[0]
        doubt = next((event.doubt for event in events if event.doubt), None)
        return Nothing(doubt) if doubt else None

    def _says_enough(self, event: Event, story: Story) -> bool:
        return any(day_of(event, n) or goal_of(event, n) for n in event.named) and not any(
            self._target(n, story).things for n in event.named
        )

    def _event(self, event: Event, story: Story) -> Understanding | None:
        targets = [self._target(named, story, event) for named in event.named]
        match event.act:
            case "parted" | "seems_parted":
                found = self._parted(event, targets, story)
                if event.act == "seems_parted" and isinstance(found, Understood):
                    return did_you_mean(targets[0].said, found.calls)
                return found
            case "sold":
                return self._sold(targets)
            case "used" | "last_used":
                return self._change(event, targets, lambda ids, n: _used(ids, day_of(event, n)))
            case "renamed" | "retyped" | "goal" | "received_on" | "back":
                return self._change(event, targets, lambda ids, n: self._edit(event, ids, n, story))
            case _:
                return self._added(event, targets, story)

    def _target(self, named: Named, story: Story, event: Event | None = None) -> _Target:
        if named.things or named.phrase is None:
            return _Target(named, named.things)
        known = story.scene.things
        things = resolve(named.phrase.said, known) or resolve(named.phrase.name, known)
        if event is not None and event.act in ("parted", "seems_parted", "used"):
            things = tuple(t for t in things if t.status is ItemStatus.KEEP) or things
        return _Target(named, things)

    # Additions

    def _added(
        self, event: Event, targets: Sequence[_Target], story: Story
    ) -> Understanding | None:
        if event.act == "named" and not any(
            goal_of(event, n) or day_of(event, n) for n in event.named
        ):
            return self._only_named(targets, story)
        corrections: list[AnyCall] = []
        new: list[ThingToAdd] = []
        for target in targets:
            if self._is_known(event, target):
                if len(target.things) > 1:
                    return which(
                        target.said,
                        target.things,
                        lambda t, at=target: self._corrected(event, at, t),
                    )
                corrections += self._corrected(event, target, target.things[0])
            elif target.named.phrase is not None:
                new.append(self._thing(event, target.named, target.named.phrase, story))
        calls: list[AnyCall] = [AddItems(things=tuple(new))] if new else []
        if not corrections and any(self._is_doubtful(t.named.phrase) for t in targets):
            return did_you_mean(", ".join(thing.name for thing in new), tuple(calls))
        return Understood((*corrections, *calls)) if corrections or calls else None

    def _is_doubtful(self, phrase: Phrase | None) -> bool:
        """A long phrase without a known noun is hardly the name of a thing."""
        if phrase is None or phrase.known or len(phrase.words) <= _LONGEST_UNKNOWN:
            return False
        return not self._categories.classify(phrase.name).known

    def _is_known(self, event: Event, target: _Target) -> bool:
        """Whether something already on the list is spoken of, not one more of its kind."""
        if not target.things:
            return False
        phrase = target.named.phrase
        if phrase is None:
            return True
        return not phrase.indefinite and event.act != "recorded"

    def _corrected(self, event: Event, target: _Target, thing: Thing) -> tuple[AnyCall, ...]:
        day, goal = day_of(event, target.named), goal_of(event, target.named)
        if day is None and goal is None:
            return ()
        received = day.day if day else None
        return (ChangeItems(items=(str(thing.id),), received=received, goal_months=goal),)

    def _only_named(self, targets: Sequence[_Target], story: Story) -> Understanding | None:
        phrase = targets[0].named.phrase
        nouns = [t.named.phrase for t in targets if t.named.phrase and not t.things]
        if 1 < len(targets) == len(nouns) and all(noun.known for noun in nouns):
            named = Event("named")
            added = tuple(
                self._thing(named, t.named, n, story) for t, n in zip(targets, nouns, strict=True)
            )
            return Understood((AddItems(things=added),))
        if len(targets) != 1 or phrase is None or targets[0].things or not phrase.known:
            return None
        if len(phrase.rest.split()) > 2:
            return None
        thing = self._thing(Event("named"), targets[0].named, phrase, story)
        return did_you_mean(thing.name, (AddItems(things=(thing,)),))

    def _thing(self, event: Event, named: Named, phrase: Phrase, story: Story) -> ThingToAdd:
        spelled = self._categories.spelled(phrase.words)
        if spelled is not None:
            phrase = replace(phrase, words=spelled)
        name = self._names.title(phrase, story.raw)[:_LONGEST_NAME]
        category = self._categories.classify(name)
        day = day_of(event, named)
        return ThingToAdd(
            name=name,
            item_type=category.item_type,
            picture=category.picture,
            received=_past(day.day, story) if day else None,
            goal_months=goal_of(event, named),
        )

    # Partings

    def _parted(
        self, event: Event, targets: Sequence[_Target], story: Story
    ) -> Understanding | None:
        status = event.status or ItemStatus.GIVE
        day = event.day or next((t.named.day for t in targets if t.named.day and t.things), None)
        on = _past(day.day, story) if day else None
        sure = [str(t.things[0].id) for t in targets if len(t.things) == 1]
        new = [t.named for t in targets if not t.things and t.named.phrase]
        calls: list[AnyCall] = []
        if new:
            things = tuple(self._gone(event, n, status, on, story) for n in new)
            calls.append(AddItems(things=things))
            if (
                event.recipient is None
                and status is ItemStatus.GIVE
                and not all(n.phrase and (n.phrase.known or n.phrase.definite) for n in new)
            ):
                return did_you_mean(things[0].name, tuple(calls))
        unsure = next((t for t in targets if len(t.things) > 1), None)
        if unsure is None:
            if sure:
                calls.insert(0, _part(sure, status, event.recipient, on))
            return Understood(tuple(calls)) if calls else None
        rest = tuple(calls)
        return which(
            unsure.said,
            unsure.things,
            lambda t: (_part([*sure, str(t.id)], status, event.recipient, on), *rest),
        )

    def _gone(
        self, event: Event, named: Named, status: ItemStatus, on: date | None, story: Story
    ) -> ThingToAdd:
        assert named.phrase is not None  # noqa: S101
        thing = self._thing(Event("parted"), named, named.phrase, story)
        return thing.model_copy(
            update={"status": status, "recipient": event.recipient, "parted_on": on}
        )

    def _sold(self, targets: Sequence[_Target]) -> Understanding | None:
        if not targets or len(targets[0].things) != 1:
            return None
        return Unsure("what_to_do", targets[0].things[0].name, _removal(targets[0].things[0]))

    # Changes

    def _change(
        self,
        event: Event,
        targets: Sequence[_Target],
        edit: Callable[[list[str], Named], ChangeItems],
    ) -> Understanding | None:
        if not targets or not all(target.things for target in targets):
            return None
        unsure = next((t for t in targets if len(t.things) > 1), None)
        sure = [str(t.things[0].id) for t in targets if len(t.things) == 1]
        named = targets[0].named
        if unsure is None:
            return Understood((edit(sure, named),))
        return which(unsure.said, unsure.things, lambda t: (edit([*sure, str(t.id)], named),))

    def _edit(self, event: Event, ids: list[str], named: Named, story: Story) -> ChangeItems:
        goal = event.goal or named.goal
        items = tuple(ids)
        day = day_of(event, named)
        match event.act:
            case "renamed":
                name = self._new_name(event.new_name or "", story)
                return ChangeItems(items=items, name=name, goal_months=goal)
            case "retyped":
                return ChangeItems(items=items, item_type=event.item_type, goal_months=goal)
            case "received_on":
                received = _past(day.day, story) if day else None
                return ChangeItems(items=items, received=received, goal_months=goal)
            case "back":
                return ChangeItems(items=items, status=ItemStatus.KEEP)
            case _:
                return ChangeItems(items=items, goal_months=goal)

    def _new_name(self, new: str, story: Story) -> str:
        phrase = self._names.phrase(f'"{new}"')
        return self._names.title(phrase, story.raw)[:_LONGEST_NAME] if phrase else new


def _part(
    ids: list[str], status: ItemStatus, recipient: str | None, on: date | None
) -> PartWithItems:
    if status is ItemStatus.DONATE:
        return PartWithItems(items=tuple(ids), status=ItemStatus.DONATE, recipient=recipient, on=on)
    return PartWithItems(items=tuple(ids), status=ItemStatus.GIVE, recipient=recipient, on=on)


def _used(ids: list[str], day: object) -> ChangeItems:
    return ChangeItems(items=tuple(ids), last_used=getattr(day, "day", None))


def _past(day: date, story: Story) -> date:
    return min(day, story.scene.now.date())


def _removal(thing: Thing) -> tuple[Choice, ...]:
    from bot.agent.calls import RemoveItems

    items = (str(thing.id),)
    return (
        Choice("Gave it away", (PartWithItems(items=items, status=ItemStatus.GIVE),)),
        Choice("Donated it", (PartWithItems(items=items, status=ItemStatus.DONATE),)),
        Choice("Remove it", (RemoveItems(items=items),)),
        Choice("Keep it", ()),
    )


def _with_all(unsure: Unsure, calls: Sequence[AnyCall]) -> Unsure:
    """What was sure is done together with what the answer brings."""
    if not calls:
        return unsure
    choices = tuple(
        Choice(choice.label, (*calls, *choice.calls) if choice.calls else tuple(calls))
        for choice in unsure.choices
    )
    return Unsure(unsure.code, unsure.subject, choices)


def _merged(calls: Sequence[AnyCall]) -> list[AnyCall]:
    """Additions together in one call, changes of the same things in one."""
    merged: list[AnyCall] = []
    for call in calls:
        for index, other in enumerate(merged):
            if isinstance(call, AddItems) and isinstance(other, AddItems):
                merged[index] = AddItems(things=(*other.things, *call.things))
                break
            if (
                isinstance(call, ChangeItems)
                and isinstance(other, ChangeItems)
                and call.items == other.items
            ):
                update = {
                    k: v
                    for k, v in call.model_dump(exclude={"tool", "items"}).items()
                    if v is not None
                }
                merged[index] = other.model_copy(update=update)
                break
        else:
            merged.append(call)
    return merged
