"""How a good bot behaves in Telegram, whatever it is asked."""

import asyncio

from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.talking import asked, done, pressed


async def test_who_has_not_written_is_never_written_to(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    telegram.person("Eve", started=False)
    await telegram.until(lambda: bool(telegram.called("getChatMenuButton")))
    await minnow.restart()
    await telegram.quiet()
    await asked(ann, "/add Bike")
    await minnow.restart()
    await telegram.quiet()
    assert [call.parameters["chat_id"] for call in telegram.called("sendMessage")] == [ann.id]


async def test_a_press_is_answered_at_once_while_its_turn_takes_its_time(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    receipt = await asked(ann, "/add Bike")
    telegram.fail("editMessageText", 200, hang=0.2)
    press = await ann.press(receipt, "Undo")
    answer = await press.answer
    assert receipt.edits == 0
    assert answer.text == ""
    await done(ann)
    assert receipt.edits == 1


async def test_a_press_again_is_no_error_and_changes_nothing(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    receipt = await asked(ann, "/add Bike")
    data = receipt.buttons[0].data
    await pressed(ann, receipt, "Undo")
    answer = await pressed(ann, receipt, data=data)
    assert answer.text == "That is undone already. /history shows what changed."
    assert receipt.edits == 1

    card = await asked(ann, "/settings")
    tour = await asked(ann, "/start")
    skip = tour.button("Skip").data
    await pressed(ann, tour, data=skip)
    await pressed(ann, tour, data=skip)
    assert "message is not modified" in telegram.called("editMessageText")[-1].description
    assert ann.private.from_bot == [receipt, card, tour]


async def test_somebody_elses_button_gives_a_short_notice_to_them_alone(
    minnow: Running, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    receipt = await asked(ann, "/add Bike")
    data = receipt.button("Undo").data
    own = await asked(bob, "/add Lamp")
    answer = await pressed(bob, own, data=data)
    assert answer.text == "That button is somebody else's. Write to me, and you get your own."
    assert len(bob.private.from_bot) == 1
    assert "Bike" in (await asked(ann, "/items")).text
    assert "Lamp" in (await asked(bob, "/items")).text


async def test_it_types_while_it_is_at_it(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    telegram.fail("sendMessage", 200, hang=0.6)
    await asked(ann, "/add Bike")
    assert [(action.chat_id, action.action) for action in telegram.actions] == [(ann.id, "typing")]
    await asked(ann, "/items")
    assert len(telegram.actions) == 1


async def test_what_is_too_long_for_one_message_comes_as_several(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    for letter in "ABCDEFGHIJ":
        await asked(ann, f"/add {letter}<&{'𠮷𡈽' * 120}")
    await ann.write("/items")
    first, second = [await ann.answer(), await ann.answer()]
    assert first.text.startswith("10 things:\n1. ")
    assert first.labels == []
    assert len(second.labels) == 10
    longest = max(len(each.text.encode("utf-16-le")) // 2 for each in ann.private.from_bot)
    assert 3500 < longest <= 4096
    await pressed(ann, second, second.labels[-1])
    assert "<b>J&lt;&amp;𠮷" in (await ann.answer()).html


async def test_edited_messages_are_no_new_ones(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    message = await ann.write("/add Bike")
    await ann.answer()
    await ann.edit(message, "/add Lamp")
    await telegram.quiet()
    assert "1 thing:\n1. 🚲 Bike" in (await asked(ann, "/items")).text


async def test_who_blocks_the_bot_is_left_alone_until_they_come_back(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    await asked(ann, "/add Bike")
    await ann.write("/items")
    await ann.blocks_bot()
    await done(ann)
    sent = len(telegram.called("sendMessage"))
    await minnow.restart()
    await telegram.quiet()
    assert len(telegram.called("sendMessage")) == sent
    await ann.unblocks_bot()
    await done(ann)
    await telegram.quiet()
    assert "Bike" in (await asked(ann, "/items")).text


async def test_updates_that_come_twice_and_at_once_count_once(
    minnow: Running, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    await asyncio.gather(*(person.write("/add Bike") for person in (ann, bob)))
    for update_id in tuple(telegram.world.updates.history):
        telegram.deliver_again(update_id)
    for person in (ann, bob):
        await person.answer()
    await done(ann)
    for person in (ann, bob):
        assert len(person.private.from_bot) == 1
        assert (await asked(person, "/items")).text.startswith("1 thing")
