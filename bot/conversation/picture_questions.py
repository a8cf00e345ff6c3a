"""The question about a picture that came without words."""

from bot.agent import labels
from bot.agent.calls import AddItems, ChangeItems, ThingToAdd
from bot.agent.interpreter.understanding import Choice
from bot.agent.references import resolve
from bot.agent.senses.seeing import Seen
from bot.agent.tools import ask
from bot.conversation.answer import Answer
from bot.conversation.messages import Reply
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.labels import emoji_of
from bot.conversation.wording.media import what_is_this_text
from core.items.actions import known_things
from core.items.results import Thing
from core.pictures.references import is_reference
from storage.vocabulary import ItemStatus

THINGS_OFFERED = 3


async def what_is_this(context: TurnContext, reference: str, seen: Seen | None) -> Answer:
    """Asks, and offers to add what was seen, or the things it may be. Nothing is changed."""
    things = _offered(await known_things(context.work), seen)
    subject, choices = "", []
    if seen is not None:
        new = ThingToAdd(name=seen.name, item_type=seen.item_type, picture=reference)
        choices.append(Choice(labels.YES_ADD_IT, (AddItems(things=(new,)),)))
        subject = f"{context.tools.emoji_for(seen.name)} {seen.name}"
    for thing, name in zip(things, labels.distinct(things), strict=True):
        gets = ChangeItems(items=(str(thing.id),), picture=reference)
        choices.append(Choice(labels.it_is_my(f"{emoji_of(thing)} {name}"), (gets,)))
    if not choices:
        text = what_is_this_text(context.reader.language, is_guess=False)
        return Answer((Reply(text, asks=True),))
    choices.append(Choice(labels.NONE_OF_THESE if things else labels.NO, ()))
    asked = await ask(context.work, context.chat_id, "what_is_this", subject, choices)
    return context.answer((asked,))


def _offered(known: tuple[Thing, ...], seen: Seen | None) -> tuple[Thing, ...]:
    """What is called like what was seen, and the newest things that have no picture yet."""
    kept = [thing for thing in known if thing.status is ItemStatus.KEEP]
    alike = () if seen is None else resolve(seen.name, kept)
    bare = [thing for thing in reversed(kept) if not is_reference(thing.picture)]
    return tuple(dict.fromkeys((*alike, *bare)))[:THINGS_OFFERED]
