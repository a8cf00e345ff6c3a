"""Stored pictures at the command line: where they are, and through an export and back."""

import asyncio
import json
import shutil
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from core.clock import StandingClock
from core.items.results import NewThing
from core.pictures.actions import keep_picture
from core.pictures.preparation import prepared
from core.pictures.store import PictureStore
from storage.engine import make_engine
from storage.transactions import Database
from tests.cli.conftest import Minnow
from tests.conftest import NOON
from tests.core.acting import Person
from tests.core.test_pictures import encoded, two_halves

ID = UUID(int=7)


@pytest.fixture
def folder(home: Path) -> Path:
    """Where pictures are without a setting."""
    return home / "data" / "minnow" / "pictures"


@pytest.fixture
def exported(minnow: Minnow, home: Path, folder: Path, migrated_file: Path) -> Path:
    """What ann has, a hat with a picture, in a file."""
    folder.parent.mkdir(parents=True)
    shutil.copyfile(migrated_file, folder.parent / "minnow.sqlite3")

    async def add_the_hat() -> None:
        database = Database(make_engine(f"sqlite+aiosqlite:///{folder.parent / 'minnow.sqlite3'}"))
        ann = Person(database, StandingClock(NOON), "ann")
        ann.arrival = replace(ann.arrival, display_name="ann")
        picture = prepared(encoded(two_halves()))
        await PictureStore(folder.as_uri()).put(ID, picture.content)
        reference = await ann.does(lambda work: keep_picture(work, ID, picture))
        await ann.adds(NewThing("Hat", picture=reference))
        await database.close()

    asyncio.run(add_the_hat())
    file = home / "ann.json"
    assert minnow("export", "--person", "ann", "--out", str(file)).code == 0
    return file


@pytest.mark.usefixtures("exported")
def test_a_card_tells_where_its_picture_is(minnow: Minnow, folder: Path) -> None:
    lines = minnow("say", "/item hat", "--as", "ann").out.splitlines()

    assert lines[0] == "📦 Hat"
    assert f"Picture: {folder / str(ID)}.jpg" in lines
    (reply,) = json.loads(minnow("say", "/item hat", "--as", "ann", "--json").out)["replies"]
    assert f"Picture: {folder / str(ID)}.jpg" in reply["text"]


def test_a_picture_comes_along_to_an_installation_of_its_own(
    minnow: Minnow, exported: Path, folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "elsewhere"))

    assert minnow("import", str(exported), "--as", "ann").code == 0
    (there,) = (home / "elsewhere" / "minnow" / "pictures").iterdir()
    assert there.read_bytes().startswith(b"\xff\xd8")
    assert str(there) in minnow("say", "/item hat", "--as", "ann").out
    assert "all here already" in minnow("import", str(exported), "--as", "ann").out


def test_importing_ones_own_pictures_changes_nothing(
    minnow: Minnow, exported: Path, folder: Path
) -> None:
    assert "all here already" in minnow("import", str(exported), "--as", "ann").out
    assert len(list(folder.iterdir())) == 1


def test_an_import_that_is_refused_leaves_no_pictures_behind(
    minnow: Minnow, exported: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_ITEM_LIMIT", "1")
    minnow("say", "/add lamp", "--as", "ben")
    ran = minnow("import", str(exported), "--as", "ben")

    assert (ran.code, ran.out) == (1, "")
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("content", ["", "no base64", b64encode(b"no picture").decode()])
def test_a_spoiled_picture_is_told_in_one_sentence(
    minnow: Minnow, exported: Path, content: str
) -> None:
    document = json.loads(exported.read_text(encoding="utf-8"))
    document["pictures"][0]["content"] = content
    exported.write_text(json.dumps(document), encoding="utf-8")
    ran = minnow("import", str(exported), "--as", "ben")

    assert (ran.code, ran.out) == (1, "")
    assert "pictures.0.content" in ran.err
    assert ran.err.count("\n") == 1


def test_a_place_for_pictures_that_can_not_be_used_is_told_in_one_sentence(
    minnow: Minnow, exported: Path, folder: Path
) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(b"")
    ran = minnow("import", str(exported), "--as", "ben")

    assert (ran.code, ran.out) == (1, "")
    assert "no place for pictures" in ran.err
    assert ran.err.count("\n") == 1
    assert minnow("export", "--person", "ann", "--format", "csv").code == 0
