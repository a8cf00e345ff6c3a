"""A bot of the real library on the emulated Telegram, and time that passes by itself."""

import asyncio

from telegram import Update
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.frontends.telegram.origin import Origin, origin_of
from bot.frontends.telegram.pacing import Pacing, Patience
from tests.emulators.telegram import Message, TelegramServer

LibraryBot = ExtBot[Patience]


class Pauses(list[float]):
    """Does not sleep but lets its own time pass, and remembers for how long."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)
        await asyncio.sleep(0)

    def monotonic(self) -> float:
        return sum(self)


def bot_on(server: TelegramServer, pauses: Pauses, read_timeout: float = 2) -> LibraryBot:
    return ExtBot(
        server.token,
        f"{server.base_url}/bot",
        f"{server.base_url}/file/bot",
        request=HTTPXRequest(read_timeout=read_timeout, connection_pool_size=8),
        get_updates_request=HTTPXRequest(read_timeout=2),
        rate_limiter=Pacing(pauses, pauses.monotonic),
    )


class Ear:
    """What the bot hears, one update after the other."""

    def __init__(self, bot: LibraryBot) -> None:
        self._bot = bot
        self._heard = 0

    async def update(self) -> Update:
        (update, *_) = await self._bot.get_updates(offset=self._heard + 1, limit=1)
        self._heard = update.update_id
        return update

    async def origin(self) -> Origin:
        origin = origin_of(await self.update())
        assert origin is not None
        return origin

    async def origin_of(self, said: Message) -> Origin:
        """Past what Telegram tells of itself."""
        while True:
            update = await self.update()
            if update.message is not None and update.message.message_id == said.message_id:
                origin = origin_of(update)
                assert origin is not None
                return origin
