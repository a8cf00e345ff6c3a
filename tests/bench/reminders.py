"""Sweeps over a million checkups (DESIGN, section 8), on both databases."""

import asyncio
import resource
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import bindparam, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.reminders.courier import HANDS
from core.clock import StandingClock
from core.reminders.outbox import LEASE, Outbox
from core.reminders.planning import plan_due
from core.turns.arrival import TurnPolicy
from storage.base import UtcDateTime, new_id
from storage.engine import make_engine
from storage.schema import upgrade
from storage.transactions import Database
from tests.databases import running_postgres

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
BATCH = 100_000
A_CLAIM = 500
DUE_ROUNDS = 10
"""Sweeps of A_CLAIM people each that are planned, and then claimed."""
EMPTY_ROUNDS = 200
MESSAGES = 1_000
CHANNEL = ("telegram",)


@dataclass(frozen=True, slots=True)
class Words:
    """How a dialect says it."""

    numbers: str
    """A table of n from :first to :last."""
    id_of: str
    """The n-th id that begins with that digit."""
    after: str
    """An instant of its own for each n, within the month after another one."""


_WORDS = {
    "postgresql": Words(
        numbers="generate_series(CAST(:first AS int), CAST(:last AS int)) AS n",
        id_of="CAST('{digit}' || lpad(to_hex(n), 31, '0') AS uuid)",
        after="CAST(:{instant} AS timestamptz) + n % 2592000 * interval '1 second'",
    ),
    "sqlite": Words(
        numbers="(WITH RECURSIVE c(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM c"
        " WHERE n < :last) SELECT n FROM c)",
        id_of="printf('{digit}%031x', n)",
        after="strftime('%Y-%m-%d %H:%M:%f000', :{instant}, '+' || (n % 2592000) || ' seconds')",
    ),
}


_CHECKUPS = """
INSERT INTO checkups (id, person_id, checkup_type, last_checkup_date, checkup_interval_months,
    next_due_at, remind_at, next_nudge)
SELECT {%(type)s}, {person}, '%(type)s', :now, 1, :now,
    CASE WHEN n <= {due} THEN {soon} ELSE {later} END, 1 FROM {numbers}"""
_STATEMENTS = (
    """
INSERT INTO people (id, display_name, locale, timezone, email_notifications, role, created_at)
SELECT {person}, 'Ann', 'en', 'UTC', false, 'user', :now FROM {numbers}""",
    """
INSERT INTO accounts (id, platform, platform_user_id, person_id, chat_id, reachable_since)
SELECT {account}, 'telegram', n, {person}, n, :now FROM {numbers}""",
    """
INSERT INTO households (id, kind, created_at) SELECT {household}, 'private', :now FROM {numbers}""",
    """
INSERT INTO memberships (household_id, person_id, role, joined_at)
SELECT {household}, {person}, 'owner', :now FROM {numbers}""",
    _CHECKUPS % {"type": "keep"},
    _CHECKUPS % {"type": "give"},
)


@dataclass(frozen=True, slots=True)
class Sweeps:
    """Medians in milliseconds."""

    empty_plan: float
    """The planner's sweep over all checkups, with nothing due."""
    empty_claim: float
    """The courier's look into the outbox, with nothing due."""
    planning: float
    """Of A_CLAIM people, two checkups each."""
    claiming: float
    """Of A_CLAIM messages: the whole of it, with its transaction."""
    claim_alone: float
    """Of that, the statement with its round trip."""
    telling: float
    """Of one message whose platform takes it at once: claimed with others, put together, marked."""
    grown: int
    """KiB of memory over the second half of MESSAGES of these."""


def on_postgres(checkups: int) -> Sweeps:
    with running_postgres() as server:
        return asyncio.run(_measured(server.url(server.create_database()), checkups))


def on_sqlite(checkups: int) -> Sweeps:
    with TemporaryDirectory() as folder:
        file = str(Path(folder) / "bench.sqlite3")
        return asyncio.run(_measured(URL.create("sqlite+aiosqlite", database=file), checkups))


async def _measured(url: URL, checkups: int) -> Sweeps:
    database = Database(make_engine(url))
    try:
        await upgrade(database.engine)
        await _fill(database, people=checkups // 2)
        return await _sweep(database)
    finally:
        await database.close()


async def _sweep(database: Database) -> Sweeps:
    clock, policy = StandingClock(NOW), TurnPolicy()
    outbox = Outbox(database, clock, policy)

    async def plan_nothing() -> None:
        if (await plan_due(database, clock, policy)).people:
            raise AssertionError("something is due")

    async def claim_nothing() -> None:
        if await outbox.claim(CHANNEL, A_CLAIM):
            raise AssertionError("something is due")

    async def plan() -> None:
        planned = await plan_due(database, clock, policy, A_CLAIM * 2)
        if planned.reminders != A_CLAIM * 2:
            raise AssertionError("not all were planned")

    async def claim() -> None:
        if len(await outbox.claim(CHANNEL, A_CLAIM)) != A_CLAIM:
            raise AssertionError("not all were claimed")

    empty_plan = await _median(plan_nothing, EMPTY_ROUNDS)
    empty_claim = await _median(claim_nothing, EMPTY_ROUNDS)
    clock.set(NOW + timedelta(days=1))
    planning = await _median(plan, DUE_ROUNDS)
    claiming = await _median(claim, DUE_ROUNDS)
    clock.set(clock.now() + LEASE)
    claim_alone = await _claim_alone(database, clock)
    clock.set(clock.now() + LEASE)
    telling = await _tell(outbox, MESSAGES // 2)
    memory = _peak_kib()
    telling = (telling + await _tell(outbox, MESSAGES // 2)) / 2
    grown = _peak_kib() - memory
    return Sweeps(
        empty_plan, empty_claim, planning, claiming, claim_alone, telling=telling, grown=grown
    )


async def _tell(outbox: Outbox, messages: int) -> float:
    """Milliseconds for each, as the courier does it."""
    began, done = perf_counter(), 0
    while done < messages:
        claims = await outbox.claim(CHANNEL, HANDS)
        for claimed in claims:
            notice = await outbox.notice(claimed)
            if notice is None or not await outbox.sent(claimed, notice.address, "1"):
                raise AssertionError("a message could not be told")
        done += len(claims)
    return (perf_counter() - began) * 1000 / done


def _peak_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def _claim_alone(database: Database, clock: StandingClock) -> float:
    """Milliseconds of the statement, over claims of leases that have ended."""
    times = []
    for _ in range(DUE_ROUNDS):
        async with database.writing() as transaction:
            now = clock.now()
            began = perf_counter()
            await transaction.due.claim(CHANNEL[0], A_CLAIM, new_id(), now=now, until=now + LEASE)
            times.append(perf_counter() - began)
    return median(times) * 1000


async def _median(step: Callable[[], Awaitable[None]], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = perf_counter()
        await step()
        times.append(perf_counter() - began)
    return median(times) * 1000


async def _fill(database: Database, people: int) -> None:
    """People with an account, a household and both checkups: DUE_ROUNDS times A_CLAIM of them are
    to be reminded tomorrow, all others later."""
    statements = _filling(_WORDS[database.engine.dialect.name])
    instants = {"now": NOW, "soon": NOW + timedelta(hours=20), "later": NOW + timedelta(days=30)}
    for first in range(1, people + 1, BATCH):
        numbers = {"first": first, "last": min(first + BATCH - 1, people)}
        async with database.engine.begin() as connection:
            for statement in statements:
                used = [name for name in instants if f":{name}" in statement]
                typed = text(statement).bindparams(
                    *(bindparam(name, instants[name], UtcDateTime) for name in used)
                )
                await connection.execute(typed, numbers)
    if database.engine.dialect.name == "postgresql":
        await _settle(database.engine)


def _filling(words: Words) -> list[str]:
    parts = {
        "numbers": words.numbers,
        "person": words.id_of.format(digit=1),
        "account": words.id_of.format(digit=2),
        "household": words.id_of.format(digit=5),
        "keep": words.id_of.format(digit=3),
        "give": words.id_of.format(digit=4),
        "soon": words.after.format(instant="soon"),
        "later": words.after.format(instant="later"),
        "due": DUE_ROUNDS * A_CLAIM,
    }
    return [statement.format(**parts) for statement in _STATEMENTS]


async def _settle(engine: AsyncEngine) -> None:
    """As the server does by itself after a while."""
    async with engine.connect() as connection:
        autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await autocommit.execute(text("VACUUM ANALYZE"))
