"""`minnow remind`: one sweep by a process of its own."""

import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from core.clock import SystemClock
from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.telegram.processes import environment_for

ENDING_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str


Remind = Callable[..., Awaitable[Ran]]


def next_month() -> str:
    """The second morning after the first checkups of those who come today are due."""
    today = SystemClock().now().replace(hour=9, minute=0, second=0, microsecond=0)
    return (today + timedelta(days=33)).isoformat()


def dump(database: URL) -> list[str]:
    connection = sqlite3.connect(str(database.database))
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


@pytest.fixture
def remind(telegram: TelegramServer, sqlite_url: URL, tmp_path: Path) -> Remind:
    async def run(*arguments: str) -> Ran:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "remind", *arguments),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=tmp_path,
            env=environment_for(telegram, sqlite_url, tmp_path),
        )
        async with asyncio.timeout(ENDING_SECONDS):
            out, err = await process.communicate()
        assert process.returncode is not None
        return Ran(process.returncode, out.decode(), err.decode())

    return run


async def test_a_sweep_sends_what_is_due_once(remind: Remind, ann: Person) -> None:
    assert await remind() == Ran(0, "Sent: 0.\n", "")
    seen = len(ann.messages)
    assert await remind("--now", next_month()) == Ran(0, "Sent: 1.\n", "")
    assert "checkup" in ann.messages[-1].text
    assert "Ann" in ann.messages[-1].text
    assert await remind("--now", next_month()) == Ran(0, "Sent: 0.\n", "")
    assert len(ann.messages) == seen + 1


async def test_what_could_not_be_sent_is_told_with_the_reason(
    remind: Remind, telegram: TelegramServer, ann: Person
) -> None:
    telegram.fail("sendMessage", 500)
    ran = await remind("--now", next_month())
    assert ran == Ran(1, "Sent: 0. Waiting: 1 (server error 1).\n", "")
    later = datetime.fromisoformat(next_month()) + timedelta(minutes=1)
    assert await remind("--now", later.isoformat()) == Ran(0, "Sent: 1.\n", "")


async def test_whoever_has_blocked_the_bot_is_no_reason_to_try_again(
    remind: Remind, telegram: TelegramServer, ann: Person
) -> None:
    telegram.fail("sendMessage", 403, description="Forbidden: bot was blocked by the user")
    ran = await remind("--now", next_month())
    assert ran == Ran(0, "Sent: 0. Unreachable: 1 (forbidden 1).\n", "")


async def test_a_dry_run_lists_what_would_go_to_whom_and_changes_nothing(
    remind: Remind, ann: Person, sqlite_url: URL
) -> None:
    before, seen = dump(sqlite_url), len(ann.messages)
    ran = await remind("--dry-run", "--now", next_month())
    line, total = ran.out.splitlines()
    assert line.startswith(f"telegram:{ann.id} (Ann): keep and give, due since 20")
    assert line.endswith(", by telegram")
    assert total == "To be sent: 1. Nothing was changed."
    assert (ran.code, ran.err) == (0, "")
    assert dump(sqlite_url) == before
    assert len(ann.messages) == seen
