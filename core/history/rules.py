"""What can be taken back, and to which state (DESIGN, section 4). Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from core.errors import UndoConflict, UndoExpired
from core.history.entries import LoggedChange
from core.history.snapshots import Snapshot
from storage.vocabulary import Subject

UNDO_DAYS = 30


def require_recent(turn: Sequence[LoggedChange], now: datetime) -> None:
    """Raises UndoExpired."""
    if not is_recent(turn, now):
        raise UndoExpired


def is_recent(changes: Sequence[LoggedChange], now: datetime) -> bool:
    """Whether all of them can still be taken back."""
    return all(now - logged.happened_at <= timedelta(days=UNDO_DAYS) for logged in changes)


def require_no_conflict(turn: Sequence[LoggedChange], later: Sequence[LoggedChange]) -> None:
    """`later` is what happened to the same subjects since the turn's first change. What was taken
    back meanwhile, and the taking back, cancel each other out.

    Raises UndoConflict.
    """
    turn_id = turn[0].turn_id
    for logged in later:
        if logged.turn_id != turn_id and logged.stands:
            raise UndoConflict(name_of(logged))


def states_to_restore(
    turn: Sequence[LoggedChange],
) -> tuple[tuple[LoggedChange, Snapshot | None], ...]:
    """For each subject its last change and its state before the first; the subject that was
    changed last comes first."""
    first: dict[UUID, LoggedChange] = {}
    last: dict[UUID, LoggedChange] = {}
    for logged in turn:
        first.setdefault(logged.subject_id, logged)
        last.pop(logged.subject_id, None)
        last[logged.subject_id] = logged
    return tuple((last[subject_id], first[subject_id].before) for subject_id in reversed(last))


def name_of(logged: LoggedChange) -> str:
    """What the subject is called."""
    if logged.subject is Subject.ITEM:
        return str(logged.known["name"])
    if logged.subject is Subject.CHECKUP:
        return str(logged.known["checkup_type"])
    return "settings"
