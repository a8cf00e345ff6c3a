"""/deletemydata: nothing is left of who wants that, anywhere, and all of everybody else."""

from pathlib import Path

from sqlalchemy.engine import URL

from tests.emulators.telegram import Group, Person, TelegramServer
from tests.end_to_end.photos import jpeg
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.talking import asked, done, pressed
from tests.traces import bytes_of, dump


async def _live(person: Person, flat: Group, colour: str) -> None:
    """A life full of words that nobody else says."""
    name = person.name
    await asked(person, f"/add {name}bike, got it on 3 May 2024")
    await person.send_photo(jpeg(colour), f"bought a {name}lamp")
    assert f"{name}lamp".casefold() in (await person.answer()).text.casefold()
    await asked(person, f"/give {name}bike to {name}friend")
    await asked(person, f"/remove {name}lamp")
    await asked(person, f"{name}nonsense what is this")
    await asked(person, "/timezone Berlin")
    await asked(person, f"/add {name}sofa", flat)
    await asked(person, f"/add {name}rug", flat)
    await asked(person, "/undo", flat)
    await asked(person, f"@minnow_bot {name}gossip", flat)


async def _left_of(minnow: Running, database: URL, *traces: str) -> list[str]:
    """Those of the traces that the tables or the files of the database hold."""
    rows = (await dump(minnow.program.database)).casefold()
    files = bytes_of(Path(str(database.database))).lower()
    return [trace for trace in traces if trace in rows or trace.encode() in files]


async def test_deletemydata_leaves_nothing_of_the_person_and_all_of_the_other(
    minnow: Running, telegram: TelegramServer, sqlite_url: URL, tmp_path: Path
) -> None:
    anna, boris = telegram.person("Annabella"), telegram.person("Borisbard")
    flat = telegram.group("Flat 7")
    for person in (anna, boris):
        await flat.add(person)
    await flat.add_bot(by=anna)
    await pressed(anna, await anna.answer(chat=flat), "Yes, start a shared list")
    await _live(anna, flat, "red")
    await _live(boris, flat, "blue")
    traces = ("annabella", str(anna.id))
    assert await _left_of(minnow, sqlite_url, *traces) == [*traces]
    pictures = [*(tmp_path / "data").rglob("*.jpg")]
    assert len(pictures) == 2

    question = await asked(anna, "/deletemydata")
    await pressed(anna, question, "No, keep it")
    assert question.text == "All right, everything stays as it is."
    question = await asked(anna, "/deletemydata")
    assert "3 things, your place in 1 shared list" in question.text
    await minnow.restart()
    data = question.button("Yes, delete everything").data
    await pressed(anna, question, "Yes, delete everything")
    assert question.text == "Everything I kept about you is deleted."
    assert question.labels == []
    telegram.deliver_again(telegram.last_update_id)
    await minnow.restart()
    await done(anna)

    assert await _left_of(minnow, sqlite_url, *traces) == []
    (picture,) = (tmp_path / "data").rglob("*.jpg")
    assert picture in pictures
    assert "1 thing:\n1. 📦 Borisbardlamp" in (await asked(boris, "/items")).text
    listed = await asked(boris, "/items", flat)
    assert "Borisbardsofa" in listed.text
    assert "Annabella" not in listed.text

    answer = await pressed(anna, question, data=data)
    assert answer.text.startswith("That button is somebody else's.")
    assert (await asked(anna, "/items")).text.startswith("Your list is empty.")
    assert "Added 🚲 Bike" in (await asked(anna, "/add Bike")).text
    assert "Borisbardsofa" in (await asked(anna, "/items", flat)).text
