"""The use cases on checkups."""

from collections.abc import Sequence
from datetime import datetime

from core.checkups.results import Checkup
from core.receipts import Receipt
from core.work import Work
from storage.vocabulary import CheckupType


async def show_checkups(work: Work) -> tuple[Checkup, ...]:
    """keep, then give."""
    raise NotImplementedError


async def complete_checkups(work: Work, types: Sequence[CheckupType]) -> Receipt:
    """Set the last checkup to now; ends a snooze."""
    raise NotImplementedError


async def set_checkup_interval(work: Work, types: Sequence[CheckupType], months: int) -> Receipt:
    """Raises InvalidInterval (1 to 60 months)."""
    raise NotImplementedError


async def snooze_checkups(work: Work, types: Sequence[CheckupType], until: datetime) -> Receipt:
    """Hold reminders back until then. The schedule stays. Raises InvalidDay if past."""
    raise NotImplementedError
