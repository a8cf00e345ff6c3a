"""Whole turns through a loopback Telegram, against a bare echo bot of the same library there.

From the moment a person writes or presses to the moment they see what came of it. Both bots run in
this process, each with a server of its own, and take their turns one after the other.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy.engine import URL

from tests.emulators.telegram import Person, TelegramServer
from tests.emulators.telegram.echo_bot import application
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.serving import settings_for

WARM_UP = 5
ROUNDS_OF_A_PERSON = 6
"""Then somebody else comes: no chat is sent more than a message a second for long."""
BREATH = 0.1
"""Seconds between rounds: all chats together are sent 30 messages a second at most."""


@dataclass
class Talk:
    """With one of the bots: a sentence, and a press of the first button of its answer."""

    server: TelegramServer
    sentence: str
    written: list[float] = field(default_factory=list)
    pressed: list[float] = field(default_factory=list)
    _person: Person | None = None

    async def with_somebody_new(self) -> None:
        self._person = self.server.person("Ann")
        await self._person.write("hello")
        await self._person.answer()

    async def round(self) -> None:
        assert self._person is not None
        began = perf_counter()
        await self._person.write(self.sentence)
        answer = await self._person.answer()
        seen = perf_counter()
        self.written.append(seen - began)
        button = answer.buttons[0]
        began = perf_counter()
        press = await self._person.press(answer, button.label)
        await press.answer
        await self.server.until(lambda: answer.edits == 1)
        self.pressed.append(perf_counter() - began)


async def against_an_echo(rounds: int) -> Mapping[str, tuple[float, float]]:
    """Medians in milliseconds, of the echo bot and of MinNow, for a sentence and for a press."""
    async with _echoing() as echoing, _serving() as serving:
        talks = Talk(echoing, "got a lamp yesterday"), Talk(serving, "got a lamp yesterday")
        for number in range(WARM_UP + rounds):
            for talk in talks:
                if number % ROUNDS_OF_A_PERSON == 0:
                    await talk.with_somebody_new()
                await talk.round()
                await asyncio.sleep(BREATH)
    echo, ours = talks
    return {
        "sentence": (_ms(echo.written), _ms(ours.written)),
        "press": (_ms(echo.pressed), _ms(ours.pressed)),
    }


@asynccontextmanager
async def _echoing() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        bot = application(server.token, server.base_url)
        async with bot:
            await bot.start()
            assert bot.updater is not None
            await bot.updater.start_polling()
            yield server
            await bot.updater.stop()
            await bot.stop()


@asynccontextmanager
async def _serving() -> AsyncIterator[TelegramServer]:
    async with AsyncExitStack() as opened:
        server = await opened.enter_async_context(TelegramServer())
        folder = Path(opened.enter_context(TemporaryDirectory()))
        database = URL.create("sqlite+aiosqlite", database=str(folder / "bench.sqlite3"))
        await opened.enter_async_context(Running(settings_for(server, database, folder)))
        yield server


def _ms(measured: list[float]) -> float:
    return median(measured[WARM_UP:]) * 1000
