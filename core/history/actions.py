"""History and undo."""

from dataclasses import dataclass
from uuid import UUID

from core.checkups.rows import present_zone
from core.errors import AlreadyUndone, NothingToUndo
from core.history.entries import LoggedChange, change_of, history_entry, is_undo
from core.history.rows import logged_changes
from core.history.rules import require_no_conflict, require_recent, states_to_restore
from core.history.undoing import restore
from core.receipts import HistoryEntry, Receipt
from core.work import Work
from storage.repositories.changes import ChangeRepository

MAX_PAGE = 100
MAX_OFFSET = 1_000_000


@dataclass(frozen=True, slots=True)
class HistoryPage:
    entries: tuple[HistoryEntry, ...]
    offset: int
    limit: int
    more: bool


async def show_history(work: Work, limit: int = 10, offset: int = 0) -> HistoryPage:
    """The turns of this person that changed something here, newest first. A page holds 1 to
    100."""
    zone = await present_zone(work)
    limit = min(max(limit, 1), MAX_PAGE)
    offset = min(max(offset, 0), MAX_OFFSET)
    changes = _changes(work)
    turn_ids = await changes.turn_ids(limit + 1, offset)
    shown = turn_ids[:limit]
    by_turn: dict[UUID, list[LoggedChange]] = {turn_id: [] for turn_id in shown}
    for logged in logged_changes(await changes.of_turns(shown)):
        by_turn[logged.turn_id].append(logged)
    return HistoryPage(
        entries=tuple(history_entry(turn, zone, work.policy) for turn in by_turn.values()),
        offset=offset,
        limit=limit,
        more=len(turn_ids) > limit,
    )


async def undo(work: Work, turn_id: UUID | None = None) -> Receipt:
    """Take a whole turn back; None: the person's last one that changed something.

    Twice is a no-op: where the newest change is itself an undo, or the turn is undone already,
    AlreadyUndone is raised and nothing is changed. Changes of the turn in hand are not what is
    taken back; where they touch the same thing, they conflict.

    Raises NothingToUndo, AlreadyUndone, UndoExpired, UndoConflict, ItemLimitReached.
    """
    changes = _changes(work)
    turn = await _turn_to_undo(work, changes, turn_id)
    require_recent(turn, work.now)
    subject_ids = list(dict.fromkeys(logged.subject_id for logged in turn))
    later = await changes.later_in_household(subject_ids, after=turn[0].id)
    require_no_conflict(turn, logged_changes(later))
    restored = await restore(work, states_to_restore(turn))
    await changes.mark_undone(turn[0].turn_id, work.turn_id)
    return Receipt(work.turn_id, restored, undo=True)


async def receipt_of_turn(work: Work, turn_id: UUID) -> Receipt:
    """What a turn of this person has committed, rendered anew; empty if nothing."""
    zone = await present_zone(work)
    turn = logged_changes(await _changes(work).of_turn(turn_id))
    changes = tuple(change_of(logged, zone, work.policy) for logged in turn)
    return Receipt(turn_id, changes, undo=is_undo(turn))


async def _turn_to_undo(
    work: Work, changes: ChangeRepository, turn_id: UUID | None
) -> list[LoggedChange]:
    """The changes of the turn that are to be taken back, in order; at least one.

    Raises NothingToUndo, AlreadyUndone.
    """
    if turn_id is None:
        newest = await changes.newest_outside(work.turn_id)
        if newest is None:
            raise NothingToUndo
        if newest.undoes is not None or newest.undone_by is not None:
            raise AlreadyUndone(await changes.latest_undoable_turn())
        turn_id = newest.turn_id
    turn = logged_changes(await changes.of_turn(turn_id))
    if not turn:
        raise NothingToUndo
    standing = [logged for logged in turn if logged.stands]
    if not standing:
        raise AlreadyUndone(await changes.latest_undoable_turn())
    return standing


def _changes(work: Work) -> ChangeRepository:
    return work.transaction.changes(work.actor.household_id, work.actor.person_id)
