"""The chat: a line to an Incoming, Replies to the screen. It decides nothing."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, Protocol, TypeVar

from bot.conversation.messages import Incoming, Reply, Text
from bot.frontends.terminal.choices import Choices, NumberedRow
from bot.frontends.terminal.lines import Lines
from bot.frontends.terminal.person import Person
from bot.frontends.terminal.pictures import Pictures, with_places
from bot.frontends.terminal.post import TerminalPost
from bot.frontends.terminal.screens import Screen

Result = TypeVar("Result")

LEAVING = ("exit", "quit")
WELCOME = "MinNow – own less, on purpose. /help lists everything, exit leaves."
GOODBYE = "Goodbye. Your things are safe here."


class Room(Protocol):
    """What the chat talks to."""

    async def handle(self, incoming: Incoming) -> Sequence[Reply]: ...

    async def knows(self, platform: str, user_id: str) -> bool: ...

    @property
    def pictures(self) -> Pictures: ...


class Chat:
    """One person's conversation at a terminal, until they leave."""

    def __init__(
        self,
        person: Person,
        lines: Lines,
        screen: Screen,
        enter: Callable[[], Awaitable[Room]],
        interactive: bool,
    ) -> None:
        """`enter` opens what answers; lines are taken down meanwhile. `interactive`: somebody sits
        there, who is shown the tour when new, and whose Ctrl-C does not end the chat."""
        self._person = person
        self._lines = lines
        self._screen = screen
        self._enter = enter
        self._interactive = interactive
        self._choices = Choices()
        self._awaited: asyncio.Future[Any] | None = None
        self._has_left = False
        self._in_turn = asyncio.Lock()
        self._room: Room | None = None
        """Once somebody new has been shown around in it, until the person leaves."""
        self.post = TerminalPost(person.address.chat_id, self._show_unasked)
        """Shows what nobody asked for, while there is a room."""

    async def run(self) -> None:
        """Raises what `enter` raises."""
        with _on_interrupt(self._stop_waiting) if self._interactive else nullcontext():
            if self._interactive:
                self._screen.note(WELCOME)
            entering = asyncio.ensure_future(self._welcome())
            entering.add_done_callback(self._take_the_line_away)
            while (line := await self._lines.next()) is not None:
                if line.strip().casefold() in LEAVING:
                    break
                if line.strip():
                    async with self._in_turn:
                        await self._turn(entering, line)
            self._room, self._has_left = None, True
            await self._leave(entering)
            if self._interactive:
                self._screen.note(GOODBYE)

    async def _welcome(self) -> Room:
        room = await self._enter()
        account = self._person.account
        if self._interactive and not await room.knows(account.platform, account.user_id):
            replies = await _heard(room, self._person.incoming(Text("/start")))
            await self._lines.meanwhile(lambda: self._show(replies, self._choices.offer(replies)))
        self._room = None if self._has_left else room
        return room

    def _take_the_line_away(self, entering: asyncio.Future[Room]) -> None:
        error = None if entering.cancelled() else entering.exception()
        if error is not None:
            self._lines.fail(error)

    async def _turn(self, entering: asyncio.Future[Room], line: str) -> None:
        """Ctrl-C gives up this line; what opens the room goes on."""
        answering = asyncio.ensure_future(self._answer(asyncio.shield(entering), line))
        try:
            replies = await self._waiting_for(answering)
            self._show(replies, self._choices.offer(replies))
        except asyncio.CancelledError:
            if not answering.cancelled():
                raise
            self._screen.note("Stopped.")

    async def _answer(self, entered: Awaitable[Room], line: str) -> Sequence[Reply]:
        room = await entered
        return await _heard(room, self._person.incoming(self._choices.read(line)))

    async def _leave(self, entering: asyncio.Future[Room]) -> None:
        """What opens the room is waited for, unless Ctrl-C gives that up as well."""
        try:
            await self._waiting_for(entering)
        except asyncio.CancelledError:
            if not entering.cancelled():
                raise

    def _show(self, replies: Sequence[Reply], numbered: Sequence[Sequence[NumberedRow]]) -> None:
        for reply, rows in zip(replies, numbered, strict=True):
            self._screen.show(reply, rows)

    async def _show_unasked(self, replies: Sequence[Reply]) -> bool:
        """Whether there is somebody to show it to. It comes between turns, and buttons that stand
        keep their numbers: one of them may just be about to be pressed."""
        async with self._in_turn:
            if self._room is None:
                return False
            placed = await with_places(replies, self._room.pictures)
            await self._lines.meanwhile(lambda: self._show(placed, self._choices.add(placed)))
        return True

    async def _waiting_for(self, awaited: "asyncio.Future[Result]") -> Result:
        self._awaited = awaited
        try:
            return await awaited
        finally:
            self._awaited = None

    def _stop_waiting(self) -> None:
        if self._awaited is not None:
            self._awaited.cancel()


async def _heard(room: Room, incoming: Incoming) -> Sequence[Reply]:
    return await with_places(await room.handle(incoming), room.pictures)


@contextmanager
def _on_interrupt(act: Callable[[], object]) -> Iterator[None]:
    """Within, Ctrl-C does this, and does not end the program."""
    loop = asyncio.get_running_loop()
    try:
        loop.add_signal_handler(signal.SIGINT, act)
    except (NotImplementedError, ValueError):  # not on Windows, not outside the main thread
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
