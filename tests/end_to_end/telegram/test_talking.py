"""People use MinNow in their private chat."""

from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.talking import pressed


async def test_a_sentence_is_understood_and_can_be_taken_back(minnow: Running, ann: Person) -> None:
    await ann.write("bought a grey hoodie on 3 May 2024, want to keep it two years")
    receipt = await ann.answer()
    assert receipt.text == "Added 🧥 Grey Hoodie · received 3 May 2024 · goal 2 years"

    await pressed(ann, receipt, "Undo")
    assert receipt.text.startswith("Taken back:")
    assert receipt.edits == 1


async def test_a_button_works_after_a_restart(minnow: Running, ann: Person) -> None:
    await ann.write("bought a bike")
    receipt = await ann.answer()
    await minnow.restart()

    await pressed(ann, receipt, "Undo")
    assert receipt.text.startswith("Taken back:")


async def test_what_was_written_while_the_program_was_away_is_answered(
    minnow: Running, ann: Person
) -> None:
    await minnow.stop()
    await ann.write("bought a bike")
    await ann.write("got a lamp")
    await minnow.restart()

    assert "Bike" in (await ann.answer()).text
    assert "Lamp" in (await ann.answer()).text


async def test_an_update_that_comes_twice_is_answered_once(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    await ann.write("bought a bike")
    await ann.answer()
    update_id = max(telegram.world.updates.history)
    telegram.deliver_again(update_id)
    await minnow.restart()
    telegram.deliver_again(update_id)
    await ann.write("/items")

    assert "1 thing" in (await ann.answer()).text
