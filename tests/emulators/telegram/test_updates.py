"""Updates are kept until they are confirmed, polled or pushed."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, Update
from telegram.error import Conflict

from tests.emulators.telegram import TelegramServer
from tests.emulators.telegram.conftest import Ask

Json = dict[str, Any]

POLL_ANSWER = {"poll_id": "1", "option_ids": [], "option_persistent_ids": []}


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]


@pytest.fixture
async def four(server: TelegramServer) -> list[int]:
    """The ids of four updates that wait."""
    ann = server.person("Ann")
    for text in ("one", "two", "three", "four"):
        await ann.write(text)
    return list(server.world.updates.history)


async def test_updates_come_again_until_a_higher_offset(bot: Bot, four: list[int]) -> None:
    assert texts(await bot.get_updates()) == ["one", "two", "three", "four"]
    assert texts(await bot.get_updates(offset=four[2])) == ["three", "four"]
    assert texts(await bot.get_updates()) == ["three", "four"]
    assert texts(await bot.get_updates(offset=four[3] + 1)) == []


async def test_a_negative_offset_forgets_all_but_the_last(bot: Bot, four: list[int]) -> None:
    assert texts(await bot.get_updates(offset=-1)) == ["four"]
    assert texts(await bot.get_updates()) == ["four"]


async def test_a_negative_offset_larger_than_what_waits(bot: Bot, four: list[int]) -> None:
    assert len(await bot.get_updates(offset=-9)) == 4


async def test_a_limit_leaves_the_rest(bot: Bot, four: list[int]) -> None:
    assert texts(await bot.get_updates(limit=2)) == ["one", "two"]
    assert texts(await bot.get_updates(offset=four[1] + 1, limit=1)) == ["three"]


async def test_a_poll_waits_for_the_next_update(server: TelegramServer, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    assert not polling.done()

    await server.person("Ann").write("hello")

    assert texts(await asyncio.wait_for(polling, 1)) == ["hello"]


async def test_a_poll_ends_when_its_time_is_over(ask: Ask) -> None:
    assert (await ask("getUpdates", timeout=0))["result"] == []


async def test_a_second_poll_ends_the_first(server: TelegramServer, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.get_updates(timeout=5))

    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await asyncio.wait_for(first, 1)

    await server.person("Ann").write("hello")
    assert texts(await asyncio.wait_for(second, 1)) == ["hello"]


async def test_a_poll_that_went_away_takes_nothing_with_it(
    server: TelegramServer, bot: Bot
) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    first.cancel()
    await asyncio.sleep(0.05)
    ann = server.person("Ann")
    await ann.write("hello")
    server.deliver_again(server.last_update_id)

    assert texts(await bot.get_updates()) == ["hello", "hello"]


async def test_kinds_of_updates_are_remembered(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    await bot.get_updates(allowed_updates=["my_chat_member"])
    await ann.write("unheard")
    await ann.blocks_bot()

    heard = await bot.get_updates()
    assert [bool(update.my_chat_member) for update in heard] == [True]

    await ann.unblocks_bot()
    await bot.get_updates(allowed_updates=[])
    await ann.write("heard")
    assert texts(await bot.get_updates())[-1] == "heard"


async def test_some_kinds_must_be_asked_for(server: TelegramServer, bot: Bot) -> None:
    put = server.world.updates.put

    assert put("chat_member", {}) is None
    assert put("message_reaction", {}) is None
    server.world.updates.allow(["message_reaction"])
    assert put("message", {}) is None
    server.world.updates.history.clear()


async def test_anything_can_be_delivered(server: TelegramServer, bot: Bot, four: list[int]) -> None:
    await bot.get_updates(offset=four[3] + 1)

    server.deliver_again(four[1])
    server.deliver_again(four[0])
    server.deliver({"poll_answer": {**POLL_ANSWER, "no_such_field": 1}})

    updates = await bot.get_updates()
    assert [update.update_id for update in updates[:2]] == [four[1], four[0]]
    assert updates[2].poll_answer is not None
    assert await bot.get_updates() == ()


async def test_edits_are_updates_of_their_own(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    message = await ann.write("a hoodie")
    await ann.edit(message, "two hoodies")

    edited = (await bot.get_updates())[1].edited_message
    assert edited is not None
    assert (edited.text, edited.message_id) == ("two hoodies", message.message_id)
    assert edited.edit_date is not None


class Receiver:
    """The bot's side of a webhook."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        """To answer with, 200 when there is none left."""
        self.received: list[Json] = []
        self.secrets: list[str | None] = []
        self.at_once = 0
        self.most_at_once = 0
        self.url = ""

    async def receive(self, http: web.Request) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        self.secrets.append(http.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.received.append(await http.json())
        await asyncio.sleep(0.02)
        self.at_once -= 1
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.received]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/telegram", receiver.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield receiver
    await runner.cleanup()


async def test_a_webhook_is_given_what_waits_and_what_comes(
    server: TelegramServer, bot: Bot, four: list[int], receiver: Receiver
) -> None:
    server.world.plain_http = True
    await bot.set_webhook(receiver.url, secret_token="a-Secret_1")
    await server.confirmed()

    assert receiver.texts == ["one", "two", "three", "four"]
    assert set(receiver.secrets) == {"a-Secret_1"}
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()


async def test_chats_are_served_side_by_side_and_each_in_order(
    server: TelegramServer, bot: Bot, receiver: Receiver
) -> None:
    people = [server.person(name) for name in ("Ann", "Bob", "Cleo")]
    for number in range(3):
        for person in people:
            await person.write(f"{person.name} {number}")
    server.world.plain_http = True

    await bot.set_webhook(receiver.url, max_connections=2)
    await server.confirmed()

    assert receiver.most_at_once == 2
    for person in people:
        own = [text for text in receiver.texts if text.startswith(person.name)]
        assert own == [f"{person.name} {number}" for number in range(3)]


async def test_a_webhook_is_tried_until_it_succeeds(
    server: TelegramServer, bot: Bot, receiver: Receiver
) -> None:
    server.world.plain_http = True
    receiver.statuses = [500] * 50
    await bot.set_webhook(receiver.url)
    await server.person("Ann").write("hello")
    await server.until(lambda: server.world.webhook.info.get("last_error_date") is not None)
    info = await bot.get_webhook_info()
    receiver.statuses.clear()
    await server.confirmed()

    assert info.url == receiver.url
    assert info.pending_update_count == 1
    wrong = "Wrong response from the webhook: 500 Internal Server Error"
    assert info.last_error_message == wrong
    assert len(receiver.texts) > 1
    assert set(receiver.texts) == {"hello"}
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_a_webhook_nobody_answers(server: TelegramServer, bot: Bot) -> None:
    server.world.plain_http = True
    await bot.set_webhook("http://127.0.0.1:1/telegram")
    await server.person("Ann").write("hello")
    await server.until(lambda: server.world.webhook.info.get("last_error_date") is not None)

    info = await bot.get_webhook_info()
    assert info.last_error_message == "Connection refused"

    await bot.delete_webhook()
    await server.until(lambda: server.pending == 1)
    assert texts(await bot.get_updates()) == ["hello"]


async def test_a_webhook_can_drop_what_waits(bot: Bot, four: list[int]) -> None:
    await bot.delete_webhook(drop_pending_updates=True)

    assert await bot.get_updates() == ()
