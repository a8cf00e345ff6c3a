"""The emulator transcribes what was queued, and refuses what the real server would refuse."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from tests.emulators.openai import OpenAIServer
from tests.emulators.openai.audio import LARGEST_BYTES, Upload

VOICE = bytes(range(256)) * 4
"""With every byte there is, ends of lines among them."""
HEAR = {"model": "whisper-1"}


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer("sk-key") as server:
        yield server


async def post(
    server: OpenAIServer,
    fields: dict[str, str],
    file: bytes | None = VOICE,
    name: str = "voice.ogg",
    key: str = "sk-key",
) -> tuple[int, Any]:
    form = aiohttp.FormData(fields, default_to_multipart=True)
    if file is not None:
        form.add_field("file", BytesIO(file), filename=name, content_type="audio/ogg")
    url = server.base_url + "/audio/transcriptions"
    headers = {"Authorization": f"Bearer {key}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=form, headers=headers) as answer,
    ):
        return answer.status, await answer.json()


async def test_it_answers_what_was_queued_and_remembers_what_it_heard(server: OpenAIServer) -> None:
    server.will_hear("bought a mug")

    status, body = await post(
        server, {"model": "whisper-1", "language": "en", "response_format": "json"}
    )

    assert (status, body["text"]) == (200, "bought a mug")
    form = server.requests[0].form
    assert form is not None
    assert form.file == Upload("voice.ogg", "audio/ogg", VOICE)
    assert form.fields["language"] == "en"


async def test_wrong_keys_are_refused(server: OpenAIServer) -> None:
    assert (await post(server, HEAR, key="sk-other"))[0] == 401


async def test_an_unknown_model_is_not_found(server: OpenAIServer) -> None:
    assert (await post(server, {"model": "parrot"}))[0] == 404


async def test_more_than_25_mb_are_refused(server: OpenAIServer) -> None:
    status, _ = await post(server, HEAR, bytes(LARGEST_BYTES))

    assert status == 413


async def test_json_is_no_form(server: OpenAIServer) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            server.base_url + "/audio/transcriptions",
            json=HEAR,
            headers={"Authorization": "Bearer sk-key"},
        ) as answer,
    ):
        assert answer.status == 415


@pytest.mark.parametrize("name", ["voice.exe", "voice.opus", "voice", ""])
async def test_a_file_of_another_kind_is_refused(server: OpenAIServer, name: str) -> None:
    server.will_hear("never")

    assert (await post(server, HEAR, name=name))[0] == 400
    assert server.unused == 1


@pytest.mark.parametrize(
    ("fields", "file"),
    [
        ({}, VOICE),
        (HEAR, None),
        (HEAR, b""),
        ({**HEAR, "language": "english"}, VOICE),
        ({**HEAR, "response_format": "poem"}, VOICE),
        ({**HEAR, "tools": "[]"}, VOICE),
    ],
)
async def test_malformed_forms_are_refused(
    server: OpenAIServer, fields: dict[str, str], file: bytes | None
) -> None:
    server.will_hear("never")

    assert (await post(server, fields, file))[0] == 400
    assert server.unused == 1
