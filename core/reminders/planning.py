"""What is due is planned: rows of the outbox, in the transaction that notices it."""

from core.clock import Clock
from core.reminders.results import Planned
from core.turns.arrival import TurnPolicy
from storage.transactions import Database

A_SWEEP = 500
"""People planned for at once."""


async def plan_due(
    database: Database, clock: Clock, policy: TurnPolicy, limit: int = A_SWEEP
) -> Planned:
    """Plan the reminders of up to `limit` people who have a checkup that is due to be reminded of,
    in one transaction. Whoever is in a turn, or in the hands of another planner, is left for the
    next sweep.

    Planning the same again plans nothing: the database refuses a second row for one checkup,
    cycle, nudge and channel.
    """
    raise NotImplementedError
