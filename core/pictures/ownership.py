"""Which stored pictures belong to the household of a unit of work."""

from collections.abc import Iterable
from uuid import UUID

from core.errors import UnknownPicture
from core.pictures.references import is_reference, stored_id
from core.work import Work

BATCH = 500
"""Ids asked for at once: databases bound the number of parameters."""


async def known_pictures(work: Work, picture_ids: Iterable[UUID]) -> set[UUID]:
    """Those of them that belong to the household. Asks nothing for none."""
    pictures = work.transaction.pictures(work.actor.household_id)
    wanted = list(dict.fromkeys(picture_ids))
    known: set[UUID] = set()
    for start in range(0, len(wanted), BATCH):
        known |= await pictures.known(wanted[start : start + BATCH])
    return known


async def require_pictures(work: Work, pictures: Iterable[str]) -> None:
    """That the household has every stored picture among what items refer to. Asks nothing where
    none is stored. Raises UnknownPicture."""
    ids = {stored_id(picture) for picture in pictures if is_reference(picture)}
    wanted = {id_ for id_ in ids if id_ is not None}
    if len(wanted) < len(ids) or len(await known_pictures(work, wanted)) < len(wanted):
        raise UnknownPicture
