"""Every change of a checkup: its row, its line in the history, its line in the receipt."""

from uuid import UUID
from zoneinfo import ZoneInfo

from core.checkups.rows import checkup_state, write_checkup
from core.checkups.rules import CheckupState, checkup_of
from core.history.log import log_checkup
from core.receipts import CheckupChange
from core.work import Work
from storage.tables import CheckupRow


def put_checkup(
    work: Work,
    row: CheckupRow,
    after: CheckupState,
    zone: ZoneInfo,
    *,
    undoes: UUID | None = None,
    undoable: bool = True,
) -> tuple[CheckupChange, ...]:
    """Bring the row to the state, for a person in this zone; empty where it was so already.

    `undoes` is the turn that is taken back. Not undoable: without a line in the history.
    """
    before = checkup_state(row)
    if after == before:
        return ()
    write_checkup(row, after, zone)
    if undoable:
        log_checkup(work, row.id, before, after, undoes)
    return (CheckupChange(checkup_of(before, zone, work.now), checkup_of(after, zone, work.now)),)
