"""A server, a bot of the real library, and raw requests."""

import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from PIL import Image
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.emulators.telegram import TelegramServer
from tests.emulators.telegram.table import bot_api

Json = dict[str, Any]
Ask = Callable[..., Awaitable[Json]]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """What it made up is checked against the Bot API at the end."""
    async with TelegramServer() as server:
        yield server
    for update in server.world.updates.history.values():
        bot_api().check_object(update, "Update", "update")
    for chat in server.world.chats:
        for message in chat.admitted:
            bot_api().check_object(message.json, "Message", "message")


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    files = f"{server.base_url}/file/bot"
    async with Bot(
        server.token,
        f"{server.base_url}/bot",
        files,
        request=HTTPXRequest(read_timeout=2, connection_pool_size=8),
        get_updates_request=HTTPXRequest(read_timeout=2, connection_pool_size=8),
    ) as bot:
        yield bot


def picture(width: int = 64, height: int = 48) -> bytes:
    """A JPEG of this size in pixels."""
    encoded = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(encoded, "JPEG")
    return encoded.getvalue()


@pytest.fixture
async def ask(server: TelegramServer) -> AsyncIterator[Ask]:
    """A request as the library would never make it; nested values are sent as JSON."""
    async with aiohttp.ClientSession() as session:

        async def ask(method: str, token: str = server.token, **parameters: object) -> Json:
            form = aiohttp.FormData()
            for name, value in parameters.items():
                if isinstance(value, bytes):
                    form.add_field(name, io.BytesIO(value), filename=name)
                else:
                    form.add_field(name, value if isinstance(value, str) else json.dumps(value))
            url = f"{server.base_url}/bot{token}/{method}"
            async with session.post(url, data=form if parameters else None) as answer:
                body: Json = await answer.json()
            assert body["ok"] == (answer.status == 200)
            return body

        yield ask
