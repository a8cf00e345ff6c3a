"""`minnow remind`, as far as no platform is concerned."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from core.clock import SystemClock
from tests.cli.conftest import Minnow


@pytest.mark.parametrize("instant", ["soon", "2026-13-01", "9999999999999"])
def test_what_is_no_instant_is_wrong_usage(minnow: Minnow, instant: str) -> None:
    ran = minnow("remind", "--now", instant)
    assert (ran.code, ran.out) == (2, "")
    assert instant in ran.err
    assert ran.err.count("\n") == 1


def test_without_a_token_mails_leave_and_the_terminal_is_told_of(
    minnow: Minnow, home: Path
) -> None:
    minnow("say", "/add lamp", "--as", "ann")
    with sqlite3.connect(home / "data" / "minnow" / "minnow.sqlite3") as connection:
        connection.execute(
            "UPDATE people SET email = 'ann@example.org', email_notifications = true,"
            " email_verified_at = ?",
            (SystemClock().now().isoformat(" "),),
        )
    connection.close()
    next_month = SystemClock().now().replace(hour=9) + timedelta(days=33)
    ran = minnow("remind", "--now", next_month.isoformat())
    assert (ran.code, ran.out) == (0, "Sent: 1.\n")
    assert "No platform has a token" in ran.err
    [mail] = (home / "data" / "minnow").rglob("*.eml")
    assert "ann@example.org" in mail.read_text(encoding="utf-8")
