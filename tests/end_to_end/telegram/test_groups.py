"""A group and its shared list, from the first hello to the last."""

import pytest

from tests.emulators.telegram import Group, Message, Person, TelegramServer
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.talking import asked, done, pressed


@pytest.fixture
async def flat(telegram: TelegramServer, minnow: Running, ann: Person, bob: Person) -> Group:
    """Ann and Bob are in it, and Ann has brought the bot along."""
    return await _group_of(telegram.group("Flat 7"), ann, bob)


async def _group_of(group: Group, ann: Person, bob: Person) -> Group:
    await group.add(ann)
    await group.add(bob)
    await group.add_bot(by=ann)
    return group


async def _opened(flat: Group, ann: Person) -> Message:
    offer = await ann.answer(chat=flat)
    await pressed(ann, offer, "Yes, start a shared list")
    return offer


async def test_a_group_is_offered_a_list_and_a_member_opens_it(
    flat: Group, minnow: Running, ann: Person, bob: Person
) -> None:
    offer = await ann.answer(chat=flat)
    assert "This group can have one shared list" in offer.text
    assert "Shall I start one?" in (await asked(bob, "/items", flat)).text
    await minnow.restart()
    await pressed(ann, offer, "Yes, start a shared list")
    assert offer.text.startswith("The shared list of “Flat 7” is started")
    assert offer.labels == []


async def test_who_declines_is_asked_again_only_when_they_ask(flat: Group, ann: Person) -> None:
    offer = await ann.answer(chat=flat)
    await pressed(ann, offer, "No, thanks")
    assert offer.text.startswith("All right, no list here.")
    again = await asked(ann, "/start@minnow_bot from_a_link", flat)
    assert "Shall I start one?" in again.text


async def test_a_title_is_shown_as_it_is_written(
    minnow: Running, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    group = await _group_of(telegram.group("<b>A & B</i> 🙂"), ann, bob)
    opened = await _opened(group, ann)
    assert opened.text.startswith("The shared list of “<b>A & B</i> 🙂” is started")


async def test_both_add_to_the_list_and_private_things_stay_private(
    flat: Group, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    await _opened(flat, ann)
    await asked(ann, "/add Diary")
    await asked(ann, "/timezone Paris")
    assert "Added 🍞 Toaster" in (await asked(ann, "@minnow_bot we got a toaster", flat)).text
    receipt = await asked(bob, "/add@minnow_bot Sofa", flat)
    assert "Added 🛋️ Sofa" in receipt.text
    assert receipt.reply_to is not None
    card = await asked(bob, "/item toaster", flat)
    await pressed(bob, card, "Goal")
    listed = await asked(bob, "/items", flat)
    assert listed.text.startswith("2 things:")
    assert "1 thing:\n1. 📒 Diary" in (await asked(ann, "/items")).text
    assert (await asked(bob, "/items")).text.startswith("Your list is empty.")
    for text in ("/stats", "/history", "/settings", "/export", "/item Diary", "/start item_x"):
        await asked(ann, text, flat)
    for said in flat.from_bot:
        assert "Paris" not in said.text
        assert said.text == "“Diary” is not on your list. To put it there, write: /add Diary" or (
            "Diary" not in said.text
        )


async def test_only_commands_mentions_and_replies_are_heard(
    flat: Group, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    await _opened(flat, ann)
    await flat.promote_bot(by=ann)  # hears everything from now on
    await ann.write("bought a bike", chat=flat)
    await ann.write("/add@other_bot Bike", chat=flat)
    await ann.write("@bob_x bought a bike", chat=flat)
    own = await bob.write("look, a bike", chat=flat)
    await ann.write("bought a bike", chat=flat, reply_to=own)
    await ann.forward("/add Bike", chat=flat)
    await ann.send_sticker(chat=flat)
    await done(ann)
    await telegram.quiet()
    assert len(flat.from_bot) == 1

    receipt = await asked(ann, "bought a bike, @MinNow_Bot", flat)
    assert "Added 🚲 Bike" in receipt.text
    await bob.write("bought a lamp", chat=flat, reply_to=receipt)
    await done(bob)
    assert "Added 💡 Lamp" in flat.from_bot[-1].text


async def test_somebody_elses_press_gets_a_notice_and_changes_nothing(
    flat: Group, ann: Person, bob: Person
) -> None:
    offer = await ann.answer(chat=flat)
    answer = await pressed(bob, offer, "Yes, start a shared list")
    assert answer.text == "That button is somebody else's. Write to me, and you get your own."
    assert offer.edits == 0
    await pressed(ann, offer, "Yes, start a shared list")
    receipt = await asked(ann, "/add Bike", flat)
    answer = await pressed(bob, receipt, "Undo")
    assert answer.text.startswith("That button is somebody else's.")
    question = await asked(ann, "/remove bike", flat)
    await pressed(bob, question, "Yes")
    assert (receipt.edits, question.edits) == (0, 0)
    said = len(flat.from_bot)
    await pressed(ann, question, "Yes")
    assert question.text == "Removed 🚲 Bike"
    assert len(flat.from_bot) == said


async def test_topics_keep_their_answers_and_their_talk_apart(
    minnow: Running, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    forum = await _group_of(telegram.group("House", forum=True), ann, bob)
    await _opened(forum, ann)
    kitchen, garage = forum.topic("Kitchen"), forum.topic("Garage")
    await asked(ann, "/add Toaster", forum, kitchen)
    await asked(ann, "/add Bike", forum, garage)
    await asked(ann, "@minnow_bot I want to keep it for 5 years", forum, kitchen)
    assert "🍞 Toaster: goal 1 year → 5 years" in kitchen.messages[-1].text
    question = await asked(ann, "/remove bike", forum, garage)
    await pressed(ann, question, "Yes")
    assert question.thread == garage.id
    for topic in (kitchen, garage):
        heard = [each for each in topic.messages if not each.from_bot]
        answered = [each for each in topic.messages if each.from_bot]
        assert len(answered) == len(heard) - 1  # the first of all opened the topic
    assert (await asked(bob, "/items", forum)).thread is None

    garage.delete()
    assert (await asked(ann, "/items", forum, kitchen)).thread == kitchen.id


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_after_its_removal_the_bot_is_silent_and_brought_back_it_goes_on(
    minnow: Running, telegram: TelegramServer, ann: Person, bob: Person, kind: str
) -> None:
    flat = await _group_of(telegram.group("Flat 7", kind), ann, bob)
    await _opened(flat, ann)
    await asked(ann, "/add Bike", flat)
    question = await asked(ann, "/remove bike", flat)
    await flat.remove_bot(by=bob)
    await done(bob)
    said = len(telegram.called("sendMessage"))
    answer = await pressed(ann, question, "Yes")  # the message is still to be seen
    assert answer.text.startswith("That question is answered already, or too old.")
    await minnow.restart()
    await telegram.quiet()
    assert question.edits == 0
    assert len(telegram.called("sendMessage")) == said

    await flat.add_bot(by=bob)
    await telegram.until(lambda: len(telegram.called("sendMessage")) > said)
    assert (
        flat.from_bot[-1].text
        == "I am back, and the shared list of “Flat 7” is still here: 1 thing."
    )


async def test_a_supergroup_keeps_the_list_of_the_group_it_was(
    minnow: Running, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    small = await _group_of(telegram.group("Flat 7", "group"), ann, bob)
    await _opened(small, ann)
    receipt = await asked(ann, "/add Bike", small)
    large = await small.migrate()
    await done(ann)
    assert "1 thing:\n1. 🚲 Bike" in (await asked(bob, "/items", large)).text
    await asked(ann, "/undo", large)
    assert receipt.edits == 0
    assert (await asked(bob, "/items", large)).text.startswith("Your list is empty.")


async def test_who_has_left_is_out_and_what_they_added_stays(
    flat: Group, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    await _opened(flat, ann)
    await asked(bob, "/add Sofa", flat)
    await flat.leave(bob)
    await done(ann)
    await telegram.quiet()
    assert "Sofa" in (await asked(ann, "/items", flat)).text
    question = await asked(ann, "/remove sofa", flat)
    await pressed(ann, question, "Yes")
    assert question.text == "Removed 🛋️ Sofa"


async def test_anonymous_administrators_and_channels_are_nobody(
    flat: Group, telegram: TelegramServer, ann: Person
) -> None:
    await _opened(flat, ann)
    news = telegram.channel("News")
    await news.add_bot(by=ann)
    news.link(flat)
    await news.post("/add Bike")
    await done(ann)
    await telegram.quiet()
    robot = telegram.person("Robot", is_bot=True)
    await robot.write("/add@minnow_bot Bike", chat=flat)
    await telegram.quiet()
    await flat.anonymous_admin_writes("/add@minnow_bot Bike")
    assert (await ann.answer(chat=flat)).text.startswith("I cannot tell who you are.")
    assert (await asked(ann, "/items", flat)).text.startswith("Your list is empty.")
