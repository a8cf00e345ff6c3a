"""The jobs that the alarm clock wakes, and how often."""

from collections.abc import Awaitable, Callable, Sequence

from bot.reminders.alarm_clock import Job, repeated
from bot.reminders.courier import Courier
from core.upkeep import Upkeep
from storage.vocabulary import EMAIL

A_MINUTE = 60.0
AN_HOUR = 60 * A_MINUTE
A_DAY = 24 * AN_HOUR


def jobs_of(
    plan: Callable[[], Awaitable[bool]], couriers: Sequence[Courier], upkeep: Upkeep
) -> tuple[Job, ...]:
    """`plan` is one sweep of the planner: whether there may be more to plan. A reminder is on its
    way within a minute of its hour. What cleans up begins when a start is over."""
    return (
        Job("plan due checkups", 30, repeated(plan)),
        *(Job(_name(courier), 10, courier.deliver, after=1) for courier in couriers),
        Job("tidy pictures", A_DAY, repeated(_once(upkeep.tidy_pictures)), after=30),
        Job("expire questions and codes", AN_HOUR, repeated(upkeep.forget_expired), after=40),
        Job("prune updates and turns", AN_HOUR, repeated(upkeep.forget_past), after=50),
        Job("prune reminders", A_DAY, repeated(upkeep.forget_reminders), after=60),
    )


def _name(courier: Courier) -> str:
    return "deliver mail" if courier.channel == EMAIL else f"deliver reminders: {courier.channel}"


def _once(work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[bool]]:
    async def sweep() -> bool:
        await work()
        return False

    return sweep
