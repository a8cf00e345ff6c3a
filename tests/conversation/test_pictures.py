"""A picture becomes that of a thing: with a caption, after a question, after what a model saw."""

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from bot.conversation.messages import Group
from core.clock import StandingClock
from core.pictures.preparation import LARGEST_BYTES
from storage.transactions import Database
from tests.conversation.media import File, Sender, Studio, photo, studio
from tests.emulators.openai import OpenAIServer

WHAT = "What is this?"


@pytest.fixture
def world(database: Database, clock: StandingClock) -> Studio:
    return studio(database, clock)


@pytest.fixture
def ann(world: Studio) -> Sender:
    return world.sender()


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


async def test_a_caption_is_the_sentence_and_its_thing_gets_the_picture(
    world: Studio, ann: Sender
) -> None:
    text = await ann.show("bought a grey hoodie yesterday", File(photo("red")))
    assert text == (
        "Added 🧥 Grey Hoodie · received 9 Mar 2026 · goal 1 year\n🧥 Grey Hoodie: picture added"
    )
    assert ann.labels() == ["↩️ Undo"], "one receipt, one Undo"
    assert await world.colour_of("Grey Hoodie") == "red"
    assert len(await world.kept()) == 1


async def test_one_undo_takes_the_thing_and_its_picture_back(world: Studio, ann: Sender) -> None:
    await ann.show("bought a grey hoodie yesterday")
    assert "Grey Hoodie is off your list again" in await ann.press("Undo")
    assert "Your list is empty" in await ann.say("/items")


async def test_a_picture_of_what_is_changed_replaces_the_old_one_and_undo_brings_that_back(
    world: Studio, ann: Sender
) -> None:
    await ann.show("bought a grey hoodie yesterday", File(photo("red")))
    text = await ann.show("used my grey hoodie today", File(photo("blue")))
    assert text.endswith("Grey Hoodie: picture changed")
    assert await world.colour_of("Grey Hoodie") == "blue"
    text = await ann.press("Undo")
    assert "picture changed" in text
    assert await world.colour_of("Grey Hoodie") == "red"


async def test_undo_of_a_first_picture_takes_it_away(world: Studio, ann: Sender) -> None:
    await ann.say("bought a grey hoodie yesterday")
    assert await ann.show("my grey hoodie") == "🧥 Grey Hoodie: picture added"
    assert await ann.press("Undo") == "Taken back:\n🧥 Grey Hoodie: picture taken away"
    assert await world.colour_of("Grey Hoodie") is None


async def test_what_goes_keeps_a_last_picture(world: Studio, ann: Sender) -> None:
    await ann.say("bought a grey hoodie yesterday")
    text = await ann.show("gave my grey hoodie to my brother")
    assert text.splitlines() == [
        "Gave 🧥 Grey Hoodie to my brother",
        "🧥 Grey Hoodie: picture added",
    ]


@pytest.mark.parametrize("caption", ["grey hoodie", "my grey hoodie", "it's a grey hoodie"])
async def test_a_bare_name_is_a_caption_too(world: Studio, ann: Sender, caption: str) -> None:
    assert "Added 🧥 Grey Hoodie" in await ann.show(caption)
    assert await world.colour_of("Grey Hoodie") == "blue"


async def test_a_command_is_a_caption_too(world: Studio, ann: Sender) -> None:
    text = await ann.show("/add my violin")
    assert "Added 🎻 Violin" in text
    assert text.endswith("🎻 Violin: picture added")


@pytest.mark.parametrize(
    "caption", ["what do I own?", "bought a lamp and a chair", "I want a new lamp", "/items"]
)
async def test_where_no_single_thing_comes_of_the_caption_the_picture_waits(
    world: Studio, ann: Sender, caption: str
) -> None:
    assert "I hold on to your picture for a while" in await ann.show(caption)
    assert "Added 🎻 Violin" in await ann.say("my violin")
    assert await world.colour_of("Violin") == "blue"


async def test_at_the_limit_the_swap_gives_the_picture_to_what_comes(
    world: Studio, ann: Sender
) -> None:
    for number in range(10):
        await ann.say(f"/add Spoon number {number}")
    assert "What should go" in await ann.show("bought a grey hoodie yesterday")
    assert "picture" not in ann.replies[-1].text
    await ann.press("Give Spoon number 0")
    assert ann.replies[0].edits
    assert await world.colour_of("Grey Hoodie") == "blue"
    assert "picture" not in await ann.say("bought a lamp yesterday"), "used once"


async def test_a_picture_without_words_asks_what_it_is(ann: Sender) -> None:
    assert (
        await ann.show() == f"{WHAT} Write me what it is, as in “a grey hoodie, got it yesterday”."
    )
    assert ann.replies[0].asks
    assert ann.labels() == []


async def test_the_newest_things_without_a_picture_are_offered(world: Studio, ann: Sender) -> None:
    for thing in ("an oak table", "a kettle", "a violin", "a grey hoodie"):
        await ann.say(f"bought {thing} yesterday")
    await ann.show("my violin")
    await ann.say("gave my kettle to my brother")
    await ann.say("bought a bike yesterday")
    await ann.say("bought a tent yesterday")
    assert (await ann.show()).startswith(WHAT)
    assert ann.labels() == [
        "It is my ⛺ Tent",
        "It is my 🚲 Bike",
        "It is my 🧥 Grey Hoodie",
        "✖️ None of these",
    ]
    assert await ann.press("Bike") == "🚲 Bike: picture added"
    assert ann.replies[0].edits
    assert await world.colour_of("Bike") == "blue"


async def test_buttons_and_words_count_after_a_restart(
    world: Studio, ann: Sender, database: Database, clock: StandingClock
) -> None:
    await ann.say("bought a kettle yesterday")
    await ann.show(file=File(photo("red")))
    ann.conversation = studio(database, clock).conversation
    await ann.press("Kettle")
    assert await world.colour_of("Kettle") == "red"
    await ann.show(file=File(photo("green")))
    ann.conversation = studio(database, clock).conversation
    await ann.say("a grey hoodie, got it yesterday")
    assert await world.colour_of("Grey Hoodie") == "green"


@pytest.mark.parametrize("words", ["the kettle", "kettle", "my kettle", "it is my kettle"])
async def test_a_thing_of_theirs_is_named_in_words(world: Studio, ann: Sender, words: str) -> None:
    await ann.say("bought a kettle yesterday")
    for _ in range(4):  # the newest are offered, this one is not
        await ann.say("bought a lamp yesterday")
    await ann.show()
    assert (await ann.say(words)).endswith("Kettle: picture added")
    assert await world.colour_of("Kettle") == "blue"


async def test_words_that_fit_several_things_are_asked_about(world: Studio, ann: Sender) -> None:
    for thing in ("a red lamp", "a blue lamp", "a chair", "a table", "a bike"):
        await ann.say(f"bought {thing} yesterday")
    await ann.show()
    assert "Which one do you mean" in await ann.say("lamp")
    await ann.press("Blue Lamp")
    assert await world.colour_of("Blue Lamp") == "blue"
    assert await world.colour_of("Red Lamp") is None


async def test_none_of_these_asks_on_and_the_picture_still_waits(
    world: Studio, ann: Sender
) -> None:
    await ann.say("bought a kettle yesterday")
    await ann.show()
    assert (await ann.press("None of these")).startswith("Then write me what it is")
    assert ann.replies[0].edits
    assert ann.replies[0].asks
    assert "Added 🎻 Violin" in await ann.say("my violin")
    assert await world.colour_of("Violin") == "blue"
    assert await world.colour_of("Kettle") is None


async def test_a_picture_is_used_once(world: Studio, ann: Sender) -> None:
    await ann.show()
    await ann.say("my violin")
    assert "picture" not in await ann.say("bought a grey hoodie yesterday")
    await ann.show()
    await ann.press("Grey Hoodie")
    assert "picture" not in await ann.say("bought a kettle yesterday")


async def test_a_picture_waits_15_minutes(world: Studio, ann: Sender, clock: StandingClock) -> None:
    await ann.show()
    clock.set(clock.now() + timedelta(minutes=14))
    assert "picture" in await ann.say("bought a kettle yesterday")
    await ann.show()
    clock.set(clock.now() + timedelta(minutes=15))
    assert "picture" not in await ann.say("bought a lamp yesterday")


async def test_a_question_in_between_uses_nothing_up(world: Studio, ann: Sender) -> None:
    await ann.show()
    await ann.say("what do I own?")
    await ann.say("/help")
    assert "picture added" in await ann.say("bought a kettle yesterday")


async def test_a_later_correction_of_the_name_leaves_the_picture(
    world: Studio, ann: Sender
) -> None:
    await ann.show("bought a grey hoodie yesterday")
    await ann.say("I meant a violin")
    assert await world.colour_of("Violin") == "blue"


async def test_what_a_model_sees_is_proposed_and_added_by_a_press(
    database: Database, clock: StandingClock, server: OpenAIServer
) -> None:
    world = studio(database, clock, server)
    ann = world.sender()
    await ann.say("bought a kettle yesterday")
    server.will_say(json.dumps({"name": "Violin", "type": "Books_Media"}))
    assert (await ann.show()).startswith("Could this be: 🎻 Violin?")
    assert ann.labels() == ["✅ Yes, add it", "It is my 🫖 Kettle", "✖️ None of these"]
    assert "Violin" not in await ann.say("/items"), "a proposal is data"
    await ann.show("what do I own?")  # a caption is not looked at
    assert len(server.requests) == 1


async def test_yes_adds_what_was_seen_with_its_picture(
    database: Database, clock: StandingClock, server: OpenAIServer
) -> None:
    world = studio(database, clock, server)
    ann = world.sender()
    server.will_say(json.dumps({"name": "Violin", "type": "Books_Media"}))
    await ann.show()
    assert ann.labels() == ["✅ Yes, add it", "✖️ No"]
    assert "Added 📚 Violin · picture added" in await ann.press("Yes")
    assert await world.colour_of("Violin") == "blue"
    server.will_say(json.dumps({"name": "Lamp", "type": "Decor_Art"}))
    await ann.show()
    assert "Added 🖼️ Lamp · picture added" in await ann.say("yes")
    server.will_say(json.dumps({"name": "Lamp", "type": "Decor_Art"}))
    await ann.show()
    assert "It is my 🖼️ Lamp" in ann.labels(), "it may be the one they have"


@pytest.mark.parametrize("answer", ["garbage", json.dumps({"name": "", "type": "Other"})])
async def test_where_nothing_is_seen_the_person_is_simply_asked(
    database: Database, clock: StandingClock, server: OpenAIServer, answer: str
) -> None:
    ann = studio(database, clock, server).sender()
    server.will_say(answer)
    assert (await ann.show()).startswith(WHAT)


async def test_a_model_that_is_down_is_no_reason_not_to_ask(
    database: Database, clock: StandingClock, server: OpenAIServer
) -> None:
    ann = studio(database, clock, server).sender()
    server.will_fail(500)
    assert (await ann.show()).startswith(WHAT)


@pytest.mark.parametrize("order", list(permutations(["bought a violin yesterday", "", ""])))
async def test_of_an_album_one_is_dealt_with_in_whatever_order_it_comes(
    world: Studio, ann: Sender, order: tuple[str, ...]
) -> None:
    replies = []
    for caption in order:
        colour = "red" if caption else "blue"
        await ann.show(caption, File(photo(colour)), album="a1")
        replies += [reply.text for reply in ann.replies]
    assert await world.colour_of("Violin") == "red", "the picture that the words came with"
    assert sum(text.startswith("One picture for each thing") for text in replies) == 1
    assert sum(text.startswith(WHAT) for text in replies) == (1 if not order[0] else 0)
    assert "picture" not in await ann.say("bought a kettle yesterday")


async def test_an_album_without_words_asks_once(world: Studio, ann: Sender) -> None:
    await ann.say("bought a kettle yesterday")
    files = [File() for _ in range(10)]
    replies = []
    for file in files:
        await ann.show(file=file, album="a1")
        replies.append(len(ann.replies))
    assert replies == [1, 1] + [0] * 8
    assert [file.reads for file in files] == [1] + [0] * 9
    await ann.show(album="a2")
    assert ann.replies[0].text.startswith(WHAT), "another album"


async def test_a_typed_answer_counts_after_the_rest_of_the_album(
    world: Studio, ann: Sender
) -> None:
    await ann.say("bought a lamp yesterday")
    await ann.say("bought a kettle yesterday")
    for number in range(10):
        await ann.show(file=File(photo("red" if number == 0 else "blue")), album="a1")
    assert (await ann.say("the first")).endswith("Kettle: picture added")
    assert await world.colour_of("Kettle") == "red"


async def test_an_album_that_arrives_at_once_is_dealt_with_one_by_one(
    world: Studio, ann: Sender
) -> None:
    updates = [ann.showing(album="a1") for _ in range(5)]
    answers = await asyncio.gather(*map(world.conversation.handle, updates))
    assert sorted(len(replies) for replies in answers) == [0, 0, 0, 1, 1]


async def test_each_picture_of_an_album_with_words_of_its_own_is_one_thing(
    world: Studio, ann: Sender
) -> None:
    await ann.show("bought a violin yesterday", File(photo("red")), album="a1")
    await ann.show("bought a kettle yesterday", File(photo("green")), album="a1")
    assert await world.colour_of("Violin") == "red"
    assert await world.colour_of("Kettle") == "green"


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (File(b""), "That picture is empty."),
        (File(b"GIF89a but not quite"), "I cannot read that picture."),
        (File(photo()[:300]), "I cannot read that picture."),
        (File(size=LARGEST_BYTES + 1), "That picture is too large for me."),
        (File(unreachable=True), "I could not fetch your picture."),
    ],
    ids=["empty", "no-picture", "broken", "too-large", "unreachable"],
)
async def test_an_unusable_picture_gets_a_friendly_sentence_and_its_caption_is_heard(
    world: Studio, ann: Sender, file: File, sentence: str
) -> None:
    assert (await ann.show(file=file)).startswith(sentence)
    await ann.show("bought a violin yesterday", file)
    receipt, about = (reply.text for reply in ann.replies)
    assert receipt.startswith("Added 🎻 Violin")
    assert about.startswith(sentence)
    assert await world.kept() == []
    assert file.reads == (0 if file.size else 2), "what is too large is not fetched"


async def test_a_store_that_is_away_costs_the_picture_and_not_the_words(
    world: Studio, ann: Sender, database: Database
) -> None:
    await asyncio.to_thread(
        Path(f"{database.engine.url.database}.pictures").write_text, "not a folder"
    )
    text = await ann.show("bought a violin yesterday")
    assert "Added 🎻 Violin" in text
    assert "I cannot get at the pictures right now" in text


async def test_a_redelivered_picture_is_answered_again_and_not_fetched_again(
    world: Studio, ann: Sender
) -> None:
    file = File()
    update = ann.showing("bought a violin yesterday", file)
    assert await ann.send(update) == await ann.send(update)
    assert file.reads == 1
    assert len(await world.kept()) == 1
    question = ann.showing(file=file)
    assert await ann.send(question) == await ann.send(question)
    assert file.reads == 2


async def test_in_a_group_each_has_their_own_waiting_picture_and_the_group_owns_it(
    world: Studio,
) -> None:
    ann, bob = await world.flatmates("ann", "bob")
    await ann.show(file=File(photo("red")))
    await bob.show(file=File(photo("green")))
    await ann.say("our violin")
    await bob.say("a kettle, got it yesterday")
    assert await world.colour_of("Violin") == "red"
    assert await world.colour_of("Kettle") == "green"
    async with world.database.engine.connect() as connection:
        kinds = await connection.exec_driver_sql(
            "SELECT DISTINCT kind FROM households JOIN pictures"
            " ON pictures.household_id = households.id"
        )
        assert list(kinds.scalars()) == ["shared"]


async def test_where_there_is_no_list_yet_a_picture_is_not_even_fetched(world: Studio) -> None:
    ann, file = world.sender(), File()
    ann.group = Group("flat", "Our flat")
    assert "Shall I start one?" in await ann.show("bought a kettle yesterday", file)
    assert file.reads == 0


async def test_a_picture_of_a_group_is_not_given_to_a_private_thing(world: Studio) -> None:
    (in_group,), in_private = await world.flatmates("ann"), world.sender("ann")
    await in_group.show()
    assert "picture" not in await in_private.say("bought a kettle yesterday")


async def test_a_reference_is_never_printed(world: Studio, ann: Sender) -> None:
    texts = [
        await ann.show("bought a violin yesterday"),
        await ann.say("/items"),
        await ann.show("my violin"),
        await ann.say("/history"),
        await ann.say("/item violin"),
        await ann.say("undo"),
        await ann.say("/history"),
    ]
    assert not any("picture:" in text for text in texts)
