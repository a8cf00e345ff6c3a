"""Every change of a checkup: its row, its line in the history, its line in the receipt."""

from uuid import UUID

from core.checkups.rows import checkup_state, write_checkup
from core.checkups.rules import CheckupState, checkup_of
from core.history.log import log_checkup
from core.receipts import CheckupChange
from core.reminders.rhythm import Rhythm
from core.work import Work
from storage.tables import CheckupRow


def put_checkup(
    work: Work,
    row: CheckupRow,
    after: CheckupState,
    rhythm: Rhythm,
    *,
    undoes: UUID | None = None,
    undoable: bool = True,
) -> tuple[CheckupChange, ...]:
    """Bring the row to the state, for a person of this rhythm; empty where it was so already.

    `undoes` is the turn that is taken back. Not undoable: without a line in the history.
    """
    before = checkup_state(row)
    if after == before:
        return ()
    write_checkup(row, after, rhythm)
    if undoable:
        log_checkup(work, row.id, before, after, undoes)
    zone, now = rhythm.zone, work.now
    return (CheckupChange(checkup_of(before, zone, now), checkup_of(after, zone, now)),)
