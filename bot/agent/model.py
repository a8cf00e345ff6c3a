"""The language model: any OpenAI-compatible endpoint. Importing this loads no client."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.agent.clients import Late, fault_of
from bot.agent.schemas import tool_schemas

if TYPE_CHECKING:
    from langchain_core.language_models import LanguageModelInput
    from langchain_core.messages import AIMessage, BaseMessage
    from langchain_core.runnables import Runnable
    from langchain_openai import ChatOpenAI

    ToolCaller = Runnable[LanguageModelInput, AIMessage]


OPENAI_URL = "https://api.openai.com/v1"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    name: str
    api_key: str = field(repr=False)
    base_url: str = OPENAI_URL
    use_responses_api: bool = False
    """Explicit: some names would silently switch the API, which few other servers have."""
    timeout: float = 20.0
    """Seconds for one answer, retries included."""
    max_retries: int = 1
    """Low, because there is somebody waiting and an answer without the model."""


class ModelFailed(Exception):
    """There is no usable answer. `reason` is fit for a log: no key, no text of anybody's."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Model:
    """Opens nothing until it is first asked."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._client: ChatOpenAI | None = None
        self._with_tools = Late(self._build)

    async def answer(self, messages: Sequence["BaseMessage"]) -> "AIMessage":
        """The next message of the model, with text or tool calls. Raises ModelFailed."""
        try:
            async with asyncio.timeout(self._settings.timeout):
                with_tools = await self._with_tools.get()
                message = await with_tools.ainvoke(list(messages))
        # The client, its transport and its parsers raise errors of a dozen unrelated kinds on
        # garbage, and whichever it is, the person gets the answer there is without a model.
        except Exception as error:
            raise ModelFailed(fault_of(error)) from None
        if not (message.tool_calls or message.invalid_tool_calls or message.text.strip()):
            raise ModelFailed("empty answer")
        return message

    async def close(self) -> None:
        if self._client is not None:
            await self._client.root_async_client.close()

    def _build(self) -> "ToolCaller":
        from langchain_openai import ChatOpenAI
        from openai import DefaultAsyncHttpxClient
        from pydantic import SecretStr

        self._client = ChatOpenAI(
            model=self._settings.name,
            api_key=SecretStr(self._settings.api_key),
            base_url=self._settings.base_url,
            use_responses_api=self._settings.use_responses_api,
            timeout=self._settings.timeout,
            max_retries=self._settings.max_retries,
            http_async_client=DefaultAsyncHttpxClient(),
        )
        return self._client.bind_tools(tool_schemas())
