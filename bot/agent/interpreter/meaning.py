"""A story into calls: what is to be done about everything that was told."""

from collections.abc import Sequence

from bot.agent.calls import AddItems, AnyCall, ChangeItems
from bot.agent.interpreter.additions import Additions
from bot.agent.interpreter.edits import Edits
from bot.agent.interpreter.events import Event
from bot.agent.interpreter.known import Known
from bot.agent.interpreter.partings import Partings
from bot.agent.interpreter.story import Story, day_of, goal_of
from bot.agent.interpreter.targets import targets_of
from bot.agent.interpreter.understanding import Choice, Nothing, Understanding, Understood, Unsure


class Meaning:
    def __init__(
        self, known: Known, additions: Additions, partings: Partings, edits: Edits
    ) -> None:
        self._known = known
        self._additions = additions
        self._partings = partings
        self._edits = edits

    def of(self, story: Story) -> Understanding | None:
        """None where nothing was told that could be understood."""
        told = [event for event in story.events if event.act != "doubted" and event.named]
        if any(event.act != "named" for event in told):
            told = [e for e in told if e.act != "named" or self._says_enough(e, story)]
        meant = [found for event in told if (found := self._event(event, story))]
        calls = [call for one in meant if isinstance(one, Understood) for call in one.calls]
        unsure = next((one for one in meant if isinstance(one, Unsure)), None)
        if unsure is not None:
            return _with_all(unsure, calls)
        if calls:
            return Understood(tuple(_merged(calls)))
        doubt = next((event.doubt for event in story.events if event.doubt), None)
        return Nothing(doubt) if doubt else None

    def _says_enough(self, event: Event, story: Story) -> bool:
        """Beside what happened to other things, a mere noun counts only with a day or a goal."""
        dated = any(day_of(event, one) or goal_of(event, one) for one in event.named)
        return dated and not any(self._known.things(one, story) for one in event.named)

    def _event(self, event: Event, story: Story) -> Understanding | None:
        targets = targets_of(event, self._known, story)
        match event.act:
            case "used" if event.day is None:
                return None
            case "parted" | "seems_parted":
                return self._partings.calls(event, targets, story)
            case "sold":
                return self._partings.sold(targets)
            case "recorded" | "acquired" | "owned" | "named":
                return self._additions.calls(event, targets, story)
            case _:
                return self._edits.calls(event, targets, story)


def _with_all(unsure: Unsure, calls: Sequence[AnyCall]) -> Unsure:
    """What was sure is done together with whatever is answered."""
    choices = (Choice(choice.label, (*calls, *choice.calls)) for choice in unsure.choices)
    return Unsure(unsure.code, unsure.subject, tuple(choices))


def _merged(calls: Sequence[AnyCall]) -> list[AnyCall]:
    """Additions in one call, and changes of the same things in one."""
    merged: list[AnyCall] = []
    for call in calls:
        at = next((i for i, other in enumerate(merged) if _belong(call, other)), None)
        if at is None:
            merged.append(call)
        else:
            merged[at] = _together(merged[at], call)
    return merged


def _belong(call: AnyCall, other: AnyCall) -> bool:
    if isinstance(call, ChangeItems) and isinstance(other, ChangeItems):
        return call.items == other.items
    return isinstance(call, AddItems) and isinstance(other, AddItems)


def _together(call: AnyCall, more: AnyCall) -> AnyCall:
    if isinstance(call, AddItems) and isinstance(more, AddItems):
        return AddItems(things=(*call.things, *more.things))
    fields = more.model_dump(exclude={"tool", "items"}, exclude_none=True)
    return call.model_copy(update=fields)
