"""The pictures of an export: put into the document, and brought back."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from core.checkups.rows import present_zone
from core.errors import InvalidImport, UnusablePicture
from core.pictures.ownership import known_pictures
from core.pictures.preparation import PreparedPicture, prepare
from core.pictures.references import stored_id
from core.pictures.store import PictureGone, PictureStore
from core.work import Work


async def with_pictures(document: Mapping[str, Any], store: PictureStore) -> dict[str, Any]:
    """The exported document with `pictures`: those that its items refer to, each with `id` and
    `content` (a JPEG in base64). What is gone from the store is left out. Not for while a
    transaction is open.

    Raises PictureStoreUnusable.
    """
    pictures = []
    for picture_id in stored_ids(item["picture_url"] for item in document["items"]):
        try:
            content = await store.get(picture_id)
        except PictureGone:
            continue
        pictures.append({"id": str(picture_id), "content": b64encode(content).decode("ascii")})
    return {**document, "pictures": pictures}


@dataclass(frozen=True, slots=True)
class LackingPicture:
    """A picture that a document brings along and the household has not."""

    id: UUID
    """As it is to be called here."""
    content: bytes
    where: str
    """Its place in the document."""


@dataclass(frozen=True, slots=True)
class BroughtPicture:
    """A picture that is in the store and waits for its household."""

    id: UUID
    prepared: PreparedPicture


async def lacking_pictures(work: Work, document: Mapping[str, Any]) -> tuple[LackingPicture, ...]:
    """What bring() is to put into the store before import_person is called, once the transaction
    of this look is over. Raises InvalidImport, for all that import_person would and for pictures
    that are not whole."""
    from core.transfer.document import read_document, read_pictures

    items = read_document(document, await present_zone(work), work.now).items
    pictures = read_pictures(document)
    wanted = stored_ids(item.picture_url for item in items)
    here = await pictures_here(work, wanted)
    return tuple(
        LackingPicture(_name_here(work, picture.id), picture.content, f"pictures.{index}.content")
        for index, picture in enumerate(pictures)
        if picture.id in wanted and picture.id not in here
    )


async def bring(
    lacking: Sequence[LackingPicture], store: PictureStore
) -> tuple[BroughtPicture, ...]:
    """Prepare all of them, then put them into the store. Not for while a transaction is open.

    Raises InvalidImport for what is no picture, PictureStoreUnusable.
    """
    brought = [BroughtPicture(picture.id, await _prepared(picture)) for picture in lacking]
    for picture in brought:
        await store.put(picture.id, picture.prepared.content)
    return tuple(brought)


async def pictures_here(work: Work, named: Iterable[UUID]) -> dict[UUID, UUID]:
    """Which picture of the household is meant by each id of a document, as far as it has them.
    Asks nothing for none."""
    names = {id_: (id_, _name_here(work, id_)) for id_ in named}
    known = await known_pictures(work, (name for both in names.values() for name in both))
    return {id_: name for id_, both in names.items() for name in reversed(both) if name in known}


def stored_ids(pictures: Iterable[str]) -> dict[UUID, None]:
    """The ids of the stored ones among them, each once, in this order."""
    return dict.fromkeys(id_ for picture in pictures if (id_ := stored_id(picture)) is not None)


def _name_here(work: Work, named: UUID) -> UUID:
    """What a picture from outside is called in this household: never as one that another
    household has, and the same each time it comes."""
    return uuid5(work.actor.household_id, str(named))


async def _prepared(picture: LackingPicture) -> PreparedPicture:
    try:
        return await prepare(picture.content)
    except UnusablePicture as error:
        raise InvalidImport(picture.where) from error
