"""Checkups as they stand."""

from dataclasses import dataclass
from datetime import datetime

from storage.vocabulary import CheckupType


@dataclass(frozen=True, slots=True)
class Checkup:
    checkup_type: CheckupType
    last_checkup_date: datetime
    interval_months: int
    next_due_at: datetime
    snoozed_until: datetime | None
    is_due: bool
