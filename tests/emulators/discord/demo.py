"""Talk to the bot through the emulator, at a terminal: `make demo-discord`.

A line is a message, `/command option=value` a slash command, a number presses a button or picks
from a list, `/photo FILE [CAPTION]` sends a picture, `exit` leaves. A form asks for its fields one
by one. The bot runs as a process of its own, with a database that is gone afterwards.
"""

import asyncio
import mimetypes
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.frontends.terminal.lines import Lines
from tests.emulators.child import PROGRAM
from tests.emulators.demo import Demo, is_photo, talk
from tests.emulators.discord.command_lines import parsed
from tests.emulators.discord.demo_form import DemoForm
from tests.emulators.discord.demo_screen import Choice, DemoScreen
from tests.emulators.discord.interactions import Interaction
from tests.emulators.discord.messages import Message
from tests.emulators.discord.people import Person
from tests.emulators.discord.server import DiscordServer

WELCOME = (
    "You are Ann in Discord, in direct messages. A line is a message,\n"
    "/command option=value a slash command, a number presses a button or picks from\n"
    "a list, /photo FILE [CAPTION] sends a picture, exit leaves."
)
START_SECONDS = 60.0
A_LONG_TIME = 3600.0

Look = tuple[str, str, str, bool]
"""What there is to see of a message."""


class DiscordDemo(Demo):
    def __init__(
        self, server: DiscordServer, person: Person, lines: Lines, screen: DemoScreen
    ) -> None:
        super().__init__(lines, screen)
        self._server = server
        self._person = person
        self._chat = screen
        self._shown: dict[Message, Look] = {}
        self._forms: set[Interaction] = set()
        """Those that have opened a form that was shown."""
        self._form: DemoForm | None = None

    async def _begun(self) -> bool:
        """Discord tells a bot only of what happens while it is connected."""
        await self._server.connected(within=START_SECONDS)
        await self._server.until(lambda: bool(self._server.commands.registered()), START_SECONDS)
        return False

    async def _said(self, line: str) -> bool:
        try:
            if self._form is not None:
                return await self._filled(self._form, line)
            return bool(line) and await self._done(line)
        except AssertionError as refused:
            self._screen.note(f"Discord would not let you send that: {refused}")
            return False

    async def _done(self, line: str) -> bool:
        """Raises AssertionError for what Discord's own client does not send."""
        if line.isdecimal() and 1 <= int(line) <= len(self._chat.choices):
            await self._chosen(self._chat.choices[int(line) - 1])
        elif is_photo(line):
            photo = await self._photo(line)
            if photo is None:
                return False
            name, data, caption = photo
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            await self._person.write(caption, attachments=[(name, kind, data)])
        elif line.startswith("/"):
            await self._commanded(line)
        else:
            await self._person.write(line)
        return True

    async def _chosen(self, choice: Choice) -> None:
        use = self._person.choose if choice.is_option else self._person.press
        await use(choice.message, choice.key, wait=False)

    async def _commanded(self, line: str) -> None:
        try:
            name, filled = parsed(line)
        except ValueError as error:
            raise AssertionError(f"{error}, write option='two words'") from None
        options: dict[str, Any] = dict(filled)
        await self._person.command(name, wait=False, **options)

    async def _filled(self, form: DemoForm, line: str) -> bool:
        form.answer(line)
        if not form.is_complete:
            self._screen.note(form.question)
            return False
        self._form = None
        await self._person.submit(form.opener, form.values, wait=False)
        return True

    async def _watch(self) -> None:
        while True:
            await self._server.until(lambda: bool(self._changed() or self._opened()), A_LONG_TIME)
            for message in self._changed():
                self._shown[message] = _look(message)
                await self._show(partial(self._chat.show, message))
            for interaction in self._opened():
                self._forms.add(interaction)
                self._form = DemoForm(interaction)
                await self._show(partial(self._screen.note, f"— {self._form.title} —"))
                await self._show(partial(self._screen.note, self._form.question))

    def _changed(self) -> Sequence[Message]:
        """What of the bot's is not on the screen as it is."""
        answers = [
            message for interaction in self._server.interactions for message in interaction.messages
        ]
        own = dict.fromkeys([*self._shown, *self._person.direct.said_by_bot, *answers])
        return [
            message
            for message in own
            if not message.loading
            and self._shown.get(message) != _look(message)
            and (not message.deleted or message in self._shown)
        ]

    def _opened(self) -> Sequence[Interaction]:
        return [
            interaction
            for interaction in self._server.interactions
            if interaction.modal is not None and interaction not in self._forms
        ]


def _look(message: Message) -> Look:
    return (message.content, repr(message.embeds), repr(message.components), message.deleted)


async def main(program: str) -> int:
    screen = DemoScreen()
    async with DiscordServer() as server:
        screen.note(WELCOME)
        ann = server.person("Ann")
        return await talk(
            program, server.settings, screen, lambda lines: DiscordDemo(server, ann, lines, screen)
        )


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else PROGRAM)))
