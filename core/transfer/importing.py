"""Bringing a person to what a checked document says. Importing this module loads pydantic."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from core.checkups.rows import first_checkups, present_rhythm
from core.checkups.rules import CheckupState
from core.checkups.writing import put_checkup
from core.items.results import DEFAULT_PICTURE
from core.items.room import require_room
from core.items.rows import item_state
from core.items.state import ItemState
from core.items.writing import put_item
from core.people.rules import edited_settings
from core.people.writing import put_settings
from core.pictures.actions import keep_picture
from core.pictures.references import is_reference, reference_to, stored_id
from core.receipts import Change, CheckupChange, Receipt
from core.transfer.document import ImportedCheckup, ImportedDocument, ImportedItem
from core.transfer.pictures import BroughtPicture, pictures_here, stored_ids
from core.work import Work
from storage.base import new_id
from storage.tables import CheckupRow, ItemRow
from storage.vocabulary import CheckupType, ItemStatus

BATCH = 500
"""Ids asked for at once: databases bound the number of parameters."""


async def import_document(
    work: Work, document: ImportedDocument, undoable: bool, pictures: Sequence[BroughtPicture]
) -> Receipt:
    """Settings first: the zone they bring decides when checkups are due.

    Raises ItemLimitReached; then nothing is written but the rows of the pictures.
    """
    for picture in pictures:
        await keep_picture(work, picture.id, picture.prepared)
    items = await _plan_items(work, await _with_own_pictures(work, document.items))
    kept_now = sum(row is not None and row.status == ItemStatus.KEEP for row, _ in items)
    kept_then = sum(after.status is ItemStatus.KEEP for _, after in items)
    await require_room(work, kept_then - kept_now)
    changes: list[Change] = [
        *await put_settings(
            work,
            lambda settings: edited_settings(settings, document.settings, work.policy),
            undoable=undoable,
        ),
        *await _import_checkups(work, document.checkups, undoable),
    ]
    for row, after in items:
        changes += put_item(work, row, after, undoable=undoable)
    return Receipt(work.turn_id, tuple(changes))


async def _with_own_pictures(
    work: Work, imported: Sequence[ImportedItem]
) -> Sequence[ImportedItem]:
    """The items with the household's own names for stored pictures, and the default picture for
    those it has not."""
    here = await pictures_here(work, stored_ids(item.picture_url for item in imported))
    return [
        item.model_copy(update={"picture_url": _own_picture(item.picture_url, here)})
        if is_reference(item.picture_url)
        else item
        for item in imported
    ]


def _own_picture(reference: str, here: Mapping[UUID, UUID]) -> str:
    named = stored_id(reference)
    own = None if named is None else here.get(named)
    return DEFAULT_PICTURE if own is None else reference_to(own)


async def _plan_items(
    work: Work, imported: Sequence[ImportedItem]
) -> list[tuple[ItemRow | None, ItemState]]:
    """The items of the document as they will be, with the rows of those that are here."""
    items = work.transaction.items(work.actor.household_id)
    ids = [item.id for item in imported if item.id is not None]
    here: dict[UUID, ItemRow] = {}
    elsewhere: set[UUID] = set()
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        here |= {row.id: row for row in await items.get(batch)}
        elsewhere |= await items.taken_elsewhere(batch)
    planned: list[tuple[ItemRow | None, ItemState]] = []
    for item in imported:
        row = None if item.id is None else here.get(item.id)
        if row is not None:
            planned.append((row, _brought_to(item_state(row), item)))
        else:
            id_ = new_id() if item.id is None or item.id in elsewhere else item.id
            planned.append((None, _new_state(work, id_, item)))
    return planned


def _new_state(work: Work, id_: UUID, item: ImportedItem) -> ItemState:
    blank = ItemState(
        id=id_,
        owner_id=work.actor.person_id,
        name=item.name,
        picture=item.picture_url,
        item_type=item.item_type,
        status=item.status,
        received=item.item_received_date,
        last_used=item.last_used,
        goal_months=item.ownership_duration_goal_months,
        recipient=None,
        parted_on=None,
        created_at=item.created_at or work.now,
    )
    return _brought_to(blank, item)


def _brought_to(state: ItemState, item: ImportedItem) -> ItemState:
    """The document's values; whose it is and since when it is listed stay. What is kept has gone
    to nobody."""
    is_kept = item.status is ItemStatus.KEEP
    return replace(
        state,
        name=item.name,
        picture=item.picture_url,
        item_type=item.item_type,
        status=item.status,
        received=item.item_received_date,
        last_used=item.last_used,
        goal_months=item.ownership_duration_goal_months,
        recipient=None if is_kept else item.recipient,
        parted_on=None if is_kept else item.parted_on,
    )


async def _import_checkups(
    work: Work, imported: Sequence[ImportedCheckup], undoable: bool
) -> list[CheckupChange]:
    rhythm = await present_rhythm(work)
    rows = await _both_checkups(work)
    changes: list[CheckupChange] = []
    for checkup in imported:
        after = CheckupState(
            checkup_type=checkup.checkup_type,
            last_checkup_date=checkup.last_checkup_date,
            interval_months=checkup.checkup_interval_months,
            snoozed_until=checkup.snoozed_until,
        )
        changes += put_checkup(work, rows[checkup.checkup_type], after, rhythm, undoable=undoable)
    return changes


async def _both_checkups(work: Work) -> dict[CheckupType, CheckupRow]:
    """The rows by type, made where somebody lacks one."""
    checkups = work.transaction.checkups(work.actor.person_id)
    rows = {CheckupType(row.checkup_type): row for row in await checkups.all()}
    lacking = [type_ for type_ in CheckupType if type_ not in rows]
    if lacking:
        rhythm = await present_rhythm(work)
        for row in first_checkups(work.actor.person_id, rhythm, work.now, lacking):
            checkups.add(row)
        await work.transaction.flush()
        rows = {CheckupType(row.checkup_type): row for row in await checkups.all()}
    return rows
