"""What each slash command does: a call, or a look at something. No graph and no model."""

import json
from collections.abc import Sequence
from typing import Literal

from bot.agent.calls import (
    AddItems,
    AnyCall,
    ChangeSettings,
    FindItems,
    PartWithItems,
    RemoveItems,
    ThingToAdd,
)
from bot.agent.interpreter.understanding import Choice, Nothing, Understanding, Understood, Unsure
from bot.agent.labels import NONE_OF_THESE
from bot.agent.memory import scene_of
from bot.agent.outcomes import NothingDone, Refused
from bot.agent.references import resolve
from bot.agent.tools import ask
from bot.conversation.answer import Answer
from bot.conversation.command import Handler
from bot.conversation.messages import Document, Reply
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.privacy import policy_text
from bot.conversation.wording.service import export_text, export_too_large_text
from bot.conversation.zones import find_zones
from core.errors import InvalidSetting
from core.items.actions import known_things
from core.transfer.actions import export_person
from core.transfer.pictures import with_pictures
from storage.vocabulary import ItemStatus

_UNREAD = ("not_understood", "not_found")
"""What the interpreter says of words that are no sentence to it."""


def runs(call: AnyCall) -> Handler:
    """A command that is always the same call, whatever follows its name."""

    async def run(context: TurnContext, _words: str) -> Answer:
        return await context.run(call)

    return run


async def add(context: TurnContext, words: str) -> Answer:
    """The words are a sentence about adding if they read as one, else a name."""
    understood = await read(context, f"add {words}")
    if isinstance(understood, Understood) and all(
        isinstance(call, AddItems) for call in understood.calls
    ):
        return await run_all(context, understood.calls)
    if isinstance(understood, Unsure):
        return await _ask(context, understood)
    if isinstance(understood, Nothing) and understood.code not in _UNREAD:
        return context.answer((NothingDone(understood.code, understood.subject),))
    return await context.run(AddItems(things=(ThingToAdd(name=words),)))


async def items(context: TurnContext, words: str) -> Answer:
    """All that is kept, or what the words describe; else the things with the words in them."""
    if not words:
        return await context.run(FindItems(statuses=(ItemStatus.KEEP,)))
    understood = await read(context, f"show {words}")
    if isinstance(understood, Understood) and all(
        isinstance(call, FindItems) for call in understood.calls
    ):
        return await run_all(context, understood.calls)
    return await context.run(FindItems(text=words))


async def item(context: TurnContext, words: str) -> Answer:
    return await context.run(FindItems(items=(words,), aspect="card"))


async def give(context: TurnContext, words: str) -> Answer:
    return await _part_with(context, f"gave {words}", words, ItemStatus.GIVE)


async def donate(context: TurnContext, words: str) -> Answer:
    return await _part_with(context, f"donated {words}", words, ItemStatus.DONATE)


async def remove(context: TurnContext, words: str) -> Answer:
    return await context.run(RemoveItems(items=(words,)))


async def timezone(context: TurnContext, words: str) -> Answer:
    """Sets the zone that is meant; where that is not sure, the near ones become buttons."""
    found = find_zones(words, context.zones)
    if found.meant is not None:
        return await context.run(ChangeSettings(timezone=found.meant))
    if not found.near:
        return context.answer((Refused(InvalidSetting("timezone", words)),))
    choices = [Choice(zone, (ChangeSettings(timezone=zone),)) for zone in found.near]
    choices.append(Choice(NONE_OF_THESE, ()))
    asked = await ask(context.work, context.chat_id, "did_you_mean", words, choices)
    return context.answer((asked,))


async def export(context: TurnContext, _words: str) -> Answer:
    document = await export_person(context.work)
    await context.turn.pause()  # the store may be slow
    document = await with_pictures(document, context.pictures)
    content = json.dumps(document, ensure_ascii=False, indent=2).encode()
    name = f"minnow-export-{context.work.today.isoformat()}.json"
    text = export_text(context.reader.language)
    instead = export_too_large_text(context.reader.language)
    return Answer((Reply(text, document=Document(name, "application/json", content, instead)),))


async def privacy(context: TurnContext, _words: str) -> Answer:
    return Answer((Reply(policy_text(context.reader.language, context.privacy)),))


async def _part_with(
    context: TurnContext,
    sentence: str,
    words: str,
    status: Literal[ItemStatus.GIVE, ItemStatus.DONATE],
) -> Answer:
    """The sentence if it reads as one that parts with things like that, else NAME to WHOM."""
    understood = await read(context, sentence)
    if isinstance(understood, Understood) and all(
        _parts_with(call, status) for call in understood.calls
    ):
        return await run_all(context, understood.calls)
    if isinstance(understood, Unsure):
        return await _ask(context, understood)
    if isinstance(understood, Nothing) and understood.code not in _UNREAD:
        return context.answer((NothingDone(understood.code, understood.subject),))
    name, recipient = words, None
    if " to " in words and not resolve(words, await known_things(context.work)):
        name, _to, recipient = words.rpartition(" to ")
    return await context.run(PartWithItems(items=(name,), status=status, recipient=recipient))


def _parts_with(call: AnyCall, status: ItemStatus) -> bool:
    """Whether it parts with things in this way, whether they are on the list or not yet."""
    if isinstance(call, AddItems):
        return all(thing.status is status for thing in call.things)
    return isinstance(call, PartWithItems) and call.status is status


async def run_all(context: TurnContext, calls: Sequence[AnyCall]) -> Answer:
    return context.answer(await context.tools.run_all(context.work, context.chat_id, calls))


async def _ask(context: TurnContext, unsure: Unsure) -> Answer:
    question = await ask(context.work, context.chat_id, unsure.code, unsure.subject, unsure.choices)
    return context.answer((question,))


async def read(context: TurnContext, sentence: str) -> Understanding:
    """What the interpreter makes of it in this chat."""
    scene = await scene_of(context.turn, context.chat_id)
    return context.load_interpreter().interpret(sentence, scene)
