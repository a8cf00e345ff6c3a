"""Whole turns through a loopback Discord, against a bare echo bot of the same library there.

From the moment a person writes or presses to the moment they see what came of it. Both bots are
processes of their own, since the library leads a whole process to one Discord; each has a server
in this process, and they take their turns one after the other.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.emulators.child import PROGRAM, running
from tests.emulators.discord import DiscordServer, Person

ECHO_BOT = "tests.emulators.discord.echo_bot"
START_SECONDS = 60.0
WARM_UP = 5
ROUNDS_OF_A_PERSON = 6
"""Then somebody else comes, as through Telegram."""
BREATH = 0.1
"""Seconds between rounds, as through Telegram."""


@dataclass
class Talk:
    """With one of the bots: a sentence, and a press of the first button of its answer."""

    server: DiscordServer
    sentence: str
    written: list[float] = field(default_factory=list)
    pressed: list[float] = field(default_factory=list)
    _person: Person | None = None

    async def with_somebody_new(self) -> None:
        self._person = self.server.person("Ann")
        await self._person.write("hello")
        await self._person.answer(within=START_SECONDS)

    async def round(self) -> None:
        assert self._person is not None
        began = perf_counter()
        await self._person.write(self.sentence)
        answer = await self._person.answer()
        seen = perf_counter()
        self.written.append(seen - began)
        label = answer.buttons[0]
        began = perf_counter()
        await self._person.press(answer, label)
        self.pressed.append(perf_counter() - began)
        assert answer.edited is not None, "the press changed something else"


async def against_an_echo(rounds: int) -> Mapping[str, tuple[float, float]]:
    """Medians in milliseconds, of the echo bot and of MinNow, for a sentence and for a press."""
    async with _serving(ECHO_BOT) as echoing, _serving(PROGRAM) as serving:
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
async def _serving(program: str) -> AsyncIterator[DiscordServer]:
    """A Discord with the program on it, ready."""
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory()))
        server = await opened.enter_async_context(DiscordServer())
        await opened.enter_async_context(running(program, server.settings, folder))
        await server.connected(within=START_SECONDS)
        await server.until(lambda: bool(server.commands.registered()), START_SECONDS)
        yield server


def _ms(measured: list[float]) -> float:
    return median(measured[WARM_UP:]) * 1000
