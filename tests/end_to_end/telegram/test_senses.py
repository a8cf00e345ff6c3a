"""Voice messages and pictures, where a service hears and sees."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.emulators.openai import OpenAIServer
from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.photos import jpeg
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.serving import settings_for
from tests.end_to_end.telegram.talking import pressed


@pytest.fixture
def service() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


@pytest.fixture
async def minnow(
    telegram: TelegramServer, sqlite_url: URL, tmp_path: Path, service: OpenAIServer
) -> AsyncIterator[Running]:
    settings = settings_for(
        telegram,
        sqlite_url,
        tmp_path,
        OPENAI_BASE_URL=service.base_url,
        OPENAI_API_KEY=service.api_key,
        MINNOW_TRANSCRIPTION_MODEL="whisper-1",
        MINNOW_VISION_MODEL="emulated-1",
    )
    async with Running(settings) as running:
        yield running


async def test_a_voice_message_is_shown_and_heard_and_a_bare_picture_is_seen(
    minnow: Running, service: OpenAIServer, ann: Person
) -> None:
    service.will_hear("bought a bike yesterday")
    await ann.send_voice(b"OggS")
    assert (await ann.answer()).text == "🎙 “bought a bike yesterday”"
    assert (await ann.answer()).text.startswith("Added 🚲 Bike")

    service.will_say('{"name": "Red Sofa", "type": "Furniture_Appliances"}')
    await ann.send_photo(jpeg("red"))
    question = await ann.answer()
    assert question.text.startswith("Could this be: ")
    await minnow.restart()
    await pressed(ann, question, "Yes, add it")
    assert question.text.startswith("Added 🛋️ Red Sofa")
