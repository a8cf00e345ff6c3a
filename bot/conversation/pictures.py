"""Pictures that come in: fetched, made small, kept, and given to the thing they show.

The bytes are put into the store before the row that owns them is committed with the turn. Where
the turn ends in between, the bytes stay without a row: whoever sweeps the store finds them as ids
that the table of pictures does not have, older than any turn in hand. Rows that no thing came to
refer to are discarded by core.pictures.unused.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeAlias

from bot.agent.outcomes import Asked
from bot.agent.senses.seeing import Seen, SightFailed
from bot.agent.senses.sight import Sight
from bot.conversation.albums import album_meaning, another_picture
from bot.conversation.answer import Answer
from bot.conversation.cleaning import LONGEST_TEXT, cleaned, says_something
from bot.conversation.messages import Attachment, AttachmentUnreachable, Picture, Reply
from bot.conversation.picture_names import as_a_name
from bot.conversation.picture_questions import what_is_this
from bot.conversation.turn_context import TurnContext
from bot.conversation.waiting_pictures import USED, Waiting, settled, to_wait
from bot.conversation.wording.errors import error_text
from bot.conversation.wording.media import picture_unreachable_text, waits_text
from bot.conversation.wording.service import pictures_away_text
from core.errors import UnusablePicture
from core.pictures.actions import fresh_picture_id, keep_picture
from core.pictures.preparation import LARGEST_BYTES, prepare
from core.pictures.store import PictureStoreUnusable

logger = logging.getLogger(__name__)

Hear: TypeAlias = Callable[[TurnContext, str | None], Awaitable[Answer]]
"""What a text comes to, as if no picture waited; None is one that is too long."""


class _Unusable(Exception):
    """There is no picture. `text` tells the person why, and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


async def receive(
    context: TurnContext, picture: Picture, sight: Sight | None, hear: Hear
) -> Answer:
    """The caption is heard, and the one thing it adds or changes gets the picture; without one,
    or where there is no such thing, the picture waits. The turn is paused while it is fetched."""
    caption = cleaned(picture.caption)
    has_words = says_something(caption)
    if picture.album is not None and not has_words:
        another = await another_picture(context, picture.album)
        if another is not None:
            return another
    try:
        reference, seen = await _kept(context, picture.file, None if has_words else sight)
    except _Unusable as unusable:
        about = Reply(unusable.text)
        if not has_words:
            return Answer((about,))
        answer = await hear(await context.anew(), _hearable(picture.caption))
        return replace(answer, replies=(*answer.replies, about))
    context = await context.anew()
    if has_words:
        answer = await _captioned(context, _hearable(picture.caption), reference, hear)
    else:
        answer = await what_is_this(context, reference, seen)
    remembered = {**to_wait(reference, context.work.now), **answer.remembered}
    if picture.album is not None:
        remembered |= await album_meaning(context.turn, picture.album)
    return replace(answer, remembered=remembered)


def _hearable(caption: str) -> str | None:
    return cleaned(caption) if len(caption) <= LONGEST_TEXT else None


async def _captioned(
    context: TurnContext, caption: str | None, reference: str, hear: Hear
) -> Answer:
    named = None if caption is None else await as_a_name(context, caption, reference)
    answer = await settled(context, named or await hear(context, caption), Waiting(reference))
    is_open = any(isinstance(outcome, Asked) for outcome in answer.outcomes)
    if answer.remembered.items() >= USED.items() or is_open:
        return answer
    waits = Reply(waits_text(context.reader.language), asks=True)
    return replace(answer, replies=(*answer.replies, waits))


async def _kept(
    context: TurnContext, file: Attachment, sight: Sight | None
) -> tuple[str, Seen | None]:
    """The reference to the picture, and what is seen on it. Raises _Unusable."""
    language = context.reader.language
    try:
        if (file.size or 0) > LARGEST_BYTES:
            raise UnusablePicture("too_large")
        await context.turn.pause()
        prepared = await prepare(await file.read())
        seen = None if sight is None else await _seen(context, sight, prepared.content)
        picture_id = fresh_picture_id()
        await context.pictures.put(picture_id, prepared.content)
    except UnusablePicture as error:
        raise _Unusable(error_text(language, error)) from error
    except AttachmentUnreachable as failure:
        logger.warning("A picture could not be fetched: %s", failure.reason)
        raise _Unusable(picture_unreachable_text(language)) from failure
    except PictureStoreUnusable as failure:
        logger.error("The store of pictures can not be used: %s", failure)
        raise _Unusable(pictures_away_text(language)) from failure
    return await keep_picture((await context.anew()).work, picture_id, prepared), seen


async def _seen(context: TurnContext, sight: Sight, jpeg: bytes) -> Seen | None:
    """Only ever a proposal; without one the person is simply asked."""
    try:
        return await sight.look_at(jpeg, context.work.actor.locale)
    except SightFailed as failure:
        logger.warning("A picture could not be looked at: %s", failure.reason)
        return None
