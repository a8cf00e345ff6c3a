"""Words that say what a picture shows, where they are no sentence: "grey hoodie", "my violin"."""

import re

from bot.agent.calls import AddItems, ChangeItems
from bot.agent.interpreter.understanding import (
    Answered,
    Nothing,
    Understanding,
    Understood,
    Unsure,
)
from bot.agent.memory import scene_of
from bot.agent.references import resolve
from bot.conversation.answer import Answer
from bot.conversation.cleaning import says_something
from bot.conversation.command_handlers import add
from bot.conversation.turn_context import TurnContext
from storage.vocabulary import ItemStatus

MOST_WORDS = 6
_INTRODUCED = re.compile(r"(?:it|this|that|these|those)(?:['’]s| is| are) +", re.IGNORECASE)
"""As in "it's my violin"."""


async def as_a_name(context: TurnContext, text: str, reference: str) -> Answer | None:
    """The thing of theirs that the words name gets the picture, else one of that name is added
    (without it, so far). None for a command, a sentence or an answer, and for words that name
    nothing."""
    if text.startswith("/") or not says_something(text):
        return None
    scene = await scene_of(context.turn, context.chat_id)
    reading = context.load_interpreter().interpret(text, scene)
    if isinstance(reading, Understood | Answered):
        return None
    words = _INTRODUCED.sub("", text, count=1) if _INTRODUCED.match(text) else text
    kept = [thing for thing in scene.things if thing.status is ItemStatus.KEEP]
    if resolve(words, kept):
        return await context.run(ChangeItems(items=(words,), picture=reference))
    return await add(context, words) if _may_be_new(reading, words) else None


def _may_be_new(reading: Understanding, words: str) -> bool:
    match reading:
        case Unsure(code="did_you_mean", choices=(first, *_)):
            return len(first.calls) == 1 and isinstance(first.calls[0], AddItems)
        case Nothing(code="not_understood"):
            return "?" not in words and "\n" not in words and len(words.split()) <= MOST_WORDS
        case _:
            return False
