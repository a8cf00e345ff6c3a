"""What is said in a voice note, as text. Importing this loads no client."""

import asyncio
from collections.abc import Mapping

from bot.agent.clients import fault_of
from bot.agent.model import ModelSettings
from bot.agent.senses.client import LateClient, language_code
from core.texts import is_visible, tidy

PATIENCE_SECONDS = 30.0
"""The timeout to give a transcriber: longer than that of a model, since there is more to send."""
LONGEST_SECONDS = 300
LARGEST_BYTES = 20_000_000
"""What a bot may download from Telegram (Bot API, getFile). OpenAI takes 25 MB."""

EXTENSIONS: Mapping[str, str] = {
    "audio/ogg": "ogg",  # voice notes of Telegram and Discord; ".oga" is refused by several servers
    "audio/opus": "ogg",
    "application/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/mp4": "m4a",
    "audio/m4a": "m4a",
    "audio/x-m4a": "m4a",
    "audio/wav": "wav",
    "audio/wave": "wav",
    "audio/x-wav": "wav",
    "audio/vnd.wave": "wav",
    "audio/webm": "webm",
}
"""By media type without parameters. The server tells formats apart by the name of the file."""


class TranscriptionFailed(Exception):
    """There is no transcript. `reason` is fit for a log: no key, no text of anybody's."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NothingSaid(TranscriptionFailed):
    """There is no word in it."""


class Transcriber:
    """Opens nothing until it is first asked. The name in the settings is that of a model which
    transcribes; their timeout is for one voice note, retries included."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._client = LateClient(settings)

    async def transcribe(self, audio: bytes, media_type: str, language: str | None = None) -> str:
        """What is said, in one tidy line. `language` is the locale that is known to be spoken;
        None lets the model find out. The caller sees to LONGEST_SECONDS and LARGEST_BYTES.

        Raises TranscriptionFailed; NothingSaid where nothing is said.
        """
        kind = media_type.partition(";")[0].strip().lower()
        if kind not in EXTENSIONS:
            raise TranscriptionFailed("unknown media type")
        try:
            async with asyncio.timeout(self._settings.timeout):
                text = await self._ask(audio, kind, language_code(language))
        # The client, its transport and its parsers raise errors of a dozen unrelated kinds.
        except Exception as error:
            raise TranscriptionFailed(fault_of(error)) from None
        if not isinstance(text, str):
            raise TranscriptionFailed("malformed answer")
        transcript = tidy(text)
        if not is_visible(transcript):
            raise NothingSaid("empty answer")
        return transcript

    async def close(self) -> None:
        await self._client.close()

    async def _ask(self, audio: bytes, kind: str, language: str | None) -> object:
        """The text of the answer; anything else if it is garbage, which the client lets pass."""
        client = await self._client.get()
        from openai import omit

        answer = await client.audio.transcriptions.create(
            file=(f"voice.{EXTENSIONS[kind]}", audio, kind),
            model=self._settings.name,
            response_format="json",
            language=omit if language is None else language,
        )
        return getattr(answer, "text", None)
