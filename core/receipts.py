"""What was really changed: the only source of sentences that claim a change."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.checkups.results import Checkup
from core.items.results import Thing
from core.people.results import Settings
from storage.vocabulary import Cause


@dataclass(frozen=True, slots=True)
class ItemChange:
    """before None: added. after None: removed."""

    before: Thing | None
    after: Thing | None


@dataclass(frozen=True, slots=True)
class CheckupChange:
    before: Checkup
    after: Checkup


@dataclass(frozen=True, slots=True)
class SettingsChange:
    before: Settings
    after: Settings


Change = ItemChange | CheckupChange | SettingsChange


@dataclass(frozen=True, slots=True)
class Receipt:
    """The changes of one use case, in order. Empty: everything was so already."""

    turn_id: UUID
    changes: tuple[Change, ...]
    undo: bool = False
    """Whether these changes took an earlier turn back."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One turn of the past with all it changed."""

    turn_id: UUID
    happened_at: datetime
    platform: str
    cause: Cause
    changes: tuple[Change, ...]
    undone: bool
    undo: bool
