"""The plain client of an OpenAI-compatible endpoint, for what is no conversation."""

from typing import TYPE_CHECKING

from bot.agent.clients import Late
from bot.agent.model import ModelSettings

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class LateClient:
    """Opens nothing until it is first asked for."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._client = Late(self._build)

    async def get(self) -> "AsyncOpenAI":
        return await self._client.get()

    async def close(self) -> None:
        """Let go of connections. What is asked afterwards fails."""
        if self._client.built is not None:
            await self._client.built.close()

    def _build(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI

        return AsyncOpenAI(
            api_key=self._settings.api_key,
            base_url=self._settings.base_url,
            timeout=self._settings.timeout,
            max_retries=self._settings.max_retries,
        )


def language_code(locale: str | None) -> str | None:
    """The ISO 639-1 code at the start of a locale, as in "de" of "de-AT"; None if it has none."""
    code = (locale or "").replace("_", "-").split("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
