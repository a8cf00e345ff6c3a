"""The program is killed at every step: nothing is lost, nothing is done twice."""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import Iterable
from enum import Enum, auto
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.engine import URL

from storage.engine import make_engine
from storage.tables import HandledUpdateRow, ItemRow
from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.forks import forked
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.processes import environment_for
from tests.end_to_end.telegram.serving import settings_for

ROUNDS = int(os.environ.get("KILL_ROUNDS", "2"))
"""How often it is killed at each of the steps."""
DEATH_SECONDS = 20.0
LONGEST_TURN = 0.1
"""Seconds within which a turn is over."""


class Step(Enum):
    """When it is killed."""

    ASKING = auto()
    """for updates"""
    GIVEN = auto()
    """an update"""
    AT_WORK = auto()
    """on an update, at any moment of it"""
    SENDING = auto()
    """the answer, which does not reach Telegram"""
    SENT = auto()
    """the answer, without hearing that Telegram has taken it"""
    CONFIRMING = auto()
    """the update, with the next getUpdates"""


class Killer:
    """Kills a process at a step of its work on an update."""

    def __init__(self, server: TelegramServer, pid: int, step: Step, delay: float) -> None:
        self._server = server
        self._pid = pid
        self._step = step
        self._delay = delay
        self._has_sent = False
        if step is Step.SENDING:
            server.fail("sendMessage", drop=True)

    def __call__(self, method: str, done: bool) -> None:
        self._has_sent |= method == "sendMessage" and done
        has_updates = method == "getUpdates" and self._server.pending > 0
        match self._step:
            case Step.ASKING if has_updates and not done:
                self._kill()
            case Step.GIVEN if has_updates and done:
                self._kill()
            case Step.AT_WORK if has_updates and done:
                asyncio.get_running_loop().call_later(self._delay, self._kill)
            case Step.SENDING if method == "sendMessage" and not done:
                self._kill()
            case Step.SENT if method == "sendMessage" and done:
                self._kill()
            case Step.CONFIRMING if method == "getUpdates" and not done and self._has_sent:
                self._kill()

    def _kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)


async def noted(database: URL) -> set[int]:
    """The updates whose answers are known to have been taken."""
    query = select(HandledUpdateRow.update_id).where(HandledUpdateRow.answered_at.is_not(None))
    return {int(number) for number in await column(database, query)}


def confirmed(telegram: TelegramServer, updates: Iterable[int]) -> set[int]:
    """Those that Telegram does not deliver again."""
    offset = max(call.parameters.get("offset", 0) for call in telegram.called("getUpdates"))
    return {update_id for update_id in updates if update_id < offset}


async def things(database: URL) -> list[str]:
    return sorted(await column(database, select(ItemRow.name)))


async def column(database: URL, query: Select[str]) -> list[str]:
    engine = make_engine(database)
    async with engine.connect() as connection:
        found = (await connection.execute(query)).scalars().all()
    await engine.dispose()
    return list(found)


async def test_whenever_it_is_killed_each_thing_is_added_once_and_told_of(
    telegram: TelegramServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    """An answer comes twice only where the kill fell between its arrival and our note of that."""
    environment = environment_for(telegram, sqlite_url, tmp_path)
    moments = random.Random(11)  # noqa: S311
    names: dict[int, str] = {}
    expected: Counter[str] = Counter()

    def told() -> Counter[str]:
        return Counter(
            name
            for message in ann.private.from_bot
            for name in names.values()
            if f" {name} ·" in message.text
        )

    for number, step in enumerate(list(Step) * ROUNDS):
        name = f"thing-k-{number}"
        before = told()
        with forked(environment, tmp_path / "output.txt") as process:
            assert process.pid is not None
            delay = moments.uniform(0, LONGEST_TURN)
            telegram.watch = Killer(telegram, process.pid, step, delay)
            await ann.write(f"/add {name}")
            names[telegram.last_update_id] = name
            await asyncio.to_thread(process.join, DEATH_SECONDS)
            assert process.exitcode == -signal.SIGKILL, (tmp_path / "output.txt").read_text()
        telegram.watch = None
        await telegram.settled()
        settled = await noted(sqlite_url) | confirmed(telegram, names)
        sent = told() - before
        expected += Counter(
            {name: sent[name] for update_id, name in names.items() if update_id not in settled}
        )

    async with Running(settings_for(telegram, sqlite_url, tmp_path)):
        await telegram.confirmed()
        await telegram.quiet()
    expected += Counter(names.values())
    assert await things(sqlite_url) == sorted(names.values())
    assert told() == expected
    assert "Traceback" not in (tmp_path / "output.txt").read_text()
