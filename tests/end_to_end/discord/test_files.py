"""Pictures, voice messages and whatever else people attach."""

import pytest

from tests.emulators.discord import Channel, DiscordServer, Message, Person
from tests.end_to_end.discord.serving import Serving
from tests.end_to_end.discord.talking import asked, opened, pressed
from tests.end_to_end.photos import colour_of, jpeg

STICKER = {"sticker_items": [{"id": "7", "name": "wave", "format_type": 1}]}
FORWARDED = {
    "message_reference": {"type": 1, "channel_id": "60", "message_id": "61"},
    "message_snapshots": [
        {
            "message": {
                "type": 0,
                "content": "bought a sofa",
                "embeds": [],
                "attachments": [],
                "timestamp": "2026-11-20T12:00:00+00:00",
                "edited_timestamp": None,
                "flags": 0,
                "mentions": [],
                "mention_roles": [],
                "components": [],
            }
        }
    ],
}


async def sent(person: Person, *files: tuple[str, str, bytes], text: str = "") -> str:
    await person.write(text, attachments=files)
    return "\n".join(message.text for message in await person.answers())


def thumbnail(message: Message | None) -> bytes:
    """That of its card; it lies with us, not where it was sent to."""
    assert message is not None
    (embed,) = message.embeds
    (file,) = message.attachments
    assert embed["thumbnail"]["url"] in (f"attachment://{file.name}", file.url)
    return file.content


async def test_a_picture_becomes_that_of_its_thing_and_is_shown_again(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    said = await sent(ann, ("bike.jpg", "image/jpeg", jpeg("red")), text="bought a bike yesterday")
    assert said.startswith("Added 🚲 Bike")
    discord.fail("GET /attachments/*", status=404, times=9)  # links of Discord expire
    await minnow.restart()

    card = (await ann.command("item", thing="bike")).response
    assert card is not None
    assert colour_of(thumbnail(card)) == "red"
    await pressed(ann, card, "Used it today")
    assert colour_of(thumbnail(card)) == "red"


async def test_a_picture_without_words_is_asked_about(minnow: Serving, ann: Person) -> None:
    assert (await sent(ann, ("a.png", "image/png", jpeg("green")))).startswith("What is this?")
    assert "Added 🚲 Bike" in (await asked(ann, "a bike")).text
    card = await ann.command("item", thing="bike")
    assert colour_of(thumbnail(card.response)) == "green"


async def test_the_picture_of_somebodys_message_comes_with_it(
    minnow: Serving, general: Channel, ann: Person, bob: Person
) -> None:
    await opened(ann, general)
    files = [("sofa.jpg", "image/jpeg", jpeg("blue"))]
    said = await bob.write("red sofa", at=general, attachments=files)
    assert "Sofa" in (await ann.context_command("Add to my things", said)).text
    card = await ann.command("item", at=general, thing="sofa")
    assert colour_of(thumbnail(card.response)) == "blue"


async def test_where_files_are_not_allowed_a_card_comes_in_words(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    await sent(ann, ("bike.jpg", "image/jpeg", jpeg("red")), text="bought a bike")
    discord.fail("POST /channels/*/messages", status=413)
    card = await asked(ann, "/item bike")
    assert card.text.startswith("🚗 Bike\nType: Vehicles")
    assert card.attachments == []
    assert card.buttons


@pytest.mark.parametrize(
    ("media_type", "content", "answer"),
    [
        ("application/zip", b"PK", "I do not read files."),
        ("", b"?", "I do not read files."),
        ("text/html; charset=utf-8", b"<script>", "I do not read files."),
        ("video/mp4", b"?", "I cannot watch videos."),
        ("image/jpeg", b"no picture at all", "I cannot read that picture."),
        ("image/png", b"", "That picture is empty."),
        ("image/svg+xml", b"<svg/>", "I cannot read that picture."),
    ],
)
async def test_whatever_is_attached_gets_a_friendly_sentence(
    minnow: Serving, ann: Person, media_type: str, content: bytes, answer: str
) -> None:
    assert (await sent(ann, ("x", media_type, content))).startswith(answer)
    added = await sent(ann, ("x", media_type, content), text="bought a bike")
    assert added.startswith("Added 🚲 Bike"), "the words count"


async def test_a_picture_that_can_not_be_fetched_is_told_of(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    discord.fail("GET /attachments/*", status=404, times=9)
    await ann.write("bought a bike", attachments=[("a.jpg", "image/jpeg", jpeg("red"))])
    assert "Added 🚲 Bike" in (await ann.answer()).text
    assert (await ann.answer()).text.startswith("I could not fetch your picture.")


async def test_voice_messages_stickers_polls_and_forwarded_words_are_answered_kindly(
    minnow: Serving, ann: Person
) -> None:
    await ann.write(voice=True, attachments=[("voice.ogg", "audio/ogg", b"OggS")])
    assert (await ann.answer()).text.startswith("I cannot listen to voice messages here.")
    await ann.write(more=STICKER)
    assert (await ann.answer()).text.startswith("Nice sticker!")
    await ann.write(more=FORWARDED)
    assert (await ann.answer()).text.startswith("I note only what you tell me yourself")
    await ann.write()
    assert (await ann.answer()).text.startswith("I cannot read that.")
    assert (await ann.command("items")).text.startswith("Your list is empty.")


async def test_texts_of_any_length_and_script_come_back_whole(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    assert (await asked(ann, "x" * 4000)).text
    assert (await asked(ann, "🙂" * 2000)).text.startswith("I need a few words to go on")
    names = ("דלת כחולה", "قبعة", "hat_rim <@1> x*y", "帽子")
    for name in names:
        await asked(ann, f"/add {name}")
    listed = (await ann.command("items")).text.replace("\\", "").casefold()
    for name in names:
        assert name.casefold() in listed
    for letter in "ABCDE":
        await ann.command("add", thing=f"{letter} {'𠮷𡈽' * 120}")
    pages = await ann.command("items")
    await discord.until(lambda: len(pages.messages) == 2)
    assert all(len(message.content) <= 2000 for message in pages.messages)
