"""A voice message is shown as text, and is then a text like any other."""

from collections.abc import Iterator

import pytest

from bot.agent.senses.transcription import LARGEST_BYTES
from bot.conversation.cleaning import LONGEST_TEXT
from core.clock import StandingClock
from core.people.actions import change_settings
from core.people.results import SettingsEdit
from core.turns.desk import Arrival
from storage.transactions import Database
from storage.vocabulary import Cause
from tests.conversation.media import File, Sender, Studio, studio
from tests.emulators.openai import OpenAIServer

SENTENCE = "bought a grey hoodie yesterday"


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


@pytest.fixture
def world(database: Database, clock: StandingClock, server: OpenAIServer) -> Studio:
    return studio(database, clock, server)


@pytest.fixture
def ann(world: Studio) -> Sender:
    return world.sender()


async def test_what_is_said_is_shown_and_then_heard(ann: Sender, server: OpenAIServer) -> None:
    server.will_hear(SENTENCE)
    await ann.speak()
    shown, receipt = ann.replies
    assert shown.text == f"🎙 “{SENTENCE}”"
    assert receipt.text == "Added 🧥 Grey Hoodie · received 9 Mar 2026 · goal 1 year"
    assert "off your list again" in await ann.press("Undo")


async def test_the_next_sentence_is_heard_against_it(ann: Sender, server: OpenAIServer) -> None:
    server.will_hear(SENTENCE)
    await ann.speak()
    assert "goal 1 year → 2 years" in await ann.say("make it 24 months")


async def test_in_a_group_as_in_private(world: Studio, server: OpenAIServer) -> None:
    (ann,) = await world.flatmates("ann")
    server.will_hear(SENTENCE)
    assert "Added 🧥 Grey Hoodie" in await ann.speak()


async def test_it_answers_what_a_picture_shows(
    world: Studio, ann: Sender, server: OpenAIServer
) -> None:
    server.will_say("nothing I know")
    await ann.show()
    server.will_hear("My violin.")
    assert "🎻 Violin: picture added" in await ann.speak()
    assert await world.colour_of("Violin") == "blue"


@pytest.mark.parametrize("said", ["/deletemydata", "/ items", "//items", "slash items"])
async def test_a_transcript_is_never_a_command(
    ann: Sender, server: OpenAIServer, said: str
) -> None:
    await ann.say("/start")
    server.will_hear(said)
    assert "Unknown" not in await ann.speak()
    assert ann.replies[0].text == f"🎙 “{said}”"
    assert not any("/deletemydata" in reply.text for reply in ann.replies[1:])


async def test_a_code_that_is_spoken_is_not_written_down(ann: Sender, server: OpenAIServer) -> None:
    server.will_hear("my code is 1234 5678")
    told = await ann.speak()
    assert "🎙 “my code is ········”" in told
    assert "1234" not in told


async def test_a_long_transcript_is_heard_whole_and_shown_in_short(
    ann: Sender, server: OpenAIServer
) -> None:
    server.will_hear(f"{SENTENCE}. {'It is a nice day. ' * 60}")
    await ann.speak()
    assert len(ann.replies[0].text) < 510
    assert ann.replies[0].text.endswith("…”")


async def test_more_words_than_can_be_read_get_a_sentence(
    ann: Sender, server: OpenAIServer
) -> None:
    server.will_hear("so " * LONGEST_TEXT)
    assert "too long for me" in await ann.speak()


async def test_a_redelivered_voice_message_is_neither_fetched_nor_heard_again(
    ann: Sender, server: OpenAIServer
) -> None:
    file = File(b"OggS", "audio/ogg")
    server.will_hear(SENTENCE)
    await ann.speak(file)
    first = ann.replies
    assert ann.last is not None
    await ann.send(ann.last)
    assert ann.replies == first
    assert file.reads == 1
    assert len(server.requests) == 1


async def test_without_a_model_the_person_is_asked_to_write(
    database: Database, clock: StandingClock
) -> None:
    ann = studio(database, clock).sender()
    file = File(b"OggS", "audio/ogg")
    assert await ann.speak(file) == (
        "I cannot listen to voice messages here. Please write it to me in a few words."
    )
    assert file.reads == 0


@pytest.mark.parametrize(
    ("file", "seconds", "sentence"),
    [
        (File(b"OggS", "audio/ogg"), 301, "up to 5 minutes"),
        (File(b"OggS", "audio/ogg", LARGEST_BYTES + 1), 5, "too large"),
        (File(bytes(LARGEST_BYTES + 1), "audio/ogg"), 5, "too large"),
        (File(b"", "audio/ogg"), 5, "could not hear any words"),
        (File(b"OggS", "audio/ogg", unreachable=True), 5, "could not fetch"),
        (File(b"MThd", "audio/midi"), 5, "could not make out"),
    ],
    ids=["too-long", "told-too-large", "too-large", "empty", "unreachable", "unknown-format"],
)
async def test_what_can_not_be_listened_to_gets_one_friendly_sentence(
    ann: Sender, server: OpenAIServer, file: File, seconds: int, sentence: str
) -> None:
    assert sentence in await ann.speak(file, seconds)
    assert len(ann.replies) == 1
    assert server.requests == []


async def test_what_is_too_much_is_not_fetched(ann: Sender) -> None:
    for file, seconds in ((File(), 301), (File(size=LARGEST_BYTES + 1), 5)):
        await ann.speak(file, seconds)
        assert file.reads == 0


async def test_silence_and_failure_get_one_friendly_sentence_each(
    ann: Sender, server: OpenAIServer
) -> None:
    server.will_hear(" ")
    assert await ann.speak() == (
        "I could not hear any words. Please say it again, or write it to me."
    )
    server.will_fail(500)
    assert "could not make out" in await ann.speak()


async def test_only_a_language_they_chose_themselves_is_told_to_the_model(
    world: Studio, ann: Sender, server: OpenAIServer
) -> None:
    server.will_hear(SENTENCE)
    await ann.speak()
    arrival = Arrival("test", "ann", "Ann", "chat-of-ann", private=True, cause=Cause.COMMAND)
    async with world.desk.turn(arrival) as turn:
        await change_settings(await turn.work(), SettingsEdit(locale="de-AT"))
    server.will_hear(SENTENCE)
    await ann.speak()
    languages = [request.form.fields.get("language") for request in server.requests if request.form]
    assert languages == [None, "de"]
