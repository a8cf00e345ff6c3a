"""`minnow say`, `minnow chat` and the bare `minnow`, without a terminal."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Minnow


def test_one_message_gets_one_answer(minnow: Minnow) -> None:
    ran = minnow("say", "/stats")

    assert ran.code == 0
    assert "0 of 10" in ran.out
    assert "\x1b" not in ran.out


def test_what_is_said_stays(minnow: Minnow) -> None:
    minnow("say", "/add lamp")

    assert "lamp" in minnow("say", "/items").out.casefold()


def test_people_are_told_apart_by_name_and_not_by_case(minnow: Minnow) -> None:
    minnow("say", "/add lamp", "--as", "Ann")

    assert "lamp" in minnow("say", "/items", "--as", "ann").out.casefold()
    assert "lamp" not in minnow("say", "/items", "--as", "ben").out.casefold()


def test_replies_can_be_had_as_json(minnow: Minnow) -> None:
    replies = json.loads(minnow("say", "/add lamp", "--json").out)["replies"]

    assert "lamp" in replies[0]["text"].casefold()
    assert any("Undo" in label for row in replies[0]["buttons"] for label in row)


def test_a_message_is_read_from_standard_input(minnow: Minnow) -> None:
    assert "0 of 10" in minnow("say", "-", typed="/stats\n").out


@pytest.mark.parametrize("name", ["", " ", "x" * 65, "a\x1bb"])
def test_a_name_that_is_none_is_wrong_usage(minnow: Minnow, name: str) -> None:
    ran = minnow("say", "/stats", "--as", name)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "text", ["", "\x00\x1b[2J", "🙂🙂", "x" * 100_000, "<b>[red]'; DROP TABLE items;--", "\udcff"]
)
def test_whatever_is_said_there_is_an_answer(minnow: Minnow, text: str) -> None:
    ran = minnow("say", "--", text)

    assert ran.code == 0
    assert ran.out.strip()
    assert "\x1b" not in ran.out


def test_a_pipe_is_a_conversation_with_a_line_a_turn(minnow: Minnow) -> None:
    ran = minnow(typed="/add lamp\n\n1\n/stats\n")

    assert ran.code == 0
    assert "[1]" in ran.out
    assert "0 of 10" in ran.out, "typing 1 pressed Undo"
    assert "\x1b" not in ran.out


def test_quit_ends_a_piped_conversation(minnow: Minnow) -> None:
    assert "0 of 10" not in minnow("chat", typed="quit\n/stats\n").out


def test_nothing_at_all_to_say_is_fine(minnow: Minnow) -> None:
    assert (minnow().code, minnow().out) == (0, "")


def test_an_export_is_saved_where_the_person_is(minnow: Minnow, home: Path) -> None:
    minnow("say", "/add lamp")
    ran = minnow("say", "/export")
    saved = next(home.glob("minnow-export-*.json"))

    assert str(saved) in ran.out
    assert json.loads(saved.read_text(encoding="utf-8"))["items"][0]["name"].casefold() == "lamp"
    assert saved.stat().st_mode & 0o077 == 0


def test_an_export_is_saved_over_nothing(minnow: Minnow, home: Path) -> None:
    minnow("say", "/export")
    minnow("say", "/export")

    assert len(list(home.glob("minnow-export-*.json"))) == 2


def test_a_wrong_setting_stops_the_start(minnow: Minnow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINNOW_ITEM_LIMIT", "many")

    for arguments in ((), ("chat",), ("say", "hi"), ("db", "status")):
        ran = minnow(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("minnow: MINNOW_ITEM_LIMIT must be")


def test_settings_are_read_from_the_file_of_the_working_directory(
    minnow: Minnow, home: Path
) -> None:
    (home / ".env").write_text("MINNOW_ITEM_LIMIT=3\n", encoding="utf-8")

    assert "0 of 3" in minnow("say", "/stats").out


@pytest.mark.parametrize(
    "command",
    [
        (), ("chat",), ("say",), ("replay",), ("export",), ("import",), ("doctor",),
        ("db",), ("db", "upgrade"), ("db", "downgrade"), ("db", "status"), ("db", "seed"),
        ("db", "reset"), ("backfill",), ("backfill", "checkups"),
    ],
)  # fmt: skip
def test_every_command_has_help_with_an_example_whatever_the_settings(
    minnow: Minnow, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("MINNOW_ITEM_LIMIT", "many")
    ran = minnow(*command, "--help")

    assert ran.code == 0
    assert "Example: " in ran.out or "Commands:" in ran.out


def test_an_unknown_command_is_wrong_usage(minnow: Minnow) -> None:
    assert minnow("nonsense").code == 2
