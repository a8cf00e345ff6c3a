"""Telegram tells the program of updates over HTTP."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout
from sqlalchemy import text
from sqlalchemy.engine import URL

from bot.settings import Settings
from storage.engine import make_engine
from tests.emulators.openai import OpenAIServer, ToolCall
from tests.emulators.telegram import Person, TelegramServer
from tests.emulators.telegram.webhook import SECRET_HEADER
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.serving import settings_for

SECRET = "a-secret_of-the-webhook"
PATH = "/telegram/hunter2"
GARBAGE = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"{}",
    b'"update"',
    b'{"message": 7}',
    b"\xff",
]


class Caller:
    """Whoever finds the address of the program."""

    def __init__(self, client: ClientSession, port: int) -> None:
        self._client = client
        self._port = port

    async def deliver(self, update: object, secret: str | None = SECRET) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        content: dict[str, Any] = {"data" if isinstance(update, bytes) else "json": update}
        async with self._client.post(self._address(PATH), headers=headers, **content) as answer:
            return answer.status

    async def get(self, path: str) -> tuple[int, str]:
        async with self._client.get(self._address(path)) as answer:
            return answer.status, await answer.text()

    async def until_ready(self, status: int) -> dict[str, bool]:
        """The single checks, once it is as ready as that."""
        async with asyncio.timeout(5):
            while True:
                async with self._client.get(self._address("/health/ready")) as answer:
                    if answer.status == status:
                        checks: dict[str, bool] = (await answer.json())["checks"]
                        return checks
                await asyncio.sleep(0.02)

    def _address(self, path: str) -> str:
        return f"http://127.0.0.1:{self._port}{path}"


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(plain_http=True) as server:
        yield server


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture
def settings(telegram: TelegramServer, sqlite_url: URL, tmp_path: Path, port: int) -> Settings:
    return settings_for(
        telegram,
        sqlite_url,
        tmp_path,
        MINNOW_TELEGRAM_WEBHOOK_URL=f"http://127.0.0.1:{port}{PATH}",
        MINNOW_TELEGRAM_WEBHOOK_SECRET=SECRET,
        MINNOW_HTTP_PORT=str(port),
    )


@pytest.fixture
async def caller(port: int) -> AsyncIterator[Caller]:
    async with ClientSession(timeout=ClientTimeout(5)) as client:
        yield Caller(client, port)


@pytest.fixture
async def minnow(settings: Settings, telegram: TelegramServer) -> AsyncIterator[Running]:
    async with Running(settings) as running:
        await telegram.until(lambda: bool(telegram.called("setWebhook")))
        yield running


@pytest.fixture
def openai() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


def last_update(telegram: TelegramServer) -> dict[str, Any]:
    return telegram.world.updates.history[telegram.last_update_id]


async def noted(database: URL) -> int:
    """How many updates are known to have been answered."""
    engine = make_engine(database)
    async with engine.connect() as connection:
        query = "SELECT count(*) FROM handled_updates WHERE answered_at IS NOT NULL"
        found = (await connection.execute(text(query))).scalar_one()
    await engine.dispose()
    return int(found)


async def test_people_talk_to_the_bot(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    await ann.write("/add mug")
    receipt = await ann.answer()
    await (await ann.press(receipt, "Undo")).answer

    await telegram.until(lambda: receipt.text.startswith("Taken back:"))
    await telegram.confirmed()
    assert telegram.called("getUpdates") == []


async def test_only_telegram_knows_the_secret(
    minnow: Running, telegram: TelegramServer, ann: Person, caller: Caller
) -> None:
    await ann.write("/add mug")
    await ann.answer()
    forged = {**last_update(telegram), "update_id": 1}

    for secret in (None, "", "wrong", SECRET.upper(), "ä"):
        assert await caller.deliver(forged, secret) == 403
    await telegram.quiet()


@pytest.mark.parametrize("body", GARBAGE)
async def test_what_is_no_update_is_refused(
    minnow: Running, telegram: TelegramServer, caller: Caller, body: bytes
) -> None:
    assert await caller.deliver(body) == 400
    assert (await caller.get("/health/live"))[0] == 200


async def test_an_update_that_cannot_be_read_does_not_come_again_and_again(
    minnow: Running, telegram: TelegramServer, caller: Caller
) -> None:
    for number, message in enumerate(({"text": "no more than that"}, 7), start=1):
        assert await caller.deliver({"update_id": number, "message": message}) == 200
    await telegram.quiet()


async def test_an_update_is_taken_when_its_answer_is_out_and_that_is_noted(
    minnow: Running, telegram: TelegramServer, ann: Person, caller: Caller, sqlite_url: URL
) -> None:
    telegram.fail("sendMessage", 200, hang=0.2)
    await ann.write("/add mug")
    update = last_update(telegram)
    telegram.world.updates.drop()

    assert await caller.deliver(update) == 200
    assert len(ann.private.from_bot) == 1
    assert await noted(sqlite_url) == 1


async def test_what_is_delivered_again_is_met_with_silence(
    minnow: Running, telegram: TelegramServer, ann: Person, caller: Caller
) -> None:
    await ann.write("/add mug")
    await ann.answer()
    await telegram.confirmed()
    assert await caller.deliver(last_update(telegram)) == 200
    await minnow.restart()
    assert await caller.deliver(last_update(telegram)) == 200

    await telegram.quiet()


async def test_an_update_that_is_delivered_twice_at_once_is_answered_once(
    minnow: Running, telegram: TelegramServer, ann: Person, caller: Caller
) -> None:
    telegram.fail("sendMessage", 200, hang=0.1)
    await ann.write("/add mug")
    update = last_update(telegram)
    one, other = await asyncio.gather(caller.deliver(update), caller.deliver(update))

    assert (one, other) == (200, 200)
    await telegram.confirmed()
    await telegram.quiet()
    assert len(ann.private.from_bot) == 1


async def test_two_processes_on_one_database_answer_an_update_once(
    settings: Settings, telegram: TelegramServer, openai: OpenAIServer, ann: Person
) -> None:
    openai.will_wait(0.8)
    openai.will_call(ToolCall.of("add_items", things=[{"name": "Garden gnome"}]))
    openai.will_say("How nice.")
    one = replace(
        settings,
        openai_api_key=openai.api_key,
        openai_base_url=openai.base_url,
        model="emulated",
    )
    other = replace(one, telegram_webhook_url=None, http_port=None)
    async with Running(one):
        await telegram.until(lambda: bool(telegram.called("setWebhook")))
        await ann.write("you won't believe what the neighbours put on our doorstep")
        await telegram.until(lambda: bool(openai.requests))
        async with Running(other):
            telegram.deliver(last_update(telegram))
            assert "gnome" in (await ann.answer()).text
            await telegram.confirmed()
            await telegram.quiet()

    assert len(ann.private.from_bot) == 1
    assert len(openai.requests) == 2


async def test_what_comes_during_a_stop_is_to_come_again(
    minnow: Running, telegram: TelegramServer, ann: Person, caller: Caller
) -> None:
    telegram.fail("sendMessage", 200, hang=0.3)
    await ann.write("/add mug")
    await telegram.until(lambda: telegram.pending == 1)
    await ann.write("/add lamp")
    later = last_update(telegram)
    await asyncio.sleep(0.1)
    stopping = asyncio.create_task(minnow.stop())
    await asyncio.sleep(0.05)

    assert await caller.deliver({**later, "update_id": later["update_id"] + 1}) == 503
    await stopping
    assert "Mug" in (await ann.answer()).text
    await telegram.quiet()
    await minnow.restart()
    assert "Lamp" in (await ann.answer()).text


async def test_it_is_not_ready_before_telegram_knows_where_it_is(
    settings: Settings, telegram: TelegramServer, caller: Caller
) -> None:
    telegram.fail("setWebhook", 502)
    async with Running(settings):
        await telegram.until(lambda: bool(telegram.called("setWebhook")))
        assert await caller.until_ready(503) == {"database": True, "telegram": False}
        assert (await caller.get("/health/live"))[0] == 200
        assert await caller.until_ready(200) == {"database": True, "telegram": True}


async def test_it_is_not_ready_without_its_database(
    minnow: Running, telegram: TelegramServer, caller: Caller
) -> None:
    await caller.until_ready(200)
    async with minnow.program.database.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE alembic_version RENAME TO elsewhere"))

    assert await caller.until_ready(503) == {"database": False, "telegram": True}


async def test_it_counts_what_it_does_and_tells_nothing_of_it(
    minnow: Running, telegram: TelegramServer, ann: Person, caller: Caller
) -> None:
    await ann.write("/add mug")
    await ann.answer()
    await telegram.confirmed()
    status, metrics = await caller.get("/metrics")

    assert status == 200
    assert 'minnow_messages_total{platform="telegram",result="sent"} 1.0' in metrics
    turns = 'minnow_turns_total{content="command",platform="telegram",result="answered"} 1.0'
    assert turns in metrics
    assert 'minnow_updates_waiting{platform="telegram"} 0.0' in metrics
    for secret in (SECRET, PATH, telegram.token, "mug", str(ann.id)):
        assert secret not in metrics


async def test_it_is_not_ready_while_telegram_is_away_from_polling(
    telegram: TelegramServer, sqlite_url: URL, tmp_path: Path, port: int, caller: Caller
) -> None:
    settings = settings_for(telegram, sqlite_url, tmp_path, MINNOW_HTTP_PORT=str(port))
    telegram.fail("getUpdates", 502)
    async with Running(settings):
        assert await caller.until_ready(503) == {"database": True, "telegram": False}
        assert await caller.until_ready(200) == {"database": True, "telegram": True}


async def test_the_webhook_is_taken_away_when_the_program_goes_back_to_polling(
    minnow: Running, telegram: TelegramServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    await minnow.stop()
    await ann.write("/add mug")
    async with Running(settings_for(telegram, sqlite_url, tmp_path)):
        assert "Mug" in (await ann.answer()).text
    assert telegram.world.webhook.info["url"] == ""
