"""Talk to the bot through the emulator, at a terminal: `make demo-telegram`.

A line is a message, a number presses a button, `/photo FILE [CAPTION]` sends a picture, `exit`
leaves. The bot runs as a process of its own, with a database that is gone afterwards.
"""

import asyncio
import os
import shlex
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from bot.frontends.terminal.lines import Lines, PipedLines, PromptedLines
from bot.frontends.terminal.screens import at_terminal
from tests.emulators.telegram.demo_screen import DemoScreen
from tests.emulators.telegram.messages import Message
from tests.emulators.telegram.people import Person
from tests.emulators.telegram.presses import Pressed
from tests.emulators.telegram.server import TelegramServer

ROOT = Path(__file__).parent.parent.parent.parent
PROGRAM = "bot"
LEAVING = ("exit", "quit")
PHOTO = "/photo"
WELCOME = (
    "You are Ann in Telegram. A line is a message, a number presses a button,\n"
    "/photo FILE [CAPTION] sends a picture, exit leaves."
)
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TZ", "TERM", "SYSTEMROOT")
ANSWER_SECONDS, QUIET_SECONDS = 20.0, 0.2
"""Lines from a pipe wait so long for an answer, and then for what follows it."""
STOP_SECONDS = 10.0
A_LONG_TIME = 3600.0


class Demo:
    """One person's private chat with the bot."""

    def __init__(
        self, server: TelegramServer, person: Person, lines: Lines, screen: DemoScreen
    ) -> None:
        self._server = server
        self._person = person
        self._lines = lines
        self._screen = screen
        self._shown: dict[int, tuple[int, bool]] = {}
        self._notices: list[asyncio.Task[None]] = []
        self._heard = 0

    async def run(self, at_a_time: bool) -> None:
        """Until the person leaves. `at_a_time`: each line waits for the answer to the last."""
        watching = asyncio.create_task(self._watch())
        try:
            await self._person.write("/start")
            if at_a_time:
                await self._answered()
            while (line := await self._lines.next()) is not None:
                if line.strip().casefold() in LEAVING:
                    break
                if line.strip() and await self._sent(line.strip()) and at_a_time:
                    await self._answered()
        finally:
            for task in (watching, *self._notices):
                task.cancel()
            await asyncio.gather(watching, *self._notices, return_exceptions=True)

    async def _sent(self, line: str) -> bool:
        """Whether there is something the bot will answer."""
        if line.isdecimal() and 1 <= int(line) <= len(self._screen.choices):
            message, button = self._screen.choices[int(line) - 1]
            pressed = await self._person.press(message, data=button.data)
            self._notices.append(asyncio.create_task(self._notice(pressed)))
        elif line.split(maxsplit=1)[0] == PHOTO:
            return await self._photo_sent(line)
        else:
            await self._person.write(line)
        return True

    async def _photo_sent(self, line: str) -> bool:
        try:
            _, file, *caption = shlex.split(line)
            data = await asyncio.to_thread(_read, file)
        except (OSError, ValueError) as error:
            self._screen.note(f"That is no picture that could be sent: {error}")
            return False
        await self._person.send_photo(data, " ".join(caption) or None)
        return True

    async def _notice(self, pressed: Pressed) -> None:
        """What the bot answers to a press shows for a moment above the chat."""
        answer = await pressed.answer
        self._heard += 1
        if answer.text:
            await self._lines.meanwhile(lambda: self._screen.note(f"({answer.text})"))

    async def _watch(self) -> None:
        while True:
            changed = await self._server.world.changes.until(self._changed, A_LONG_TIME)
            for message in changed or ():
                self._shown[message.message_id] = (message.edits, message.deleted)
                await self._lines.meanwhile(partial(self._screen.show, message))
                self._heard += 1

    def _changed(self) -> Sequence[Message] | None:
        """What of the bot's is not on the screen as it is."""
        own = [message for message in self._person.private.admitted if message.from_bot]
        new = [
            message
            for message in own
            if self._shown.get(message.message_id) != (message.edits, message.deleted)
        ]
        return new or None

    async def _answered(self) -> None:
        """Waits for the next message or edit, and a moment for what belongs to it."""
        before = self._heard
        await self._server.world.changes.until(
            lambda: self._heard > before or self._changed() or None, ANSWER_SECONDS
        )
        await asyncio.sleep(QUIET_SECONDS)


def _read(file: str) -> bytes:
    return Path(file).expanduser().read_bytes()


@asynccontextmanager
async def running(program: str, server: TelegramServer, folder: Path) -> AsyncIterator["Child"]:
    """The bot as a process: no settings but those of this chat, everything it keeps in a folder."""
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    environment |= {
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "MINNOW_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'minnow.sqlite3'}",
        "MINNOW_TELEGRAM_TOKEN": server.token,
        "MINNOW_TELEGRAM_API_URL": server.base_url,
    }
    output = folder / "output.txt"
    with output.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            program,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            cwd=folder,
            env=environment,
        )
    child = Child(process, output)
    try:
        yield child
    finally:
        await child.stop()


class Child:
    def __init__(self, process: asyncio.subprocess.Process, output: Path) -> None:
        self._process = process
        self._output = output

    async def ended(self) -> str:
        """Waits until it has ended by itself; what it had to say."""
        await self._process.wait()
        return self._output.read_text(encoding="utf-8", errors="replace").strip()

    async def stop(self) -> None:
        """Lets it finish what it has in hand."""
        if self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


async def talk(program: str) -> int:
    """The exit code: 0, or 1 if the bot ended by itself."""
    interactive = at_terminal()
    screen = DemoScreen()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines: Lines = PromptedLines(folder / "history") if interactive else PipedLines()
        async with TelegramServer() as server, running(program, server, folder) as child:
            screen.note(WELCOME)
            demo = Demo(server, server.person("Ann"), lines, screen)
            talking = asyncio.create_task(demo.run(at_a_time=not interactive))
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


if __name__ == "__main__":
    sys.exit(asyncio.run(talk(sys.argv[1] if len(sys.argv) > 1 else PROGRAM)))
