"""What `minnow doctor` tells of Telegram, asked over HTTP."""

import asyncio
from collections.abc import Coroutine, Iterator
from threading import Thread
from typing import Any

import pytest

from tests.cli.conftest import Minnow
from tests.emulators.telegram import TelegramServer


class ServerElsewhere:
    """A loopback Telegram on a loop of its own, since the program brings its own as well."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever)
        self._thread.start()
        self.server = TelegramServer(plain_http=True)
        self.run(self.server.__aenter__())

    def run(self, doing: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(doing, self._loop).result(10)

    def close(self) -> None:
        self.run(self.server.__aexit__(None, None, None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch, minnow: Minnow) -> Iterator[TelegramServer]:
    elsewhere = ServerElsewhere()
    monkeypatch.setenv("MINNOW_TELEGRAM_TOKEN", elsewhere.server.token)
    monkeypatch.setenv("MINNOW_ENCRYPTION_KEYS", minnow("db", "new-key").out.strip())
    monkeypatch.setenv("MINNOW_TELEGRAM_API_URL", elsewhere.server.base_url)
    yield elsewhere.server
    elsewhere.close()


def told(out: str) -> list[str]:
    return out.splitlines()[5:]


def test_a_new_bot_is_named_and_has_no_menu_yet(minnow: Minnow, telegram: TelegramServer) -> None:
    ran = minnow("doctor")

    assert ran.code == 0
    assert told(ran.out) == [
        "✓ Telegram: @minnow_bot",
        "✓ updates: polling, 0 waiting",
        "✓ menu: no commands yet, the first start puts them there",
    ]


def test_a_refused_token_is_told_without_telling_it(
    minnow: Minnow, telegram: TelegramServer
) -> None:
    telegram.revoke_token()
    ran = minnow("doctor")

    assert ran.code == 1
    assert told(ran.out) == ["✗ Telegram refuses MINNOW_TELEGRAM_TOKEN: ask @BotFather for it"]
    assert telegram.token not in ran.out + ran.err


def test_a_webhook_is_told_by_its_host(
    minnow: Minnow, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_TELEGRAM_WEBHOOK_URL", "http://localhost/secret-path")
    monkeypatch.setenv("MINNOW_TELEGRAM_WEBHOOK_SECRET", "hunter2")
    monkeypatch.setenv("MINNOW_HTTP_PORT", "8080")
    ran = minnow("doctor")

    assert ran.code == 0
    assert told(ran.out)[1] == (
        "✓ updates: webhook localhost, not set yet, the start does it; 0 waiting"
    )
    assert "secret-path" not in ran.out


def test_a_telegram_that_does_not_answer_is_found(
    minnow: Minnow, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_TELEGRAM_API_URL", "http://127.0.0.1:1")
    ran = minnow("doctor")

    assert ran.code == 1
    assert told(ran.out) == ["✗ Telegram: NetworkError; is there a way to it?"]


def test_a_bot_without_encryption_is_not_well(
    minnow: Minnow, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINNOW_ENCRYPTION_KEYS")
    ran = minnow("doctor")

    assert ran.code == 1
    assert ran.out.splitlines()[4] == (
        "✗ encryption at rest, as the platforms ask: set MINNOW_ENCRYPTION_KEYS to what "
        "`minnow db new-key` prints; `minnow db encrypt`"
    )
