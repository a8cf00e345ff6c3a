"""Talking to the bot through an emulator, at a terminal: what the demos of the platforms share."""

import asyncio
import contextlib
import shlex
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.frontends.terminal.display import displayable
from bot.frontends.terminal.lines import Lines, PipedLines, PromptedLines
from bot.frontends.terminal.screens import at_terminal
from tests.emulators.child import running

LEAVING = ("exit", "quit")
PHOTO = "/photo"
ANSWER_SECONDS, QUIET_SECONDS = 20.0, 0.2
"""Lines from a pipe wait so long for an answer, and then for what follows it."""
WIDEST = 100


class Screen:
    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, markup=False, emoji=False)
        self.console.width = min(self.console.width, WIDEST)

    def note(self, text: str) -> None:
        """A word of the demo itself."""
        self.console.print(Text(displayable(text), "dim"))


class Demo(ABC):
    """One person's private chat with the bot."""

    def __init__(self, lines: Lines, screen: Screen) -> None:
        self._lines = lines
        self._screen = screen
        self._news = asyncio.Event()

    async def run(self, at_a_time: bool) -> None:
        """Until the person leaves. `at_a_time`: each line waits for the answer to the last."""
        watching = asyncio.create_task(self._watch())
        try:
            if await self._begun() and at_a_time:
                await self._answered()
            while (line := await self._lines.next()) is not None:
                if line.strip().casefold() in LEAVING:
                    break
                self._news.clear()
                if await self._said(line.strip()) and at_a_time:
                    await self._answered()
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    @abstractmethod
    async def _begun(self) -> bool:
        """Do what comes before the first line; whether the bot will answer to it."""

    @abstractmethod
    async def _said(self, line: str) -> bool:
        """Do what a line says, which can be empty; whether the bot will answer to it."""

    @abstractmethod
    async def _watch(self) -> None:
        """Show what the bot does, for ever."""

    async def _show(self, show: Callable[[], None]) -> None:
        await self._lines.meanwhile(show)
        self._news.set()

    async def _answered(self) -> None:
        """Waits for the next that is shown, and a moment for what belongs to it."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._news.wait()
        await asyncio.sleep(QUIET_SECONDS)

    async def _photo(self, line: str) -> tuple[str, bytes, str] | None:
        """The name, content and caption of `/photo FILE [CAPTION]`. None, and told, if it can not
        be read."""
        try:
            _, file, *caption = shlex.split(line)
            data = await asyncio.to_thread(_read, file)
        except (OSError, ValueError) as error:
            self._screen.note(f"That is no picture that could be sent: {error}")
            return None
        return Path(file).name, data, " ".join(caption)


def is_photo(line: str) -> bool:
    return line.split(maxsplit=1)[:1] == [PHOTO]


def _read(file: str) -> bytes:
    return Path(file).expanduser().read_bytes()


async def talk(
    program: str,
    settings: Mapping[str, str],
    screen: Screen,
    demo_with: Callable[[Lines], Demo],
) -> int:
    """The exit code: 0, or 1 if the bot, which runs as a process of its own, ended by itself. Its
    database is gone afterwards."""
    interactive = at_terminal()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines: Lines = PromptedLines(folder / "history") if interactive else PipedLines()
        async with running(program, settings, folder) as child:
            talking = asyncio.create_task(demo_with(lines).run(at_a_time=not interactive))
            ended = asyncio.create_task(child.ended())
            await asyncio.wait({talking, ended}, return_when=asyncio.FIRST_COMPLETED)
            if talking.done():
                ended.cancel()
                talking.result()
                return 0
            talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)
            screen.note(f"The bot has ended:\n{ended.result()}")
            return 1
