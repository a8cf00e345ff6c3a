"""What the history says of one change, apart from its row, and what is shown of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from core.checkups.rules import checkup_of
from core.history.snapshots import Snapshot, checkup_from, item_from, settings_from
from core.items.results import Thing
from core.items.rules import thing_of
from core.people.rules import settings_of
from core.receipts import Change, CheckupChange, HistoryEntry, ItemChange, SettingsChange
from core.turns.arrival import TurnPolicy
from storage.vocabulary import Cause, Subject


@dataclass(frozen=True, slots=True)
class LoggedChange:
    id: UUID
    turn_id: UUID
    happened_at: datetime
    platform: str
    cause: Cause
    subject: Subject
    subject_id: UUID
    before: Snapshot | None
    after: Snapshot | None
    undone_by: UUID | None
    undoes: UUID | None

    @property
    def stands(self) -> bool:
        """Whether it is neither taken back nor itself the taking back of another."""
        return self.undone_by is None and self.undoes is None

    @property
    def known(self) -> Snapshot:
        """The subject as this change last knew it."""
        snapshot = self.after if self.after is not None else self.before
        if snapshot is None:
            raise ValueError("a change of nothing")
        return snapshot


def change_of(logged: LoggedChange, zone: ZoneInfo, policy: TurnPolicy) -> Change:
    """The change with what followed from it when it happened; by the policy of now."""
    if logged.subject is Subject.ITEM:
        return ItemChange(
            _thing(logged.before, logged.happened_at, zone),
            _thing(logged.after, logged.happened_at, zone),
        )
    if logged.before is None or logged.after is None:
        raise ValueError("checkups and settings are neither added nor removed")
    if logged.subject is Subject.CHECKUP:
        return CheckupChange(
            checkup_of(checkup_from(logged.before), zone, logged.happened_at),
            checkup_of(checkup_from(logged.after), zone, logged.happened_at),
        )
    return SettingsChange(
        settings_of(settings_from(logged.before), policy),
        settings_of(settings_from(logged.after), policy),
    )


def history_entry(turn: Sequence[LoggedChange], zone: ZoneInfo, policy: TurnPolicy) -> HistoryEntry:
    """One turn, from its changes in order; at least one. Undone when nothing of it stands."""
    first = turn[0]
    return HistoryEntry(
        turn_id=first.turn_id,
        happened_at=first.happened_at,
        platform=first.platform,
        cause=first.cause,
        changes=tuple(change_of(logged, zone, policy) for logged in turn),
        undone=all(logged.undone_by is not None for logged in turn),
        undo=is_undo(turn),
    )


def is_undo(turn: Sequence[LoggedChange]) -> bool:
    """Whether all the turn did was to take an earlier one back."""
    return bool(turn) and all(logged.undoes is not None for logged in turn)


def _thing(snapshot: Snapshot | None, instant: datetime, zone: ZoneInfo) -> Thing | None:
    if snapshot is None:
        return None
    return thing_of(item_from(snapshot), instant.astimezone(zone).date())
