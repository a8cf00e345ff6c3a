"""One person who presses and writes faster than anybody can."""

import asyncio

from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.talking import asked, done, pressed


async def test_200_presses_at_once_are_all_answered_and_do_no_more_than_one(
    minnow: Running, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    telegram.flood_control.on = True
    await asked(ann, "/add Lamp")
    receipt = await asked(ann, "/add Bike")
    own = await asked(bob, "/add Sofa")
    presses = [await ann.press(receipt, "Undo") for _ in range(200)]
    others = await bob.press(own, "Undo")
    answers = await asyncio.gather(*(press.answer for press in presses))
    await others.answer
    await done(ann)
    assert own.text.startswith("Taken back:")
    assert receipt.text.startswith("Taken back:")
    assert receipt.edits == 1
    told = [answer.text for answer in answers if answer.text]
    late = [message.text for message in ann.private.from_bot[2:]]
    undone = "That is undone already. /history shows what changed."
    slower = "That was a lot at once. Give me 60 seconds, then I listen again."
    assert {*told, *late} == {undone, slower}
    assert late.count(undone) <= 1
    assert [*told, *late].count(slower) == 1
    assert len(telegram.actions) < 20  # what waits for its turn is not being worked on
    assert [call.status for call in telegram.calls if call.status not in (200, 400)] == []
    await minnow.restart()  # the limit is counted anew
    assert "1 thing:\n1. 💡 Lamp" in (await asked(ann, "/items")).text


async def test_what_is_written_all_at_once_is_done_in_its_order(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    for text in ("/add Bike", "/add Lamp", "/give bike to Bob", "/undo", "/remove lamp"):
        await ann.write(text)
    await done(ann)
    said = [message.text.partition(" ·")[0] for message in ann.private.from_bot]
    assert said == [
        "Added 🚲 Bike",
        "Added 💡 Lamp",
        "Gave 🚲 Bike to Bob",
        "Taken back:\n🚲 Bike is yours again",
        "Remove Lamp from your list?",
    ]
    await pressed(ann, ann.private.from_bot[-1], "Yes")
    assert "1 thing:\n1. 🚲 Bike" in (await asked(ann, "/items")).text
