"""The running program reminds by itself: on Telegram, and in the terminal chat."""

import asyncio
import signal
import sqlite3
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import URL

from core.clock import SystemClock
from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.processes import Minnow
from tests.end_to_end.telegram.processes import minnow_process
from tests.frontends.terminal_session import TerminalSession

WITHIN_SECONDS = 30.0


def make_due(file: Path) -> None:
    """The checkups of everybody are due for days, and nobody has quiet hours."""
    now = SystemClock().now()
    then = [(now - timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S.%f") for days in (40, 9)]
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE people SET quiet_from = 0, quiet_until = 0")
        connection.execute(
            "UPDATE checkups SET last_checkup_date = ?, next_due_at = ?, remind_at = ?",
            (*then, then[1]),
        )
    connection.close()


def file_of(database: URL) -> Path:
    assert database.database is not None
    return Path(database.database)


async def logged(minnow: Minnow, step: str) -> None:
    async with asyncio.timeout(WITHIN_SECONDS):
        while step not in minnow.log:  # noqa: ASYNC110, a file tells nobody
            await asyncio.sleep(0.02)


async def test_the_service_reminds_whoever_is_due_and_stops_at_once(
    telegram: TelegramServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    make_due(file_of(sqlite_url))
    seen = len(ann.messages)
    async with minnow_process(telegram, sqlite_url, tmp_path, MINNOW_LOG_LEVEL="INFO") as minnow:
        await telegram.until(lambda: len(ann.messages) > seen, WITHIN_SECONDS)
        await logged(minnow, ": marked")
        minnow.send_signal(signal.SIGTERM)
        code, *_ = await minnow.ended()
    assert code == 0
    assert "Ann" in ann.messages[-1].text
    steps = [line.rpartition(": ")[2] for line in minnow.log.splitlines() if "Reminder " in line]
    assert steps == ["claimed", "sending", "accepted", "marked"]
    assert "Ann" not in minnow.log


async def test_told_to_stop_the_service_finishes_the_reminder_in_hand(
    telegram: TelegramServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    make_due(file_of(sqlite_url))
    seen = len(ann.messages)
    telegram.fail("sendMessage", 200, hang=1)
    async with minnow_process(telegram, sqlite_url, tmp_path, MINNOW_LOG_LEVEL="INFO") as minnow:
        await logged(minnow, ": sending")
        minnow.send_signal(signal.SIGTERM)
        code, *_ = await minnow.ended()
    assert code == 0
    assert len(ann.messages) == seen + 1
    assert minnow.log.splitlines()[-1].endswith(": marked")


def test_the_terminal_reminds_its_person_once_the_prompt_stands(
    sqlite_url: URL, tmp_path: Path
) -> None:
    environment = {
        "MINNOW_DATABASE_URL": sqlite_url.render_as_string(hide_password=False),
        "XDG_DATA_HOME": str(tmp_path),
    }
    with TerminalSession(["bot", "chat", "--as", "ann"], environment) as chat:
        chat.wait_for_answer("1/3")
        chat.say("/stats", "of 10")
        chat.type("exit\r")
        assert chat.end() == 0
    make_due(file_of(sqlite_url))
    with TerminalSession(["bot", "chat", "--as", "ann"], environment) as chat:
        chat.wait_for("checkup has been due since")
        chat.type("exit\r")
        assert chat.end() == 0
