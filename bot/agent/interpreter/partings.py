"""Events that tell of things that went: given, donated, sold."""

from collections.abc import Sequence
from datetime import date

from bot.agent.calls import AddItems, AnyCall, PartWithItems, RemoveItems
from bot.agent.interpreter.additions import Additions
from bot.agent.interpreter.choices import did_you_mean, which
from bot.agent.interpreter.events import Event
from bot.agent.interpreter.names import Phrase
from bot.agent.interpreter.story import Story
from bot.agent.interpreter.targets import Target, by_today
from bot.agent.interpreter.understanding import Choice, Understanding, Understood, Unsure
from bot.agent.labels import NO, donate, give, remove
from core.items.results import Thing
from storage.vocabulary import ItemStatus


class Partings:
    def __init__(self, additions: Additions) -> None:
        self._additions = additions

    def calls(self, event: Event, targets: Sequence[Target], story: Story) -> Understanding | None:
        """Known things are parted with; others are added as already parted with."""
        status = event.status or ItemStatus.GIVE
        known_day = next((t.named.day for t in targets if t.named.day and t.things), None)
        on = by_today(event.day or known_day, story)
        new = [(t.named, t.named.phrase) for t in targets if not t.things and t.named.phrase]
        parting = {"status": status, "recipient": event.recipient, "parted_on": on}
        gone = [
            self._additions.thing(Event("parted"), named, noun, story).model_copy(update=parting)
            for named, noun in new
        ]
        added: tuple[AnyCall, ...] = (AddItems(things=tuple(gone)),) if gone else ()
        if gone and _is_thin(event, [noun for _, noun in new]):
            return did_you_mean(gone[0].name, added)
        sure = [target.things[0] for target in targets if len(target.things) == 1]
        unsure = next((target for target in targets if len(target.things) > 1), None)
        if unsure is not None:
            return which(
                unsure.said,
                unsure.things,
                lambda thing: (_part([*sure, thing], event, status, on), *added),
            )
        parted = (_part(sure, event, status, on),) if sure else ()
        if not parted and not added:
            return None
        if event.act == "seems_parted":
            return did_you_mean(targets[0].said, (*parted, *added))
        return Understood((*parted, *added))

    def sold(self, targets: Sequence[Target]) -> Unsure | None:
        """There is no status for what was sold, lost or thrown away: the person decides."""
        if len(targets) != 1 or len(targets[0].things) != 1:
            return None
        thing = targets[0].things[0]
        items = (str(thing.id),)
        choices = (
            Choice(give([thing]), (PartWithItems(items=items, status=ItemStatus.GIVE),)),
            Choice(donate([thing]), (PartWithItems(items=items, status=ItemStatus.DONATE),)),
            Choice(remove([thing]), (RemoveItems(items=items),)),
            Choice(NO, ()),
        )
        return Unsure("what_to_do", thing.name, choices)


def _is_thin(event: Event, nouns: Sequence[Phrase]) -> bool:
    """Whether it is not clear that a thing was given at all: "gave smoking away"."""
    if event.recipient is not None or event.status is ItemStatus.DONATE:
        return False
    return not all(noun.known or noun.definite for noun in nouns)


def _part(
    things: Sequence[Thing], event: Event, status: ItemStatus, on: date | None
) -> PartWithItems:
    items = tuple(str(thing.id) for thing in things)
    if status is ItemStatus.DONATE:
        return PartWithItems(
            items=items, status=ItemStatus.DONATE, recipient=event.recipient, on=on
        )
    return PartWithItems(items=items, status=ItemStatus.GIVE, recipient=event.recipient, on=on)
