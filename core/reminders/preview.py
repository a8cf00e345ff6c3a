"""What a sweep would send."""

from core.clock import Clock
from core.reminders.results import Preview
from core.turns.arrival import TurnPolicy
from storage.transactions import Database

MOST_SHOWN = 500


async def preview(
    database: Database, clock: Clock, policy: TurnPolicy, limit: int = MOST_SHOWN
) -> tuple[Preview, ...]:
    """The messages that a sweep now would send, planned or to be planned, of up to `limit` people
    each. Changes nothing."""
    raise NotImplementedError
