"""Commands that change one thing: used, renamed, another goal, or several of it at once. Each in
words and with options."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from bot.agent.calls import ChangeItems, FindItems
from bot.agent.interpreter.understanding import Understood
from bot.agent.outcomes import Found
from bot.agent.references import resolve
from bot.agent.tools import find
from bot.conversation.answer import Answer
from bot.conversation.command_handlers import read, run_all
from bot.conversation.errors import WordsMissing
from bot.conversation.option_values import Values, reference_to
from bot.conversation.options import THING
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.forms import edit_reply
from core.items.actions import known_things
from core.items.results import Thing

_LONGEST_TAIL = 8
"""Words of a day or a length of time."""
_Read = TypeVar("_Read", date, int)


async def used_in_words(context: TurnContext, words: str) -> Answer:
    """NAME, or NAME and a day."""
    reader, work = context.load_interpreter(), context.work
    name, day = await _name_and_tail(
        context, words, lambda tail: reader.day_alone(tail, work.today, work.actor.locale)
    )
    return await _used(context, name, day)


async def used(context: TurnContext, values: Values) -> Answer:
    return await _used(context, await values.thing(context, THING), values.day(context, "on"))


async def rename_in_words(context: TurnContext, words: str) -> Answer:
    """NAME to NEW NAME: the "to" behind the whole name of a thing, else the first behind what
    may mean one. Raises WordsMissing."""
    things = await known_things(context.work)
    heads = [words[:place] for place in range(len(words)) if words.startswith(" to ", place)]
    if not heads:
        raise WordsMissing
    named = (head for head in heads if reference_to(head, things) != head)
    meant = (head for head in heads if resolve(head, things))
    head = next(named, None) or next(meant, heads[0])
    name = words[len(head) :].removeprefix(" to ").strip()
    return await context.run(ChangeItems(items=(reference_to(head, things),), name=name))


async def rename(context: TurnContext, values: Values) -> Answer:
    reference = await values.thing(context, THING)
    return await context.run(ChangeItems(items=(reference,), name=values.text("name")))


async def goal_in_words(context: TurnContext, words: str) -> Answer:
    """NAME and a length of time. Raises WordsMissing."""
    name, months = await _name_and_tail(context, words, context.load_interpreter().months_alone)
    if months is None:
        raise WordsMissing
    return await context.run(ChangeItems(items=(name,), goal_months=months))


async def goal(context: TurnContext, values: Values) -> Answer:
    reference = await values.thing(context, THING)
    months = values.months(context, "goal")
    return await context.run(ChangeItems(items=(reference,), goal_months=months))


async def edit_in_words(context: TurnContext, words: str) -> Answer:
    """A sentence that changes things, or NAME: then the form of that thing."""
    understood = await read(context, words)
    if isinstance(understood, Understood) and all(
        isinstance(call, ChangeItems) for call in understood.calls
    ):
        return await run_all(context, understood.calls)
    return await _offer_edit(context, words)


async def edit(context: TurnContext, values: Values) -> Answer:
    """Changes what differs from how the thing stands; the form of the thing where nothing but
    its name is given."""
    reference = await values.thing(context, THING)
    if not values.has_any("name", "received", "last_used", "goal", "type"):
        return await _offer_edit(context, reference)
    change = ChangeItems(
        items=(reference,),
        name=values.text("name"),
        received=values.day(context, "received"),
        last_used=values.day(context, "last_used"),
        goal_months=values.months(context, "goal"),
        item_type=values.item_type(context, "type"),
    )
    thing = await _the_one(context, reference)
    return await context.run(change if thing is None else _what_differs(change, thing))


async def _used(context: TurnContext, reference: str, day: date | None) -> Answer:
    return await context.run(ChangeItems(items=(reference,), last_used=day or context.work.today))


async def _offer_edit(context: TurnContext, reference: str) -> Answer:
    """The form; a list where several things are called so."""
    found = await find(context.work, FindItems(items=(reference,), aspect="card"))
    if isinstance(found, Found) and len(found.page.things) == 1:
        return Answer((edit_reply(context.reader, found.page.things[0]),))
    return context.answer((found,))


async def _the_one(context: TurnContext, reference: str) -> Thing | None:
    found = await find(context.work, FindItems(items=(reference,)))
    if isinstance(found, Found) and len(found.page.things) == 1:
        return found.page.things[0]
    return None


def _what_differs(change: ChangeItems, thing: Thing) -> ChangeItems:
    """Of that thing: what is as it was is no change, so that it is neither told nor undone."""
    present = {
        "name": thing.name,
        "received": thing.received,
        "last_used": thing.last_used,
        "goal_months": thing.goal_months,
        "item_type": thing.item_type,
    }
    same = {field: None for field, value in present.items() if getattr(change, field) == value}
    return change.model_copy(update={"items": (str(thing.id),), **same})


async def _name_and_tail(
    context: TurnContext, words: str, read_tail: Callable[[str], _Read | None]
) -> tuple[str, _Read | None]:
    """Splits off the longest tail that can be read, unless all of it names a thing."""
    if resolve(words, await known_things(context.work)):
        return words, None
    parts = words.split()
    for start in range(max(1, len(parts) - _LONGEST_TAIL), len(parts)):
        tail = read_tail(" ".join(parts[start:]))
        if tail is not None:
            return " ".join(parts[:start]), tail
    return words, None
