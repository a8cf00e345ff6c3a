"""The demo people: two years of real turns, the same on every run."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from core.clock import StandingClock
from core.demo.seed import PLATFORM, demo_people_here, seed_demo
from core.demo.stories import FIRST_DAY, LAST_DAY, read_stories
from core.transfer.actions import export_person
from core.turns.desk import Arrival, TurnDesk, TurnPolicy
from storage.engine import make_engine
from storage.schema import upgrade
from storage.transactions import Database
from storage.vocabulary import Cause, ItemStatus
from tests.conftest import NOON


@dataclass(frozen=True, slots=True)
class Seeded:
    before: tuple[str, ...]
    """Which demo people were known before, and after."""
    after: tuple[str, ...]
    progress: list[tuple[int, int]]
    exports: dict[str, Mapping[str, Any]]


async def seed(database: Database) -> Seeded:
    progress: list[tuple[int, int]] = []
    before = await demo_people_here(database)
    await seed_demo(database, lambda done, total: progress.append((done, total)))
    after = await demo_people_here(database)
    exports = {story.name: await export_of(database, story.name) for story in read_stories()}
    return Seeded(before, after, progress, exports)


@pytest.fixture(scope="module")
def seeded() -> Seeded:
    async def run() -> Seeded:
        engine = make_engine("sqlite+aiosqlite://")
        await upgrade(engine)
        database = Database(engine)
        try:
            return await seed(database)
        finally:
            await database.close()

    return asyncio.run(run())


async def export_of(database: Database, name: str) -> Mapping[str, Any]:
    desk = TurnDesk(database, StandingClock(NOON), TurnPolicy())
    arrival = Arrival(PLATFORM, name, name.title(), name, private=False, cause=Cause.COMMAND)
    async with desk.turn(arrival) as turn:
        return await export_person(await turn.work())


def without_ids(value: Any) -> Any:
    """Ids are made anew on every run; all else is to be equal."""
    match value:
        case dict():
            return {k: without_ids(v) for k, v in value.items() if k not in ("id", "turn_id")}
        case list():
            return [without_ids(each) for each in value]
    return value


def test_there_are_two_people_with_two_years_of_varied_things(seeded: Seeded) -> None:
    assert (seeded.before, seeded.after) == ((), ("ann", "ben"))

    for story in read_stories():
        export = seeded.exports[story.name]
        statuses = Counter(item["status"] for item in export["items"])
        assert min(statuses[status] for status in ItemStatus) >= 3
        assert statuses[ItemStatus.KEEP] <= 10
        assert len({item["item_type"] for item in export["items"]}) >= 8
        assert export["person"]["timezone"] == story.timezone
        days = sorted(entry["happened_at"][:10] for entry in export["history"])
        assert (FIRST_DAY.fromisoformat(days[0]) - FIRST_DAY).days <= 1
        assert 0 <= (LAST_DAY - FIRST_DAY.fromisoformat(days[-1])).days < 31
        assert {entry["subject"] for entry in export["history"]} == {"item", "checkup", "person"}
        assert any(entry["undone"] for entry in export["history"])


async def test_every_run_is_the_same(seeded: Seeded, database: Database) -> None:
    again = await seed(database)

    assert without_ids(again.exports) == without_ids(seeded.exports)


def test_progress_is_told_to_the_end(seeded: Seeded) -> None:
    told = seeded.progress

    assert [done for done, _ in told] == list(range(1, told[0][1] + 1))
