"""Whole turns in process, against the floor, measured in turn about within one loop."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import select

from bot.composition import Program, open_mind, open_with
from bot.conversation.messages import Account, Address, Incoming, Press, Reply, Text
from bot.settings import read_settings
from core.clock import StandingClock
from storage.tables import ItemRow

START = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
WARM_UP = 30

Step = Callable[[], Awaitable[object]]


class Talk:
    """One person's messages, a day apart, so that "today" is a change each time."""

    def __init__(self, program: Program, clock: StandingClock) -> None:
        self._program = program
        self._clock = clock
        self._updates = 0

    async def send(self, content: Text | Press) -> tuple[Reply, ...]:
        self._updates += 1
        self._clock.set(self._clock.now() + timedelta(days=1))
        return await self._program.conversation.handle(
            Incoming(
                address=Address("telegram", "1"),
                account=Account("telegram", "1", "Ann"),
                content=content,
                update_id=str(self._updates),
            )
        )


@asynccontextmanager
async def open_talk() -> AsyncIterator[tuple[Program, Talk]]:
    """A person with four things, on a database file that goes afterwards."""
    with TemporaryDirectory() as folder:
        environment = {
            "MINNOW_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/bench.sqlite3",
            "MINNOW_RATE_LIMIT": "99999/1s",
        }
        settings = read_settings(environment, Path(folder) / ".env", Path(folder))
        clock = StandingClock(START)
        async with (
            open_mind(settings) as mind,
            open_with(mind, settings, clock, "UTC") as program,
        ):
            talk = Talk(program, clock)
            for name in ("bike", "desk lamp", "tent", "guitar"):
                await talk.send(Text(f"bought a {name} in 2020"))
            yield program, talk


async def against_the_floor(rounds: int) -> Mapping[str, float]:
    """Medians in milliseconds: echo, orm, press, sentence."""
    from tests.bench.floor import OrmFloor, echo_dispatch  # a chat library: not in the memory row

    async with open_talk() as (program, talk):
        async with program.database.engine.connect() as connection:
            item = (await connection.execute(select(ItemRow).limit(1))).one()
        orm = OrmFloor(program.database.engine, item.household_id, item.owner_id, item.id)
        card = (await talk.send(Text("/item bike")))[-1]
        used = next(button for button in card.all_buttons() if "Used" in button.label)
        return await _medians(
            {
                "echo": await echo_dispatch(),
                "orm": orm,
                "press": lambda: _checked(talk.send(Press(used.payload)), "last used"),
                "sentence": lambda: _checked(talk.send(Text("used my bike today")), "last used"),
            },
            rounds,
        )


async def _checked(turn: Awaitable[tuple[Reply, ...]], expected: str) -> None:
    """A turn that did something else than it should would be timed for nothing."""
    text = (await turn)[-1].plain()
    if expected not in text.casefold():
        raise AssertionError(f"expected {expected!r} in {text!r}")


async def _medians(steps: Mapping[str, Step], rounds: int) -> Mapping[str, float]:
    times: dict[str, list[float]] = {name: [] for name in steps}
    for round_number in range(WARM_UP + rounds):
        for name, step in steps.items():
            began = perf_counter()
            await step()
            if round_number >= WARM_UP:
                times[name].append(perf_counter() - began)
    return {name: median(measured) * 1000 for name, measured in times.items()}
