"""What each command does with its options: the typed call that its words come to as well."""

from typing import Literal

from bot.agent.calls import AddItems, FindItems, PartWithItems, RemoveItems, ThingToAdd
from bot.agent.interpreter.understanding import Understood
from bot.conversation import command_handlers as handlers
from bot.conversation.answer import Answer
from bot.conversation.option_values import Values
from bot.conversation.options import THING
from bot.conversation.turn_context import TurnContext
from storage.vocabulary import ItemStatus


async def add(context: TurnContext, values: Values) -> Answer:
    """The thing alone may be a sentence, as in words; with other options it is one thing."""
    words = values.texts[THING]
    told = {
        "received": values.day(context, "received"),
        "last_used": values.day(context, "last_used"),
        "goal_months": values.months(context, "goal"),
        "item_type": values.item_type(context, "type"),
    }
    told = {field: value for field, value in told.items() if value is not None}
    if not told:
        return await handlers.add(context, words)
    thing = await _one_to_add(context, words)
    return await context.run(AddItems(things=(thing.model_copy(update=told),)))


async def items(context: TurnContext, values: Values) -> Answer:
    return await handlers.items(context, values.text("which") or "")


async def item(context: TurnContext, values: Values) -> Answer:
    return await context.run(FindItems(items=(await values.thing(context, THING),), aspect="card"))


async def give(context: TurnContext, values: Values) -> Answer:
    return await _part_with(context, values, ItemStatus.GIVE)


async def donate(context: TurnContext, values: Values) -> Answer:
    return await _part_with(context, values, ItemStatus.DONATE)


async def remove(context: TurnContext, values: Values) -> Answer:
    return await context.run(RemoveItems(items=(await values.thing(context, THING),)))


async def timezone(context: TurnContext, values: Values) -> Answer:
    return await handlers.timezone(context, values.texts["zone"])


async def _part_with(
    context: TurnContext,
    values: Values,
    status: Literal[ItemStatus.GIVE, ItemStatus.DONATE],
) -> Answer:
    call = PartWithItems(
        items=(await values.thing(context, THING),),
        status=status,
        recipient=values.text("to"),
        on=values.day(context, "on"),
    )
    return await context.run(call)


async def _one_to_add(context: TurnContext, words: str) -> ThingToAdd:
    """The thing as a sentence about it would name it; else the words are its name."""
    understood = await handlers.read(context, f"add {words}")
    if isinstance(understood, Understood) and len(understood.calls) == 1:
        call = understood.calls[0]
        if isinstance(call, AddItems) and len(call.things) == 1:
            return call.things[0]
    return ThingToAdd(name=words)
