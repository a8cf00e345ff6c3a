"""Reminders that waited until their person can be reached."""

from datetime import datetime
from uuid import UUID

from storage.transactions import Transaction


async def wake(transaction: Transaction, person_id: UUID, platform: str, now: datetime) -> None:
    """The person can be reached on the platform (again): what waits for them is due there now."""
    raise NotImplementedError
