"""Updates are fetched until they are done."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence

import pytest
from telegram import Update
from telegram.error import InvalidToken

from bot.frontends.reception import NotDone, Reception, Turn
from bot.frontends.telegram.chats import chat_of, update_id_of
from bot.frontends.telegram.client import TelegramSettings, make_bot
from bot.frontends.telegram.polling import MOST_FETCHED, Poller
from tests.emulators.telegram import TelegramServer
from tests.frontends.telegram.lines import LibraryBot


class Handled:
    """Polls from __aenter__ to stop(). What one says `stuck` is not done."""

    def __init__(self, bot: LibraryBot, waits: Sequence[float] = (60,)) -> None:
        self.texts: list[str] = []
        self.noted: list[str] = []
        reception = Reception(
            self._handle, self._answered, id_of=update_id_of, chat_of=chat_of, waits=waits
        )
        self.poller = Poller(bot, reception, (Update.MESSAGE,))
        self._stopping = asyncio.Event()
        self._polling = asyncio.create_task(self.poller.run(self._stopping))

    async def stop(self) -> None:
        """Raises what polling ended with."""
        self._stopping.set()
        await self._polling

    async def ended(self) -> None:
        await self._polling

    async def _handle(self, update: Update, turn: Turn) -> None:
        async with turn:
            assert update.message is not None
            assert update.message.text is not None
            if update.message.text == "stuck":
                raise NotDone("stuck")
            self.texts.append(update.message.text)

    async def _answered(self, update_ids: Sequence[str]) -> None:
        self.noted += update_ids


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[LibraryBot]:
    async with make_bot(TelegramSettings(server.token, server.base_url)) as bot:
        yield bot


async def until(server: TelegramServer, handled: Handled, *texts: str) -> None:
    await server.until(lambda: set(texts) <= set(handled.texts))


async def test_what_is_done_is_noted_and_confirmed(server: TelegramServer, bot: LibraryBot) -> None:
    handled = Handled(bot)
    await server.person("Ann").write("hello")
    await server.confirmed()
    await handled.stop()

    assert handled.texts == ["hello"]
    assert handled.noted == [str(server.last_update_id)]


async def test_at_a_stop_all_is_confirmed_up_to_the_first_that_is_not_done(
    server: TelegramServer, bot: LibraryBot
) -> None:
    handled = Handled(bot)
    await server.person("Ann").write("one")
    await server.person("Bob").write("stuck")
    await server.person("Cid").write("two")
    await until(server, handled, "one", "two")
    began = time.monotonic()
    await handled.stop()
    assert time.monotonic() - began < 2
    assert server.pending == 2

    again = Handled(bot, waits=())
    await server.confirmed()
    await again.stop()
    assert again.texts == ["two"]


async def test_new_updates_are_seen_however_many_wait_behind_one_that_is_not_done(
    server: TelegramServer, bot: LibraryBot
) -> None:
    handled = Handled(bot)
    ann = server.person("Ann")
    for _ in range(2 * MOST_FETCHED):
        await ann.write("stuck")
    await server.person("Bob").write("hello")

    await until(server, handled, "hello")
    await handled.stop()
    assert server.pending > MOST_FETCHED / 2


async def test_it_asks_again_no_sooner_than_telegram_says(
    server: TelegramServer, bot: LibraryBot
) -> None:
    server.fail("getUpdates", 429, retry_after=1)
    handled = Handled(bot)
    await server.until(lambda: bool(server.called("getUpdates")))
    told = time.monotonic()
    await server.person("Ann").write("hello")
    await until(server, handled, "hello")
    assert 1 <= time.monotonic() - told < 2
    await handled.stop()


async def test_it_tells_why_no_updates_come_for_as_long_as_none_do(
    server: TelegramServer, bot: LibraryBot
) -> None:
    server.fail("getUpdates", 502)
    handled = Handled(bot)
    await server.until(lambda: bool(server.called("getUpdates")))
    await asyncio.sleep(0.05)
    assert handled.poller.problem == "NetworkError"

    await server.person("Ann").write("hello")
    await until(server, handled, "hello")
    assert handled.poller.problem is None
    await handled.stop()


async def test_a_webhook_is_taken_away_also_when_it_is_set_later(
    server: TelegramServer, bot: LibraryBot
) -> None:
    await bot.set_webhook("https://minnow.example.org/")
    handled = Handled(bot)
    await server.until(lambda: not server.world.webhook.info["url"])
    await bot.set_webhook("https://minnow.example.org/")
    await server.until(lambda: not server.world.webhook.info["url"])
    await server.person("Ann").write("hello")

    await until(server, handled, "hello")
    await handled.stop()


async def test_a_token_that_is_revoked_ends_it(server: TelegramServer, bot: LibraryBot) -> None:
    handled = Handled(bot)
    await server.person("Ann").write("stuck")
    await server.until(lambda: len(server.called("getUpdates")) > 1)
    server.revoke_token()
    began = time.monotonic()

    with pytest.raises(InvalidToken):
        await handled.ended()
    assert time.monotonic() - began < 2
