"""Words in calls become ids, or a question. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.agent.calls import AnyCall, ChangeItems, FindItems, PartWithItems, RemoveItems
from bot.agent.interpreter.understanding import Choice
from bot.agent.labels import NONE_OF_THESE, distinct
from bot.agent.references import resolve
from core.errors import ItemNotFound
from core.items.results import Thing

MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Unclear:
    """Some words fit several things. Each choice is all of the calls with one of them put in."""

    words: str
    things: tuple[Thing, ...]
    choices: tuple[Choice, ...]


def references_of(call: AnyCall) -> tuple[str, ...]:
    if isinstance(call, ChangeItems | PartWithItems | RemoveItems | FindItems):
        return call.items
    return ()


def is_id(reference: str) -> bool:
    try:
        UUID(reference)
    except ValueError:
        return False
    return True


def name_things(calls: Sequence[AnyCall]) -> bool:
    """Whether any of the calls has words that have yet to be resolved."""
    return any(not is_id(reference) for call in calls for reference in references_of(call))


def settle(calls: Sequence[AnyCall], things: Sequence[Thing]) -> tuple[AnyCall, ...] | Unclear:
    """The calls with ids for words. Raises ItemNotFound where words fit nothing."""
    settled = list(calls)
    for place, call in enumerate(calls):
        if isinstance(call, FindItems):
            settled[place] = settle_query(call, things)
            continue
        for position, reference in enumerate(references_of(call)):
            fitting = _fitting(reference, things)
            if len(fitting) > 1:
                offered = fitting[:MOST_CHOICES]
                choices: list[Choice] = []
                unsettled = settled[place]
                for label, thing in zip(distinct(offered), offered, strict=True):
                    settled[place] = _with(unsettled, position, thing)
                    choices.append(Choice(label, tuple(settled)))
                return Unclear(reference, offered, (*choices, Choice(NONE_OF_THESE, ())))
            if fitting:
                settled[place] = _with(settled[place], position, fitting[0])
    return tuple(settled)


def settle_query(query: FindItems, things: Sequence[Thing]) -> FindItems:
    """The query with ids for words: looking up needs no question, it takes all that fits.

    Raises ItemNotFound where words fit nothing.
    """
    ids: list[str] = []
    for reference in query.items:
        ids += [str(thing.id) for thing in _fitting(reference, things)] or [reference]
    return query.model_copy(update={"items": tuple(dict.fromkeys(ids))})


def _fitting(reference: str, things: Sequence[Thing]) -> tuple[Thing, ...]:
    """Empty for an id, which needs no resolving."""
    if is_id(reference):
        return ()
    fitting = resolve(reference, things)
    if not fitting:
        raise ItemNotFound
    return fitting


def _with(call: AnyCall, position: int, thing: Thing) -> AnyCall:
    references = references_of(call)
    items = (*references[:position], str(thing.id), *references[position + 1 :])
    return call.model_copy(update={"items": items})
