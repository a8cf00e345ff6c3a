"""Bringing subjects back to earlier states, and writing that into the history."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from core.checkups.rows import present_rhythm
from core.checkups.writing import put_checkup
from core.errors import UndoConflict
from core.history.entries import LoggedChange
from core.history.rules import name_of
from core.history.snapshots import Snapshot, checkup_from, item_from, settings_from
from core.items.room import hold_owners, require_owners_room
from core.items.state import ItemState
from core.items.writing import put_item, take_item_away
from core.people.writing import put_settings
from core.receipts import Change
from core.work import Work
from storage.base import new_id
from storage.tables import ItemRow
from storage.vocabulary import ItemStatus, Subject

Restoration = tuple[LoggedChange, Snapshot | None]
"""The last change of a subject in the turn that is undone, and the state to return to."""


async def restore(work: Work, restorations: Sequence[Restoration]) -> tuple[Change, ...]:
    """Bring all subjects back, or none. In the order given.

    Raises UndoConflict, ItemLimitReached.
    """
    kept_then = _kept_by_owner(restorations)
    await hold_owners(work, kept_then)
    present = await _present_items(work, restorations)
    await _require_room(work, kept_then, present)
    changes: list[Change] = []
    for logged, snapshot in restorations:
        if logged.subject is Subject.ITEM:
            state = None if snapshot is None else item_from(snapshot)
            changes += await _restore_item(work, logged, present.get(logged.subject_id), state)
        elif snapshot is None:
            raise ValueError("checkups and settings are not added")
        elif logged.subject is Subject.CHECKUP:
            changes += await _restore_checkup(work, logged, snapshot)
        else:
            changes += await _restore_settings(work, logged, snapshot)
    return tuple(changes)


async def _present_items(work: Work, restorations: Sequence[Restoration]) -> dict[UUID, ItemRow]:
    """The rows of the items concerned. Raises UndoConflict where one is gone that should be
    there, or there that should be gone."""
    concerned = [logged for logged, _ in restorations if logged.subject is Subject.ITEM]
    if not concerned:
        return {}
    items = work.transaction.items(work.actor.household_id)
    rows = {row.id: row for row in await items.get([logged.subject_id for logged in concerned])}
    for logged in concerned:
        if (logged.subject_id in rows) != (logged.after is not None):
            raise UndoConflict(name_of(logged))
    return rows


async def _require_room(work: Work, kept_then: Counter[UUID], present: dict[UUID, ItemRow]) -> None:
    kept_now = Counter(row.owner_id for row in present.values() if row.status == ItemStatus.KEEP)
    await require_owners_room(work, kept_then - kept_now)


def _kept_by_owner(restorations: Sequence[Restoration]) -> Counter[UUID]:
    states = (
        item_from(snapshot)
        for logged, snapshot in restorations
        if logged.subject is Subject.ITEM and snapshot is not None
    )
    return Counter(state.owner_id for state in states if state.status is ItemStatus.KEEP)


async def _restore_item(
    work: Work, logged: LoggedChange, row: ItemRow | None, after: ItemState | None
) -> Sequence[Change]:
    if after is None:
        return () if row is None else (await take_item_away(work, row, undoes=logged.turn_id),)
    items = work.transaction.items(work.actor.household_id)
    if row is None and await items.taken_elsewhere([after.id]):
        after = replace(after, id=new_id())
    return put_item(work, row, after, undoes=logged.turn_id)


async def _restore_checkup(
    work: Work, logged: LoggedChange, snapshot: Snapshot
) -> Sequence[Change]:
    rhythm = await present_rhythm(work)
    rows = await work.transaction.checkups(work.actor.person_id).all()
    row = next((row for row in rows if row.id == logged.subject_id), None)
    if row is None:
        raise UndoConflict(name_of(logged))
    return put_checkup(work, row, checkup_from(snapshot), rhythm, undoes=logged.turn_id)


async def _restore_settings(
    work: Work, logged: LoggedChange, snapshot: Snapshot
) -> Sequence[Change]:
    restored = settings_from(snapshot)
    return await put_settings(work, lambda _present: restored, undoes=logged.turn_id)
