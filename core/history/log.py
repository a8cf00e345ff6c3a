"""Writing the history of a turn."""

from uuid import UUID

from core.checkups.rules import CheckupState
from core.history.snapshots import checkup_snapshot, item_snapshot, settings_snapshot
from core.items.state import ItemState
from core.people.rules import SettingsState
from core.work import Work
from storage.base import new_id
from storage.tables import ChangeRow
from storage.vocabulary import Subject


def log_item(
    work: Work, before: ItemState | None, after: ItemState | None, undoes: UUID | None = None
) -> None:
    """before None: added. after None: removed."""
    state = after or before
    if state is None:
        raise ValueError("a change of nothing")
    row = _row(work, Subject.ITEM, state.id, undoes)
    row.before = item_snapshot(before) if before else None
    row.after = item_snapshot(after) if after else None
    _add(work, row)


def log_checkup(
    work: Work,
    checkup_id: UUID,
    before: CheckupState,
    after: CheckupState,
    undoes: UUID | None = None,
) -> None:
    row = _row(work, Subject.CHECKUP, checkup_id, undoes)
    row.before = checkup_snapshot(before)
    row.after = checkup_snapshot(after)
    _add(work, row)


def log_settings(
    work: Work, before: SettingsState, after: SettingsState, undoes: UUID | None = None
) -> None:
    row = _row(work, Subject.PERSON, work.actor.person_id, undoes)
    row.before = settings_snapshot(before)
    row.after = settings_snapshot(after)
    _add(work, row)


def _row(work: Work, subject: Subject, subject_id: UUID, undoes: UUID | None) -> ChangeRow:
    return ChangeRow(
        id=new_id(),  # now, not when it is sent: ids tell the order of the changes
        household_id=work.actor.household_id,
        person_id=work.actor.person_id,
        turn_id=work.turn_id,
        happened_at=work.now,
        platform=work.platform,
        cause=work.cause,
        subject=subject,
        subject_id=subject_id,
        undoes=undoes,
    )


def _add(work: Work, row: ChangeRow) -> None:
    work.transaction.changes(work.actor.household_id, work.actor.person_id).add(row)
