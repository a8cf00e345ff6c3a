"""Pictures that were sent together. Each comes in a turn of its own, in any order: one of them is
dealt with, and each other that has words of its own."""

from collections.abc import Mapping
from typing import Any

from bot.conversation.answer import Answer
from bot.conversation.messages import Reply
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.media import one_picture_text
from core.turns.desk import Turn

_ALBUM, _IS_TOLD = "album", "album_told"


async def another_picture(context: TurnContext, album: str) -> Answer | None:
    """What a further picture without words is answered with: once a sentence, then silence. What
    was asked about the one before it stays open. None for the first picture of its album."""
    earlier = await _earlier(context.turn, album)
    if not earlier:
        return None
    told = bool(earlier[0].get(_IS_TOLD))
    replies = () if told else (Reply(one_picture_text(context.reader.language)),)
    newest = (await context.turn.past())[0].meaning or {}
    carried = newest if newest.get(_ALBUM) == album else {_ALBUM: album}
    return Answer(replies, remembered={**carried, _IS_TOLD: True})


async def album_meaning(turn: Turn, album: str) -> Mapping[str, Any]:
    """What the turn of a picture that is dealt with is to remember."""
    earlier = await _earlier(turn, album)
    return {_ALBUM: album, _IS_TOLD: any(meaning.get(_IS_TOLD) for meaning in earlier)}


async def _earlier(turn: Turn, album: str) -> list[Mapping[str, Any]]:
    """The meanings of the turns with pictures of the album, newest first."""
    meanings = [past.meaning for past in await turn.past() if past.meaning]
    return [meaning for meaning in meanings if meaning.get(_ALBUM) == album]
