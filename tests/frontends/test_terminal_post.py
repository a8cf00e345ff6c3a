"""When somebody is there to be shown what nobody asked for."""

import asyncio
from collections.abc import Callable

from bot.conversation.messages import Reply
from bot.frontends.terminal.chat import Chat
from bot.frontends.terminal.person import Person
from bot.frontends.terminal.screens import PlainScreen
from bot.posting import Outcome, Postponed, Sent
from tests.frontends.fake_room import REMINDER, FakeRoom

NOT_HERE = Postponed("not here")


class TypedLines:
    """What a test types; None ends it."""

    def __init__(self) -> None:
        self.typed: asyncio.Queue[str | None] = asyncio.Queue()
        self.wanted = asyncio.Semaphore(0)
        """Released for each line that is waited for."""

    async def next(self) -> str | None:
        self.wanted.release()
        return await self.typed.get()

    async def meanwhile(self, show: Callable[[], None]) -> None:
        show()

    def fail(self, error: BaseException) -> None:
        raise error


class Session:
    def __init__(self) -> None:
        self.lines = TypedLines()
        self.door = asyncio.Event()
        self.chat = Chat(Person("Ann"), self.lines, PlainScreen(), self._enter, interactive=False)

    async def _enter(self) -> FakeRoom:
        await self.door.wait()
        return FakeRoom()

    async def post(self) -> Outcome:
        return await self.chat.post.send("ann", [REMINDER], key="1")


async def test_it_is_shown_from_the_opening_of_the_room_until_the_person_leaves() -> None:
    session = Session()
    running = asyncio.create_task(session.chat.run())
    await session.lines.wanted.acquire()
    assert await session.post() == NOT_HERE

    session.door.set()
    session.lines.typed.put_nowait("hello")
    await session.lines.wanted.acquire()
    assert await session.post() == Sent()

    session.lines.typed.put_nowait(None)
    await running
    assert await session.post() == NOT_HERE


async def test_it_is_shown_to_nobody_else() -> None:
    session = Session()
    session.door.set()
    running = asyncio.create_task(session.chat.run())
    assert await session.chat.post.send("bob", [Reply("Hello.")], key="1") == NOT_HERE
    session.lines.typed.put_nowait(None)
    await running


def test_there_is_no_address_of_a_terminal() -> None:
    assert Session().chat.post.link("ann", "checkup_keep") is None
