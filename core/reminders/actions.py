"""The use cases on reminders in a turn."""

from core.work import Work
from storage.vocabulary import CheckupType


async def mark_read(work: Work, checkup_type: CheckupType) -> None:
    """The person acts on their newest reminder of this checkup, wherever it was sent."""
    reminders = work.transaction.reminders(work.actor.person_id)
    await reminders.mark_read(checkup_type, work.now)
