"""Voice notes that are transcribed: the real client, over HTTP, against a loopback server."""

import logging
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from threading import Event

import pytest

from bot.agent.model import ModelSettings
from bot.agent.senses.transcription import LARGEST_BYTES, Transcriber, TranscriptionFailed
from tests.agent.conftest import KEY
from tests.agent.waiting import until
from tests.emulators.openai import OpenAIServer
from tests.emulators.openai.audio import LARGEST_BYTES as MOST_THE_SERVER_TAKES
from tests.emulators.openai.audio import Form

VOICE = b"OggS" + bytes(range(256))


@pytest.fixture
def settings(server: OpenAIServer) -> ModelSettings:
    return ModelSettings("gpt-4o-mini-transcribe", KEY, server.base_url, max_retries=0)


@pytest.fixture
async def transcriber(settings: ModelSettings) -> AsyncIterator[Transcriber]:
    transcriber = Transcriber(settings)
    yield transcriber
    await transcriber.close()


def sent(server: OpenAIServer) -> Form:
    form = server.requests[-1].form
    assert form is not None
    return form


async def reason_of(transcriber: Transcriber, media_type: str = "audio/ogg") -> str:
    with pytest.raises(TranscriptionFailed) as failed:
        await transcriber.transcribe(VOICE, media_type)
    return failed.value.reason


async def test_what_is_said_becomes_one_tidy_line(
    transcriber: Transcriber, server: OpenAIServer
) -> None:
    server.will_hear("  Bought a grey\nhoodie\u202e yesterday. ")

    assert await transcriber.transcribe(VOICE, "audio/ogg") == "Bought a grey hoodie yesterday."


async def test_the_voice_note_reaches_the_server_as_it_is(
    transcriber: Transcriber, server: OpenAIServer
) -> None:
    server.will_hear("hello")
    await transcriber.transcribe(VOICE, "audio/ogg", "de-AT")

    assert server.requests[0].path == "/v1/audio/transcriptions"
    form = sent(server)
    assert form.file is not None
    assert form.file.name == "voice.ogg"
    assert form.file.data == VOICE
    assert form.fields == {
        "model": "gpt-4o-mini-transcribe",
        "response_format": "json",
        "language": "de",
    }


@pytest.mark.parametrize("language", [None, "", "gsw-CH", "ÄÖ", "i"])
async def test_a_language_without_a_two_letter_code_is_left_to_the_model(
    transcriber: Transcriber, server: OpenAIServer, language: str | None
) -> None:
    server.will_hear("hello")
    await transcriber.transcribe(VOICE, "audio/ogg", language)

    assert "language" not in sent(server).fields


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("audio/ogg; codecs=opus", "voice.ogg"),
        ("Audio/OGG", "voice.ogg"),
        ("audio/mpeg", "voice.mp3"),
        ("audio/mp4", "voice.m4a"),
        ("audio/x-m4a", "voice.m4a"),
        ("audio/x-wav", "voice.wav"),
        ("audio/webm", "voice.webm"),
    ],
)
async def test_the_server_is_told_the_format_by_the_name_of_the_file(
    transcriber: Transcriber, server: OpenAIServer, media_type: str, name: str
) -> None:
    server.will_hear("hello")
    await transcriber.transcribe(VOICE, media_type)

    file = sent(server).file
    assert file is not None
    assert file.name == name


@pytest.mark.parametrize("media_type", ["", "text/plain", "audio/", 'audio/ogg"\r\nX: y'])
async def test_what_is_no_known_audio_is_not_sent(
    transcriber: Transcriber, server: OpenAIServer, media_type: str
) -> None:
    assert await reason_of(transcriber, media_type) == "unknown media type"
    assert server.requests == []


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, "BadRequestError 400"),
        (401, "AuthenticationError 401"),
        (404, "NotFoundError 404"),
        (413, "APIStatusError 413"),
        (429, "RateLimitError 429"),
        (500, "InternalServerError 500"),
    ],
)
async def test_an_error_of_the_server_is_a_failure_with_its_status(
    transcriber: Transcriber, server: OpenAIServer, status: int, reason: str
) -> None:
    server.will_fail(status)

    assert await reason_of(transcriber) == reason


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Bad gateway</html>",
        b'{"text": "Bou',
        b"{}",
        b"null",
        b"[]",
        b'{"text": null}',
        b'{"text": ["Bought"]}',
        b"\xff\xfe\x00",
        b"[" * 50_000,
    ],
)
async def test_garbage_is_a_failure(
    transcriber: Transcriber, server: OpenAIServer, body: bytes
) -> None:
    server.will_send(body)

    assert await reason_of(transcriber)


@pytest.mark.parametrize("text", ["", "  \n ", "\u200d\u202e"])
async def test_a_voice_note_in_which_nothing_is_said_is_a_failure(
    transcriber: Transcriber, server: OpenAIServer, text: str
) -> None:
    server.will_hear(text)

    assert await reason_of(transcriber) == "empty answer"


async def test_a_slow_server_is_not_waited_for(
    transcriber: Transcriber, settings: ModelSettings, server: OpenAIServer
) -> None:
    server.will_hear("the client is loaded")
    await transcriber.transcribe(VOICE, "audio/ogg")
    hasty = Transcriber(replace(settings, timeout=0.3, max_retries=2))
    given_up = Event()
    server.meanwhile = until(given_up)
    server.will_hear("too late")

    assert "Timeout" in await reason_of(hasty)
    given_up.set()
    await hasty.close()


async def test_a_refused_connection_is_a_failure(settings: ModelSettings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        transcriber = Transcriber(replace(settings, base_url=nobody))
        assert await reason_of(transcriber) == "APIConnectionError"
        await transcriber.close()


async def test_a_passing_error_is_tried_again(
    settings: ModelSettings, server: OpenAIServer
) -> None:
    transcriber = Transcriber(replace(settings, max_retries=1))
    server.will_fail(429, retry_after="0")
    server.will_hear("hello")

    assert await transcriber.transcribe(VOICE, "audio/ogg") == "hello"
    assert [request.form for request in server.requests] == [sent(server)] * 2
    await transcriber.close()


async def test_closing_closes_and_what_is_asked_afterwards_fails(
    settings: ModelSettings, server: OpenAIServer
) -> None:
    transcriber = Transcriber(settings)
    server.will_hear("hello")
    server.will_hear("never")
    await transcriber.transcribe(VOICE, "audio/ogg")
    await transcriber.close()

    assert await reason_of(transcriber)
    assert server.unused == 1


async def test_closing_what_was_never_asked_is_fine(settings: ModelSettings) -> None:
    await Transcriber(settings).close()


async def test_neither_key_nor_words_reach_a_log_or_a_reason(
    settings: ModelSettings, server: OpenAIServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    transcriber = Transcriber(settings)
    server.will_hear("my private rug")
    await transcriber.transcribe(VOICE, "audio/ogg")
    server.will_send(b'my private rug, {"text": ')
    reasons = [await reason_of(transcriber)]
    server.will_fail(400)
    reasons.append(await reason_of(transcriber))
    await transcriber.close()

    logged = [record.getMessage() for record in caplog.records]
    assert logged
    everything = "\n".join([*logged, *reasons, repr(settings)])
    assert KEY not in everything
    assert "private rug" not in everything
    assert "OggS" not in everything


def test_what_a_caller_may_hand_in_is_less_than_the_server_takes() -> None:
    assert LARGEST_BYTES < MOST_THE_SERVER_TAKES
