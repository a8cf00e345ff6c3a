"""Everything about a person out into one document, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.checkups.rows import checkup_state, present_zone
from core.history.rows import logged_changes
from core.items.rows import item_state
from core.people.rows import settings_state
from core.receipts import Receipt
from core.reminders.rows import record_of
from core.reviews.past import past_reviews
from core.transfer.export import FORMAT, VERSION, export_document
from core.transfer.pictures import BroughtPicture
from core.work import Work
from storage.repositories.items import ItemFilter

__all__ = ["FORMAT", "VERSION", "export_person", "import_person"]


async def export_person(work: Work) -> dict[str, Any]:
    """A JSON-ready document: format, version, person, checkups, items (all, in order), history,
    reviews, reminders. Its pictures are added by core.transfer.pictures.with_pictures, once the
    transaction is over."""
    actor, transaction = work.actor, work.transaction
    person = await transaction.person(actor.person_id).get()
    checkups = await transaction.checkups(actor.person_id).all()
    items = await transaction.items(actor.household_id).find(ItemFilter())
    newest_first = await transaction.changes(actor.household_id, actor.person_id).latest()
    reminders = await transaction.reminders(actor.person_id).all()
    return export_document(
        settings_state(person),
        [checkup_state(row) for row in checkups],
        [item_state(row) for row in items],
        logged_changes(reversed(newest_first)),
        reviews=await past_reviews(work),
        reminders=[record_of(row, of) for row, of in reminders],
    )


async def import_person(
    work: Work,
    document: Mapping[str, Any],
    undoable: bool = True,
    pictures: Sequence[BroughtPicture] = (),
) -> Receipt:
    """All of the document or nothing: items are added (those that are here already, by id, are
    brought to the document's values), checkups and settings are set.

    Importing an export changes nothing. Not undoable: nothing is written into the history, for
    the start of a new person.

    Items need name, item_type, status, item_received_date and last_used; checkups their type,
    interval and last date; a person's settings may be left out one by one, and hours that are null
    are left as they are. An id that is taken in
    another household is replaced by a fresh one. Where a day is expected, an instant will do:
    exactly midnight UTC is the day as written, any other the day in the person's zone.

    `pictures` are those of the document that core.transfer.pictures.bring has put into the store.
    An item that refers to a picture which the household has not even then gets the default one.

    Raises InvalidImport, ItemLimitReached.
    """
    from core.transfer.document import read_document
    from core.transfer.importing import import_document

    read = read_document(document, await present_zone(work), work.now)
    return await import_document(work, read, undoable, pictures)
