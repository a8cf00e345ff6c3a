"""Faults on purpose."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from tests.emulators.telegram import TelegramServer
from tests.emulators.telegram.conftest import Ask, picture


async def test_a_request_fails_as_often_as_planned(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    server.fail("sendMessage", status=502, times=2)

    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(ann.id, "x")
    assert ann.messages == []
    await bot.send_message(ann.id, "x")

    assert [call.status for call in server.called("sendMessage")] == [502, 502, 200]


async def test_flood_control_says_how_long(
    server: TelegramServer, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without, the library warns of its old type
    ann = server.person("Ann")
    server.fail("sendMessage", status=429, retry_after=7)

    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ann.id, "x")
    assert refused.value.retry_after == timedelta(seconds=7)
    assert server.calls[-1].description == "Too Many Requests: retry after 7"


async def test_an_answer_is_lost_after_the_deed(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    server.fail("sendMessage", drop=True, after=True)

    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "x")

    assert [message.text for message in ann.messages] == ["x"]
    assert server.calls[-1].status == 0


async def test_a_connection_is_closed_before_the_deed(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    server.fail("sendMessage", drop=True)

    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "x")

    assert ann.messages == []


async def test_an_answer_is_late(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    server.fail("sendMessage", status=200, hang=0.1)
    server.fail("sendMessage", status=200, hang=0.2)

    await bot.send_message(ann.id, "late")
    with pytest.raises(TimedOut):
        await bot.send_message(ann.id, "too late", read_timeout=0.05)

    await asyncio.sleep(0.2)
    assert [message.text for message in ann.messages] == ["late"]


async def test_a_fault_in_other_words(server: TelegramServer, ask: Ask) -> None:
    server.fail("getMe", status=403, description="Forbidden: user is deactivated")

    refused = await ask("getMe")
    assert (refused["error_code"], refused["description"]) == (
        403,
        "Forbidden: user is deactivated",
    )


async def test_a_download_fails(server: TelegramServer, bot: Bot) -> None:
    sent = await server.person("Ann").send_photo(picture())
    file = await bot.get_file(sent.json["photo"][-1]["file_id"])
    server.fail("file", status=500)

    with pytest.raises(NetworkError):
        await file.download_as_bytearray()
    assert bytes(await file.download_as_bytearray()) == sent.photo


async def test_flood_limits_can_be_switched_on(server: TelegramServer, ask: Ask) -> None:
    now = 0.0
    server.flood_control.monotonic = lambda: now
    server.flood_control.on = True
    ann = server.person("Ann")
    group = server.group("Flat 7")
    await group.add_bot(by=ann)

    async def send(chat_id: int) -> Any:
        return (await ask("sendMessage", chat_id=chat_id, text="x")).get("parameters")

    assert [await send(group.id) for _ in range(20)] == [None] * 20
    assert await send(group.id) == {"retry_after": 60}
    assert [await send(ann.id) for _ in range(10)] == [None] * 10
    assert await send(ann.id) == {"retry_after": 1}
    now = 1.0
    assert await send(ann.id) is None
    now = 60.0
    assert await send(group.id) is None
