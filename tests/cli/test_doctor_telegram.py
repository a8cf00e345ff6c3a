"""What `minnow doctor` tells of Telegram, asked over HTTP."""

from collections.abc import Iterator

import pytest

from tests.cli.conftest import Minnow
from tests.cli.elsewhere import ServerElsewhere
from tests.emulators.telegram import TelegramServer


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch, minnow: Minnow) -> Iterator[TelegramServer]:
    server = TelegramServer(plain_http=True)
    elsewhere = ServerElsewhere(server)
    monkeypatch.setenv("MINNOW_TELEGRAM_TOKEN", server.token)
    monkeypatch.setenv("MINNOW_TELEGRAM_API_URL", server.base_url)
    monkeypatch.setenv("MINNOW_ENCRYPTION_KEYS", minnow("db", "new-key").out.strip())
    yield server
    elsewhere.close()


def told(out: str) -> list[str]:
    return out.splitlines()[6:]


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
