"""What a picture shows, as a proposal of a name and a type. Importing this loads no client."""

import asyncio
from base64 import b64encode
from typing import TYPE_CHECKING

from bot.agent.clients import fault_of
from bot.agent.model import ModelSettings
from bot.agent.senses.client import LateClient, language_code
from bot.agent.senses.seeing import FORMAT, Seen, SightFailed, instruction, seen_in

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletionMessageParam


class Sight:
    """Opens nothing until it is first asked. The name in the settings is that of a model which
    sees; their timeout is for one picture, retries included."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._client = LateClient(settings)
        self._knows_formats = True

    async def look_at(self, jpeg: bytes, language: str | None = None) -> Seen | None:
        """The one thing in the picture, named in the language of the locale (English for None),
        or None if there is no single thing. Only ever a proposal, for the person to confirm.

        Raises SightFailed.
        """
        try:
            async with asyncio.timeout(self._settings.timeout):
                answer = await self._ask(_messages(jpeg, language_code(language) or "en"))
        # The client, its transport and its parsers raise errors of a dozen unrelated kinds.
        except Exception as error:
            raise SightFailed(fault_of(error)) from None
        return seen_in(answer)

    async def close(self) -> None:
        await self._client.close()

    async def _ask(self, messages: "list[ChatCompletionMessageParam]") -> object:
        """With a format, and without if the server knows none: several do not."""
        client = await self._client.get()
        from openai import BadRequestError, UnprocessableEntityError

        if self._knows_formats:
            try:
                return await self._complete(client, messages, with_format=True)
            except (BadRequestError, UnprocessableEntityError):
                """Either the format is what it does not know, or a picture: the next one tells."""
        answer = await self._complete(client, messages, with_format=False)
        self._knows_formats = False
        return answer

    async def _complete(
        self,
        client: "AsyncOpenAI",
        messages: "list[ChatCompletionMessageParam]",
        *,
        with_format: bool,
    ) -> object:
        from openai import omit

        answer = await client.chat.completions.create(
            model=self._settings.name,
            messages=messages,
            response_format=FORMAT if with_format else omit,
        )
        return answer.choices[0].message.content


def _messages(jpeg: bytes, language: str) -> "list[ChatCompletionMessageParam]":
    url = f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"
    return [
        {"role": "system", "content": instruction(language)},
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "What is this?"},
                # "low" is enough for a name, and has a fixed small price.
                {"type": "image_url", "image_url": {"url": url, "detail": "low"}},
            ],
        },
    ]
