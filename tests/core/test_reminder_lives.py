"""Properties of whole lives with reminders: whatever happens in whichever order."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.checkups.rows import checkup_state
from core.checkups.rules import due_cycle, reminder_cycle
from core.clock import StandingClock
from core.errors import MinNowError
from core.households.places import Places
from core.reminders.results import Notice
from storage.engine import make_engine
from storage.schema import upgrade
from storage.tables import CheckupRow
from storage.transactions import Database
from storage.vocabulary import CheckupType, ReminderState
from tests.conftest import NOON
from tests.core.reminding import FIRST_MORNING, Reminded, Reminding

Outcome = Literal["sent", "postponed", "told to wait", "unknown", "blocked", "died"]
PLATFORMS = ("telegram", "discord")


@dataclass(frozen=True)
class Event:
    what: Literal["sweep", "complete", "snooze", "undo", "write", "leave"]
    hours: int
    """That pass before it."""
    outcome: Outcome
    checkup_type: CheckupType
    platform: str


EVENTS = st.builds(
    Event,
    what=st.sampled_from(
        ["sweep", "sweep", "sweep", "complete", "snooze", "undo", "write", "leave"]
    ),
    hours=st.sampled_from([0, 0, 1, 5, 24, 24 * 4, 24 * 8, 24 * 40]),
    outcome=st.sampled_from(
        ["sent", "sent", "postponed", "told to wait", "unknown", "blocked", "died"]
    ),
    checkup_type=st.sampled_from(CheckupType),
    platform=st.sampled_from(PLATFORMS),
)


@dataclass
class Life:
    world: Reminding
    ann: Reminded
    completions: list[UUID] = field(default_factory=list)

    async def goes_on(self, event: Event) -> None:
        clock = self.world.clock
        clock.set(clock.now() + timedelta(hours=event.hours))
        if event.what == "sweep":
            await self.sweep(event.outcome)
        elif event.what == "complete":
            self.completions.append(await self.ann.completes(event.checkup_type))
        elif event.what == "snooze":
            await self.ann.snoozes(clock.now() + timedelta(days=2), event.checkup_type)
        elif event.what == "undo" and self.completions:
            try:
                await self.ann.undoes(self.completions.pop())
            except MinNowError:
                return  # something later is in the way
        elif event.what == "write":
            await self.ann.writes(event.platform)
        elif event.what == "leave":
            await Places(self.world.database, clock).unreachable(event.platform, "ann")

    async def sweep(self, outcome: Outcome) -> None:
        outbox = self.world.outbox
        await self.world.plan()
        for claimed in await self.world.claim():
            notice = await outbox.notice(claimed)
            if notice is None:
                continue
            await self.check(notice)
            if outcome == "sent":
                assert await outbox.sent(claimed, notice.address, "1")
            elif outcome == "postponed":
                assert await outbox.postponed(claimed, "500")
            elif outcome == "told to wait":
                assert await outbox.postponed(claimed, "429", timedelta(seconds=37))
            elif outcome == "unknown":
                assert await outbox.unknown(claimed, "timeout")
            elif outcome == "blocked":
                assert await outbox.blocked(claimed, "403")

    async def check(self, notice: Notice) -> None:
        """It tells of what is due now, once."""
        now = self.world.clock.now()
        assert len({due.checkup_type for due in notice.checkups}) == len(notice.checkups)
        for checkup in await self.checkups():
            state = checkup_state(checkup)
            for due in notice.checkups:
                if due.checkup_type == checkup.checkup_type:
                    assert due.cycle == due_cycle(state)
                    assert reminder_cycle(state) <= now
                    assert not await self.was_sent(checkup, is_nudge=due.is_nudge)

    async def checkups(self) -> list[CheckupRow]:
        async with self.world.database.reading() as transaction:
            return await transaction.checkups(self.ann.id).all()

    async def was_sent(self, checkup: CheckupRow, *, is_nudge: bool) -> bool:
        cycle = reminder_cycle(checkup_state(checkup))
        return any(
            row.checkup_id == checkup.id
            and row.cycle == cycle
            and row.nudge >= is_nudge
            and row.state == ReminderState.SENT
            for row in await self.ann.reminders()
        )

    async def all_is_well_in_the_end(self) -> None:
        """Once the person can be reached and the line is good."""
        await self.ann.writes("telegram")
        for _ in range(9 * 3):
            self.world.clock.set(self.world.clock.now() + timedelta(hours=8))
            await self.sweep("sent")
        rows = await self.ann.reminders()
        sent = [row for row in rows if row.state == ReminderState.SENT]
        keys = Counter((row.checkup_id, row.cycle, row.nudge) for row in sent)
        assert not [key for key, number in keys.items() if number > 1]
        on_the_line = ("500", "429", "timeout")
        given_up = {row.cycle for row in rows if row.state == "dead" and row.reason in on_the_line}
        for checkup in await self.checkups():
            cycle = reminder_cycle(checkup_state(checkup))
            if cycle <= self.world.clock.now() - timedelta(days=2) and cycle not in given_up:
                assert await self.was_sent(checkup, is_nudge=False)


@asynccontextmanager
async def a_life() -> AsyncIterator[Life]:
    engine = make_engine("sqlite+aiosqlite://")
    await upgrade(engine)
    world = Reminding(Database(engine), StandingClock(NOON))
    try:
        ann = await world.settles("ann", *PLATFORMS)
        world.clock.set(FIRST_MORNING)
        yield Life(world, ann)
    finally:
        await world.database.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EVENTS, max_size=25))
def test_no_reminder_is_lost_and_none_comes_twice(events: list[Event]) -> None:
    async def scenario() -> None:
        async with a_life() as life:
            for event in events:
                await life.goes_on(event)
            await life.all_is_well_in_the_end()

    asyncio.run(scenario())
