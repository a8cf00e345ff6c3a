"""`minnow db`, `minnow backfill`, and databases that can not be used."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Minnow


def test_a_start_brings_the_schema(minnow: Minnow) -> None:
    assert minnow("db", "status").code == 1
    minnow("say", "/stats")
    assert minnow("db", "status").code == 0


def test_the_schema_goes_back_and_forth(minnow: Minnow) -> None:
    assert minnow("db", "upgrade").code == 0
    assert minnow("db", "downgrade", "base", "--yes").code == 0
    assert minnow("db", "status").code == 1
    assert minnow("db", "upgrade").code == 0


@pytest.mark.parametrize("revision", ["nonsense", "-50", "+1", ""])
def test_a_revision_that_is_not_there_is_wrong_usage(minnow: Minnow, revision: str) -> None:
    minnow("say", "/add lamp")
    ran = minnow("db", "downgrade", "--yes", "--", revision)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "lamp" in minnow("say", "/items").out.casefold()


def test_a_database_without_a_schema_is_told(minnow: Minnow) -> None:
    ran = minnow("db", "status")

    assert ran.code == 1
    assert "none yet" in ran.out


@pytest.mark.parametrize("command", [("db", "reset"), ("db", "downgrade")])
def test_what_destroys_is_refused_where_nobody_can_be_asked(
    minnow: Minnow, command: tuple[str, ...]
) -> None:
    minnow("say", "/add lamp")
    ran = minnow(*command, typed="y\n")

    assert ran.code == 2
    assert "--yes" in ran.err
    assert "lamp" in minnow("say", "/items").out.casefold()


def test_a_reset_leaves_nothing(minnow: Minnow) -> None:
    minnow("say", "/add lamp")

    assert minnow("db", "reset", "--yes").code == 0
    assert "0 of 10" in minnow("say", "/stats").out


def test_the_demo_people_are_added_once(minnow: Minnow) -> None:
    assert minnow("db", "seed", "--demo").code == 0
    items = minnow("say", "/items", "--as", "ann").out
    assert "Violin" in items

    again = minnow("db", "seed", "--demo")
    assert again.code == 1
    assert "ann" in again.err
    assert minnow("say", "/items", "--as", "ann").out == items


def test_the_demo_people_move_in_beside_others(minnow: Minnow) -> None:
    minnow("say", "/add lamp", "--as", "carla")

    assert minnow("db", "seed", "--demo").code == 0
    assert "lamp" in minnow("say", "/items", "--as", "carla").out.casefold()


def test_missing_checkups_are_given_back(minnow: Minnow, home: Path) -> None:
    minnow("say", "/stats", "--as", "ann")
    with sqlite3.connect(home / "data" / "minnow" / "minnow.sqlite3") as connection:
        connection.execute("DELETE FROM checkups WHERE checkup_type = 'give'")
    connection.close()

    assert "added: 1" in minnow("backfill", "checkups").out
    assert "added: 0" in minnow("backfill", "checkups").out


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite+aiosqlite:///{home}/garbage", "damaged"),
        ("sqlite+aiosqlite:///file:{home}/old?mode=ro&uri=true", "not written"),
        ("sqlite+aiosqlite:///{home}/newer", "newer"),
        ("postgresql+asyncpg://ann:hunter2@127.0.0.1:1/minnow", "does not answer"),
        ("postgresql+psycopg://ann:hunter2@127.0.0.1:1/minnow", "does not answer"),
    ],
)
def test_a_database_that_can_not_be_used_is_told_in_one_line(
    minnow: Minnow, home: Path, monkeypatch: pytest.MonkeyPatch, url: str, told: str
) -> None:
    (home / "garbage").write_text("not a database " * 100, encoding="utf-8")
    monkeypatch.setenv("MINNOW_DATABASE_URL", f"sqlite+aiosqlite:///{home}/old")
    minnow("db", "upgrade")
    monkeypatch.setenv("MINNOW_DATABASE_URL", f"sqlite+aiosqlite:///{home}/newer")
    minnow("db", "upgrade")
    with sqlite3.connect(home / "newer") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'")
    connection.close()
    monkeypatch.setenv("MINNOW_DATABASE_URL", url.format(home=home))

    for arguments in (("say", "/stats"), ()):
        ran = minnow(*arguments)
        assert (ran.code, ran.out) == (1, "")
        assert told in ran.err
        assert ran.err.count("\n") == 1
        assert "hunter2" not in ran.err
