"""The webhook stays set."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from telegram import Update
from telegram.error import InvalidToken

from bot.frontends.reception import Reception, Turn
from bot.frontends.telegram.chats import chat_of, update_id_of
from bot.frontends.telegram.client import TelegramSettings, make_bot
from bot.frontends.telegram.webhook import Webhook
from tests.emulators.telegram import TelegramServer
from tests.frontends.telegram.lines import LibraryBot

URL = "https://minnow.example.org/telegram"


async def handle(update: Update, turn: Turn) -> None:
    raise AssertionError


async def answered(update_ids: Sequence[str]) -> None:
    raise AssertionError


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[LibraryBot]:
    async with make_bot(TelegramSettings(server.token, server.base_url)) as bot:
        yield bot


@pytest.fixture
def webhook(bot: LibraryBot) -> Webhook:
    reception = Reception(handle, answered, id_of=update_id_of, chat_of=chat_of)
    return Webhook(bot, reception, URL, "secret", (Update.MESSAGE,), check_seconds=0.02)


@asynccontextmanager
async def running(webhook: Webhook) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    serving = asyncio.create_task(webhook.run(stopping))
    yield
    stopping.set()
    await serving


async def test_a_webhook_that_somebody_took_away_is_set_again(
    server: TelegramServer, bot: LibraryBot, webhook: Webhook
) -> None:
    async with running(webhook):
        await server.until(lambda: server.world.webhook.info["url"] == URL)
        await bot.delete_webhook()
        await server.until(lambda: server.world.webhook.info["url"] == URL)
    assert server.world.webhook.info["url"] == URL


async def test_it_is_set_once_where_nobody_takes_it_away(
    server: TelegramServer, webhook: Webhook
) -> None:
    async with running(webhook):
        await server.until(lambda: len(server.called("getWebhookInfo")) == 3)
    assert len(server.called("setWebhook")) == 1


async def test_telegram_being_away_is_noticed(server: TelegramServer, webhook: Webhook) -> None:
    async with running(webhook):
        await server.until(lambda: bool(server.called("getWebhookInfo")))
        assert webhook.problem is None
        server.fail("getWebhookInfo", 502)
        await server.until(lambda: server.called("getWebhookInfo")[-1].status == 502)
        await asyncio.sleep(0.02)
        assert webhook.problem == "NetworkError"


async def test_a_stop_does_not_wait_as_long_as_telegram_wants_to(
    server: TelegramServer, webhook: Webhook
) -> None:
    server.fail("setWebhook", 429, retry_after=60)
    async with asyncio.timeout(2), running(webhook):
        await server.until(lambda: bool(server.called("setWebhook")))


async def test_a_token_that_is_revoked_ends_it(server: TelegramServer, webhook: Webhook) -> None:
    serving = asyncio.create_task(webhook.run(asyncio.Event()))
    await server.until(lambda: bool(server.called("getWebhookInfo")))
    server.revoke_token()

    with pytest.raises(InvalidToken):
        await serving
