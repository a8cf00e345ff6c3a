"""What people send that is no sentence: a short friendly answer, or silence where that is right."""

import pytest

from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.photos import colour_of, jpeg
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.talking import asked, done, pressed

LONGEST_ANSWER = 250
"""Characters of a short answer."""


async def test_what_is_no_text_gets_a_friendly_sentence_each(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    sends = (
        (ann.send_sticker(), "Nice sticker!"),
        (ann.send_location(), "I keep track of things, not of places."),
        (ann.send_poll(), "I do not vote."),
        (ann.send_contact(), "I do not keep contacts."),
        (ann.send_dice(), "Good throw!"),
        (ann.send_video(), "I cannot watch videos."),
    )
    for sending, expected in sends:
        await sending
        answer = await ann.answer()
        assert answer.text.startswith(expected)
        assert len(answer.text) <= LONGEST_ANSWER
    await ann.send_document(b"a list of things")
    assert (await ann.answer()).text.startswith("I do not read files.")
    await ann.send_document(
        jpeg("red"), "bike.jpg", caption="bought a bike", mime_type="image/jpeg"
    )
    assert (await ann.answer()).text.startswith("Added 🚲 Bike")
    await ann.send_voice(b"OggS")
    assert (await ann.answer()).text.startswith("I cannot listen to voice messages here.")
    await ann.send_voice(b"OggS", size=25 * 1024 * 1024)
    assert (await ann.answer()).text.startswith("I cannot listen to voice messages here.")
    await ann.forward("bought a sofa")
    assert (await ann.answer()).text.startswith("I note only what you tell me yourself")
    await ann.send({"story": {"chat": ann.private.json, "id": 1}})
    assert (await ann.answer()).text.startswith("I cannot read that.")
    assert "1 thing:" in (await asked(ann, "/items")).text


async def test_nobody_is_answered_where_nobody_spoke_to_the_bot(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    news = telegram.channel("News")
    await news.add_bot(by=ann)
    post = await news.post("/add Bike")
    robot = telegram.person("Robot", is_bot=True)
    await robot.write("/add Bike")
    telegram.deliver({"edited_channel_post": {**post.json, "edit_date": 1}})
    telegram.deliver({"message": {**post.json, "pinned_message": post.json}})
    telegram.deliver({"some_update_of_the_future": {"id": 1}})
    await done(ann)
    await telegram.quiet()
    assert telegram.called("sendMessage") == []
    assert (await asked(ann, "/items")).text.startswith("Your list is empty.")


async def test_an_update_that_cannot_be_read_is_in_nobodys_way(
    minnow: Running, telegram: TelegramServer, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    for broken in ({"from": ann.user, "text": "a secret"}, {"chat": "a secret"}, "a secret"):
        telegram.deliver({"message": broken})
    telegram.deliver({"callback_query": {"from": ann.user}})
    assert "Added 🚲 Bike" in (await asked(ann, "/add Bike")).text
    await done(ann)
    assert caplog.text.count("can not be read") == 4
    assert "a secret" not in caplog.text


async def test_pictures_that_cannot_be_used_are_told_kindly_and_their_words_are_heard(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    await ann.send_document(jpeg("red"), "a.jpg", mime_type="image/jpeg", size=21 * 1024 * 1024)
    assert (await ann.answer()).text.startswith("That picture is too large for me.")
    assert telegram.called("getFile") == []
    await ann.send_photo(jpeg("red"), size=21 * 1024 * 1024)  # there are smaller sizes of it
    assert (await ann.answer()).text.startswith("What is this?")
    await ann.send_photo(b"")
    assert (await ann.answer()).text.startswith("That picture is empty.")
    await ann.send_photo(b"no picture at all", "bought a bike")
    await done(ann)
    added, about = ann.private.from_bot[-2:]
    assert added.text.startswith("Added 🚲 Bike")
    assert about.text.startswith("I cannot read that picture.")


async def test_a_picture_becomes_that_of_its_thing_and_is_shown_again(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    bold = [{"type": "bold", "offset": 0, "length": 6}, {"type": "url", "offset": 9, "length": 4}]
    await ann.send_photo(jpeg("red"), "bought a bike yesterday", entities=bold)
    assert (await ann.answer()).text.startswith("Added 🚲 Bike")
    card = await asked(ann, "/item bike")
    assert colour_of(card.photo) == "red"
    assert card.text.startswith("Bike\nType:")
    await minnow.restart()
    await pressed(ann, card, "Used it today")
    assert card.photo is not None
    assert card.text.startswith("That was so already.")
    assert card.edits == 1


async def test_of_an_album_one_picture_is_taken_and_asked_about_once(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    for colour in ("red", "green", "blue"):
        await ann.send_photo(jpeg(colour), album="holiday")
    await done(ann)
    said = [message.text for message in ann.private.from_bot]
    assert said[0].startswith("What is this?")
    assert len(said) == 2
    assert said[1].startswith("One picture for each thing, please")
    assert "Added 🚲 Bike" in (await asked(ann, "a bike")).text
    assert colour_of((await asked(ann, "/item bike")).photo) == "red"


async def test_payloads_that_no_button_has_are_answered_and_change_nothing(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    receipt = await asked(ann, "/add Bike")
    data = receipt.button("Undo").data
    assert data is not None
    garbage = ("0" + data[1:], data[:-1], data + "0", "undo:1", "🙂" * 16, "%s%n", "1", "x" * 64)
    for payload in garbage:
        answer = await pressed(ann, receipt, data=payload)
        assert answer.text == "I do not know that button any more. Please ask me again.", payload
    telegram.deliver(
        {
            "callback_query": {
                "id": "1",
                "from": ann.user,
                "chat_instance": "1",
                "inline_message_id": "x",
                "data": data,
            }
        }
    )
    await done(ann)
    assert receipt.edits == 0
    assert len(ann.private.from_bot) == 1


async def test_texts_of_any_length_and_script_come_back_whole(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    assert (await asked(ann, "x" * 4096)).text.startswith("That is too long for me: 4000 char")
    assert (await asked(ann, "🙂" * 2000)).text.startswith("I need a few words to go on")
    assert len((await asked(ann, "bla " * 1000)).text) <= LONGEST_ANSWER
    for name in ("דלת כחולה", "قبعة", "<b>Hat</i>rim", "帽子", "Hat 👒 👩‍👩‍👧"):
        await asked(ann, f"/add {name}")
    listed = await asked(ann, "/items")
    for name in ("\u2068דלת כחולה\u2069", "\u2068قبعة\u2069", "<b>Hat</i>rim", "帽子"):
        assert name.casefold() in listed.text.casefold()
    assert all(len(label) <= 64 for label in listed.labels)
    eve = telegram.person("<b>Eve</b> & 👩‍👩‍👧 \u202eevil")
    assert "Name: <b>Eve</b> & 👩‍👩‍👧 " in (await asked(eve, "/settings")).text
