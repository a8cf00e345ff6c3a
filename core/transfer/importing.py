"""Bringing a person to what a checked document says. Importing this module loads pydantic."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from core.checkups.rows import checkup_state, first_checkups, present_zone, write_checkup
from core.checkups.rules import CheckupState, checkup_of
from core.history.log import log_checkup, log_item, log_settings
from core.items.room import require_room
from core.items.rows import item_row, item_state, write_item
from core.items.rules import thing_of
from core.items.state import ItemState
from core.people.results import SettingsEdit
from core.people.rows import settings_state, write_settings
from core.people.rules import edited_settings, settings_of
from core.receipts import Change, CheckupChange, ItemChange, Receipt, SettingsChange
from core.transfer.document import ImportedCheckup, ImportedDocument, ImportedItem
from core.work import Work
from storage.base import new_id
from storage.tables import CheckupRow, ItemRow
from storage.vocabulary import CheckupType, ItemStatus

BATCH = 500
"""Ids asked for at once: databases bound the number of parameters."""


async def import_document(work: Work, document: ImportedDocument, undoable: bool) -> Receipt:
    """Settings first: the zone they bring decides when checkups are due.

    Raises ItemLimitReached, before anything is written.
    """
    items = await _plan_items(work, document.items)
    await require_room(work, sum(_is_kept(item.after) - _is_kept(item.before) for item in items))
    changes: list[Change] = [
        *await _import_settings(work, document.settings, undoable),
        *await _import_checkups(work, document.checkups, undoable),
        *_import_items(work, items, undoable),
    ]
    return Receipt(work.turn_id, tuple(changes))


@dataclass(frozen=True, slots=True)
class _PlannedItem:
    row: ItemRow | None
    before: ItemState | None
    after: ItemState


async def _plan_items(work: Work, imported: Sequence[ImportedItem]) -> list[_PlannedItem]:
    items = work.transaction.items(work.actor.household_id)
    ids = [item.id for item in imported if item.id is not None]
    here: dict[UUID, ItemRow] = {}
    elsewhere: set[UUID] = set()
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        here |= {row.id: row for row in await items.get(batch)}
        elsewhere |= await items.taken_elsewhere(batch)
    planned = []
    for item in imported:
        row = None if item.id is None else here.get(item.id)
        if row is not None:
            before = item_state(row)
            planned.append(_PlannedItem(row, before, _brought_to(before, item)))
        else:
            id_ = new_id() if item.id is None or item.id in elsewhere else item.id
            planned.append(_PlannedItem(None, None, _new_state(work, id_, item)))
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


def _is_kept(item: ItemState | None) -> bool:
    return item is not None and item.status is ItemStatus.KEEP


def _import_items(work: Work, planned: Sequence[_PlannedItem], undoable: bool) -> Iterator[Change]:
    items = work.transaction.items(work.actor.household_id)
    for item in planned:
        if item.after == item.before:
            continue
        if item.row is None:
            items.add(item_row(item.after, work.actor.household_id, work.now))
        else:
            write_item(item.row, item.after, work.now)
        if undoable:
            log_item(work, item.before, item.after)
        yield ItemChange(
            None if item.before is None else thing_of(item.before, work.today),
            thing_of(item.after, work.today),
        )


async def _import_settings(
    work: Work, edit: SettingsEdit, undoable: bool
) -> tuple[SettingsChange, ...]:
    row = await work.transaction.person(work.actor.person_id).get()
    before = settings_state(row)
    after = edited_settings(before, edit)
    if after == before:
        return ()
    await write_settings(work, row, after)
    if undoable:
        log_settings(work, before, after)
    return (SettingsChange(settings_of(before), settings_of(after)),)


async def _import_checkups(
    work: Work, imported: Sequence[ImportedCheckup], undoable: bool
) -> list[CheckupChange]:
    zone = await present_zone(work)
    rows = await _both_checkups(work)
    changes = []
    for checkup in imported:
        row = rows[checkup.checkup_type]
        before = checkup_state(row)
        after = CheckupState(
            checkup_type=checkup.checkup_type,
            last_checkup_date=checkup.last_checkup_date,
            interval_months=checkup.checkup_interval_months,
            snoozed_until=checkup.snoozed_until,
        )
        if after == before:
            continue
        write_checkup(row, after, zone)
        if undoable:
            log_checkup(work, row.id, before, after)
        changes.append(
            CheckupChange(checkup_of(before, zone, work.now), checkup_of(after, zone, work.now))
        )
    return changes


async def _both_checkups(work: Work) -> dict[CheckupType, CheckupRow]:
    """The rows by type, made where somebody lacks one."""
    checkups = work.transaction.checkups(work.actor.person_id)
    rows = {CheckupType(row.checkup_type): row for row in await checkups.all()}
    lacking = [type_ for type_ in CheckupType if type_ not in rows]
    if lacking:
        zone = await present_zone(work)
        for row in first_checkups(work.actor.person_id, zone, work.now, lacking):
            checkups.add(row)
        await work.transaction.flush()
        rows = {CheckupType(row.checkup_type): row for row in await checkups.all()}
    return rows
