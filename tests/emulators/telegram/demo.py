"""Talk to the bot through the emulator, at a terminal: `make demo-telegram`.

A line is a message, a number presses a button, `/photo FILE [CAPTION]` sends a picture, `exit`
leaves. The bot runs as a process of its own, with a database that is gone afterwards.
"""

import asyncio
import sys
from collections.abc import Sequence
from functools import partial

from bot.frontends.terminal.lines import Lines
from tests.emulators.child import PROGRAM
from tests.emulators.demo import Demo, is_photo, talk
from tests.emulators.telegram.demo_screen import DemoScreen
from tests.emulators.telegram.messages import Message
from tests.emulators.telegram.people import Person
from tests.emulators.telegram.presses import Pressed
from tests.emulators.telegram.server import TelegramServer

WELCOME = (
    "You are Ann in Telegram. A line is a message, a number presses a button,\n"
    "/photo FILE [CAPTION] sends a picture, exit leaves."
)
A_LONG_TIME = 3600.0


class TelegramDemo(Demo):
    def __init__(
        self, server: TelegramServer, person: Person, lines: Lines, screen: DemoScreen
    ) -> None:
        super().__init__(lines, screen)
        self._server = server
        self._person = person
        self._chat = screen
        self._shown: dict[int, tuple[int, bool]] = {}
        self._notices: list[asyncio.Task[None]] = []

    async def run(self, at_a_time: bool) -> None:
        try:
            await super().run(at_a_time)
        finally:
            for task in self._notices:
                task.cancel()
            await asyncio.gather(*self._notices, return_exceptions=True)

    async def _begun(self) -> bool:
        await self._person.write("/start")
        return True

    async def _said(self, line: str) -> bool:
        if not line:
            return False
        if line.isdecimal() and 1 <= int(line) <= len(self._chat.choices):
            message, button = self._chat.choices[int(line) - 1]
            pressed = await self._person.press(message, data=button.data)
            self._notices.append(asyncio.create_task(self._notice(pressed)))
        elif is_photo(line):
            photo = await self._photo(line)
            if photo is None:
                return False
            _, data, caption = photo
            await self._person.send_photo(data, caption or None)
        else:
            await self._person.write(line)
        return True

    async def _notice(self, pressed: Pressed) -> None:
        """What the bot answers to a press shows for a moment above the chat."""
        answer = await pressed.answer
        if answer.text:
            await self._show(lambda: self._screen.note(f"({answer.text})"))
        self._news.set()

    async def _watch(self) -> None:
        while True:
            changed = await self._server.world.changes.until(self._changed, A_LONG_TIME)
            for message in changed or ():
                self._shown[message.message_id] = (message.edits, message.deleted)
                await self._show(partial(self._chat.show, message))

    def _changed(self) -> Sequence[Message] | None:
        """What of the bot's is not on the screen as it is."""
        own = [message for message in self._person.private.admitted if message.from_bot]
        new = [
            message
            for message in own
            if self._shown.get(message.message_id) != (message.edits, message.deleted)
        ]
        return new or None


async def main(program: str) -> int:
    screen = DemoScreen()
    async with TelegramServer() as server:
        screen.note(WELCOME)
        ann = server.person("Ann")
        return await talk(
            program, server.settings, screen, lambda lines: TelegramDemo(server, ann, lines, screen)
        )


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else PROGRAM)))
