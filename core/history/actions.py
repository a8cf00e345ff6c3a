"""History and undo."""

from dataclasses import dataclass
from uuid import UUID

from core.receipts import HistoryEntry, Receipt
from core.work import Work

UNDO_DAYS = 30


@dataclass(frozen=True, slots=True)
class HistoryPage:
    entries: tuple[HistoryEntry, ...]
    offset: int
    more: bool


async def show_history(work: Work, limit: int = 10, offset: int = 0) -> HistoryPage:
    """The turns of this person that changed something here, newest first."""
    raise NotImplementedError


async def undo(work: Work, turn_id: UUID | None = None) -> Receipt:
    """Take a whole turn back; None: the person's last one that changed something.

    Twice is a no-op: where the newest change is itself an undo, or the turn is undone already,
    AlreadyUndone is raised and nothing is changed.

    Raises NothingToUndo, AlreadyUndone, UndoExpired, UndoConflict, ItemLimitReached.
    """
    raise NotImplementedError


async def receipt_of_turn(work: Work, turn_id: UUID) -> Receipt:
    """What a turn of this person has committed, rendered anew; empty if nothing."""
    raise NotImplementedError
