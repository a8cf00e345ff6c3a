"""The use cases on pictures. Their bytes are in the store before and after: none is asked here,
where a transaction is open."""

from uuid import UUID

from core.pictures.preparation import PreparedPicture
from core.pictures.references import reference_to
from core.work import Work
from storage.base import new_id
from storage.tables import PictureRow


async def keep_picture(work: Work, picture_id: UUID, prepared: PreparedPicture) -> str:
    """The household owns this picture, whose bytes are in the store already; the reference to it
    for an item's `picture`."""
    household_id = work.actor.household_id
    work.transaction.pictures(household_id).add(
        PictureRow(
            id=picture_id,
            household_id=household_id,
            person_id=work.actor.person_id,
            width=prepared.width,
            height=prepared.height,
            size=len(prepared.content),
            created_at=work.now,
        )
    )
    return reference_to(picture_id)


def fresh_picture_id() -> UUID:
    """For a picture that is about to be put into the store."""
    return new_id()
