"""`minnow export`, `minnow import`: everything about a person out, and back."""

import asyncio
import csv
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.transfer import LARGEST_BYTES
from core.clock import StandingClock
from storage.engine import make_engine
from storage.transactions import Database
from tests.cli.conftest import Minnow
from tests.conftest import NOON
from tests.core.acting import Person

Spoil = Callable[[str], str]


@pytest.fixture(scope="module")
def life_of_ann(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which ann has two things."""
    file = tmp_path_factory.mktemp("ann") / "minnow.sqlite3"
    shutil.copyfile(migrated_file, file)

    async def add_things() -> None:
        database = Database(make_engine(f"sqlite+aiosqlite:///{file}"))
        ann = Person(database, StandingClock(NOON), "ann")
        ann.arrival = replace(ann.arrival, display_name="ann")
        await ann.adds("Lamp", "Violin")
        await database.close()

    asyncio.run(add_things())
    return file


@pytest.fixture
def exported(minnow: Minnow, home: Path, life_of_ann: Path) -> Path:
    """What ann has, in a file."""
    database = home / "data" / "minnow" / "minnow.sqlite3"
    database.parent.mkdir(parents=True)
    shutil.copyfile(life_of_ann, database)
    file = home / "ann.json"
    assert minnow("export", "--person", "terminal:ann", "--out", str(file)).code == 0
    return file


def test_an_export_comes_back_for_somebody_else(minnow: Minnow, exported: Path) -> None:
    assert minnow("import", str(exported), "--as", "ben").code == 0

    assert "lamp" in minnow("say", "/items", "--as", "ben").out.casefold()


def test_an_import_of_what_is_there_changes_nothing(minnow: Minnow, exported: Path) -> None:
    assert "all here already" in minnow("import", str(exported), "--as", "ann").out


def test_an_import_can_be_undone(minnow: Minnow, exported: Path) -> None:
    minnow("import", str(exported), "--as", "ben")
    minnow("say", "/undo", "--as", "ben")

    assert "0 of 10" in minnow("say", "/stats", "--as", "ben").out


def test_the_file_is_for_its_owner_only(exported: Path) -> None:
    assert exported.stat().st_mode & 0o077 == 0


def test_an_export_goes_to_standard_output(minnow: Minnow, exported: Path) -> None:
    assert minnow("export", "--person", "ann").out == exported.read_text(encoding="utf-8")


def test_things_come_as_a_table(minnow: Minnow, exported: Path) -> None:
    table = minnow("export", "--person", "terminal:ann", "--format", "csv").out
    rows = list(csv.DictReader(table.splitlines()))

    assert [row["name"] for row in rows] == ["Lamp", "Violin"]
    assert rows[0]["status"] == "Keep"


@pytest.mark.parametrize("who", ["nobody", "", "terminal:", "%", "\udcff", "\x1b[2J"])
def test_exporting_makes_nobody(minnow: Minnow, who: str) -> None:
    for _ in range(2):
        ran = minnow("export", "--person", who)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("minnow: Nobody is called")
        assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda _: "",
        lambda _: "[]",
        lambda _: "[" * 100_000,
        lambda text: text.replace("minnow-export", "something-else"),
        lambda text: text.replace('"Keep"', '"Kept"'),
        lambda _: '{"version": ' + "1" * 10_000 + "}",
        lambda text: text.ljust(LARGEST_BYTES + 1),
        lambda text: text.replace("Violin", "x" * 300),
    ],
    ids=["half", "empty", "list", "deep", "other", "status", "digits", "huge", "name"],
)
def test_a_spoiled_file_changes_nothing_and_is_told_in_one_sentence(
    minnow: Minnow, exported: Path, spoil: Spoil
) -> None:
    text = exported.read_text(encoding="utf-8")
    exported.write_text(spoil(text), encoding="utf-8")
    assert exported.read_text(encoding="utf-8") != text
    ran = minnow("import", str(exported), "--as", "ben")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert "0 of 10" in minnow("say", "/stats", "--as", "ben").out


def test_a_byte_order_mark_is_no_fault(minnow: Minnow, exported: Path) -> None:
    exported.write_bytes(b"\xef\xbb\xbf" + exported.read_bytes())

    assert "all here already" in minnow("import", str(exported), "--as", "ann").out


def test_a_half_written_file_is_told_with_the_place(minnow: Minnow, exported: Path) -> None:
    exported.write_text('{\n  "format": "minnow-export",\n  "ver', encoding="utf-8")

    assert "line 3" in minnow("import", str(exported)).err


def test_bytes_that_are_no_text_are_no_export(minnow: Minnow, exported: Path) -> None:
    exported.write_bytes(b"\xff\xfe\x00\x01")

    assert minnow("import", str(exported)).code == 1


def test_a_file_that_is_not_there_is_wrong_usage(minnow: Minnow) -> None:
    assert minnow("import", "missing.json").code == 2


def test_an_export_that_can_not_be_written_is_told(minnow: Minnow, exported: Path) -> None:
    ran = minnow("export", "--person", "ann", "--out", str(exported.parent / "no" / "file"))

    assert ran.code == 1
    assert ran.err.count("\n") == 1
