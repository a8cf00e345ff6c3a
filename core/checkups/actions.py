"""The use cases on checkups."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from core.checkups.results import Checkup
from core.checkups.rows import checkup_state, present_rhythm, present_zone
from core.checkups.rules import CheckupState, checked_interval, checkup_of, completed, snoozed
from core.checkups.writing import put_checkup
from core.receipts import CheckupChange, Receipt
from core.work import Work
from storage.vocabulary import CheckupType


async def show_checkups(work: Work) -> tuple[Checkup, ...]:
    """keep, then give."""
    zone = await present_zone(work)
    rows = await work.transaction.checkups(work.actor.person_id).all()
    return tuple(checkup_of(checkup_state(row), zone, work.now) for row in rows)


async def complete_checkups(work: Work, types: Sequence[CheckupType]) -> Receipt:
    """Set the last checkup to now; ends a snooze."""
    return await _change(work, types, lambda checkup: completed(checkup, work.now))


async def set_checkup_interval(work: Work, types: Sequence[CheckupType], months: int) -> Receipt:
    """Raises InvalidInterval (1 to 60 months)."""
    interval = checked_interval(months)
    return await _change(work, types, lambda checkup: replace(checkup, interval_months=interval))


async def snooze_checkups(work: Work, types: Sequence[CheckupType], until: datetime) -> Receipt:
    """Hold reminders back until then; without an offset it is the time where the person is. The
    schedule stays. Raises InvalidDay if past, or more than five years away."""
    zone = await present_zone(work)
    return await _change(work, types, lambda checkup: snoozed(checkup, until, work.now, zone))


async def _change(
    work: Work, types: Sequence[CheckupType], change: Callable[[CheckupState], CheckupState]
) -> Receipt:
    rhythm = await present_rhythm(work)
    changes: list[CheckupChange] = []
    for row in await work.transaction.checkups(work.actor.person_id).all():
        if row.checkup_type in types:
            changes += put_checkup(work, row, change(checkup_state(row)), rhythm)
    return Receipt(work.turn_id, tuple(changes))
