"""Pictures at a terminal: told where they are, since they can not be shown."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from bot.conversation.messages import Card, Reply
from core.pictures.references import stored_id
from core.pictures.store import PictureStoreUnusable

LABEL = "Picture"
OUT_OF_REACH = "out of reach right now"
ENCRYPTED = "kept encrypted"


class Pictures(Protocol):
    """Where stored pictures are."""

    async def where(self, picture_id: UUID) -> str | None:
        """A path or a link; None where they are encrypted. Raises PictureStoreUnusable."""
        ...


async def with_places(replies: Sequence[Reply], pictures: Pictures) -> list[Reply]:
    """The replies, with a row in each card that says where its picture is, if it has one."""
    return [
        replace(reply, cards=tuple([await _with_place(card, pictures) for card in reply.cards]))
        if reply.cards
        else reply
        for reply in replies
    ]


async def _with_place(card: Card, pictures: Pictures) -> Card:
    place = await _place(card.picture, pictures)
    return card if place is None else replace(card, rows=(*card.rows, (LABEL, place)))


async def _place(picture: str, pictures: Pictures) -> str | None:
    if picture.startswith(("http://", "https://")):
        return picture
    picture_id = stored_id(picture)
    if picture_id is None:
        return None
    try:
        return await pictures.where(picture_id) or ENCRYPTED
    except PictureStoreUnusable:
        return OUT_OF_REACH
