"""`minnow replay`: the format in and out, and nothing else touched."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.messages import Button, Press, Reply
from bot.replay.player import pressed
from tests.cli.conftest import Minnow

LAMP = {
    "name": "Lamp",
    "item_type": "Decor_Art",
    "status": "Keep",
    "item_received_date": "2024-06-01",
    "last_used": "2025-01-08",
    "ownership_duration_goal_months": 24,
}


def case(**parts: Any) -> dict[str, Any]:
    return {
        "id": "a-1",
        "now": "2026-03-10T23:30:00-04:00",
        "timezone": "America/New_York",
        "items": [],
        "turns": [],
        "expect": {},
        "tags": ["a"],
    } | parts


def play(minnow: Minnow, home: Path, *cases: dict[str, Any]) -> list[dict[str, Any]]:
    file = home / "cases.jsonl"
    file.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    ran = minnow("replay", str(file), "--json")
    assert ran.code == 0
    return [json.loads(line) for line in ran.out.splitlines()]


def test_what_was_there_before_is_echoed(minnow: Minnow, home: Path) -> None:
    [played] = play(minnow, home, case(items=[LAMP]))

    [item] = played["items"]
    assert item.pop("id")
    assert item.pop("picture_url")
    assert item == LAMP | {
        "item_received_date": "2024-06-01T00:00:00Z",
        "last_used": "2025-01-08T00:00:00Z",
    }
    assert played["id"] == "a-1"
    assert played["turns"] == []
    assert played["settings"] == {
        "email": None,
        "email_notifications": False,
        "timezone": "America/New_York",
    }


def test_without_checkups_both_were_done_now(minnow: Minnow, home: Path) -> None:
    [played] = play(minnow, home, case())

    assert {c["checkup_type"]: c["checkup_interval_months"] for c in played["checkups"]} == {
        "keep": 1,
        "give": 1,
    }
    assert {c["last_checkup_date"][:19] for c in played["checkups"]} == {"2026-03-11T03:30:00"}


def test_checkups_of_the_case_are_taken_over(minnow: Minnow, home: Path) -> None:
    keep = {"checkup_interval_months": 3, "last_checkup_date": "2026-01-02"}
    [played] = play(minnow, home, case(checkups={"keep": keep}))

    found = next(c for c in played["checkups"] if c["checkup_type"] == "keep")
    assert found["checkup_interval_months"] == 3
    assert found["last_checkup_date"].startswith("2026-01-02T05:00:00"), "midnight in New York"


def test_what_is_said_is_answered_at_the_time_of_the_case(minnow: Minnow, home: Path) -> None:
    [played] = play(minnow, home, case(turns=[{"say": "/add lamp"}]))

    [[reply]] = [turn["replies"] for turn in played["turns"]]
    assert "lamp" in reply["text"].casefold()
    assert all(isinstance(label, str) for row in reply["buttons"] for label in row)
    assert played["items"][0]["item_received_date"] == "2026-03-10T00:00:00Z", "there, not in UTC"


def test_a_press_presses(minnow: Minnow, home: Path) -> None:
    turns = [{"say": "/add lamp"}, {"press": "UNDO"}]
    [played] = play(minnow, home, case(turns=turns))

    assert played["items"] == []


def test_a_press_of_nothing_does_nothing(minnow: Minnow, home: Path) -> None:
    turns = [{"press": "Undo"}, {"say": "/add lamp"}, {"press": "Dance"}]
    [played] = play(minnow, home, case(turns=turns))

    assert [len(turn["replies"]) for turn in played["turns"]] == [0, 1, 0]
    assert len(played["items"]) == 1


def test_every_case_begins_anew(minnow: Minnow, home: Path) -> None:
    first, second = play(
        minnow, home, case(turns=[{"say": "/add lamp"}]), case(id="a-2", turns=[{"say": "/undo"}])
    )

    assert len(first["items"]) == 1
    assert second["items"] == []


def test_a_replay_leaves_the_persons_own_data_alone(minnow: Minnow, home: Path) -> None:
    minnow("say", "/add lamp")
    play(minnow, home, case(turns=[{"say": "/add bike"}]))

    assert "1 of 10" in minnow("say", "/stats").out


def test_a_replay_asks_no_model_and_knows_no_rate_limit(
    minnow: Minnow, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_RATE_LIMIT", "1/60s")
    monkeypatch.setenv("MINNOW_MODEL", "m")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    [played] = play(minnow, home, case(turns=[{"say": "flurb the wozzle"}, {"say": "/stats"}]))

    assert "0 of 10" in played["turns"][1]["replies"][0]["text"]


def test_a_case_that_crashes_has_its_line_and_ends_in_failure(minnow: Minnow, home: Path) -> None:
    file = home / "cases.jsonl"
    crashes = case(id="bad", items=[LAMP | {"status": "Sold"}])
    file.write_text(f"{json.dumps(crashes)}\n{json.dumps(case())}\n", encoding="utf-8")
    ran = minnow("replay", str(file), "--json")

    assert ran.code == 1
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["bad", "a-1"]
    assert "bad crashed" in ran.err
    assert "Traceback" not in ran.err


def test_people_get_a_transcript(minnow: Minnow, home: Path) -> None:
    file = home / "cases.jsonl"
    file.write_text(json.dumps(case(turns=[{"say": "/add \x1blamp"}])), encoding="utf-8")
    out = minnow("replay", str(file)).out

    assert "== a-1" in out
    assert "> /add ␛lamp" in out
    assert "(Keep)" in out


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "null",
        "[" * 100_000,
        "\udcff\udcfe",
        "{}",
        json.dumps(case(now="2026-03-10T12:00:00")),
        json.dumps(case(now="soon")),
        json.dumps(case(timezone="Mars/Phobos")),
        json.dumps(case(turns=[{"shout": "x"}])),
        json.dumps(case(turns=3)),
        json.dumps(case(checkups={"keep": {"last_checkup_date": "soon"}})),
        json.dumps(case(checkups=[])),
    ],
)
def test_a_line_that_is_no_case_is_named(minnow: Minnow, home: Path, line: str) -> None:
    file = home / "cases.jsonl"
    written = f"{json.dumps(case())}\n{line}\n"
    file.write_text(written, encoding="utf-8", errors="surrogateescape")
    ran = minnow("replay", str(file), "--json")

    assert (ran.code, ran.out) == (1, "")
    assert "Line 2" in ran.err
    assert ran.err.count("\n") == 1


def test_the_first_button_that_contains_the_text_is_pressed() -> None:
    rows = (
        (Button("🪑 Kitchen chair", "1"), Button("💡 Kitchen  LAMP", "2")),
        (Button("❤️‍🔥 Café lamp", "3"),),
    )
    newest = [Reply("older", buttons=((Button("Lamp", "old"),),)), Reply("?", buttons=rows)]

    assert pressed("lamp", newest) == Press("2")
    assert pressed("kitchen lamp", newest) == Press("2")
    assert pressed("💡 Café", newest) == Press("3")
    assert pressed("sofa", newest) is None
    assert pressed("lamp", []) is None
