"""A chat with a room that answers without a database: run as a program by the tests."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from bot.conversation.messages import Button, Card, Content, Incoming, Press, Reply, Text
from bot.frontends.terminal.chat import Chat, Room
from bot.frontends.terminal.lines import Lines, PipedLines, PromptedLines
from bot.frontends.terminal.person import Person
from bot.frontends.terminal.post import TerminalPost
from bot.frontends.terminal.screens import ColourScreen, PlainScreen, Screen, at_terminal
from bot.posting import Sent
from core.pictures.references import reference_to

REMINDER = Reply("A checkup is due.", buttons=((Button("Start", "r1"),),))


class FakePictures:
    async def where(self, picture_id: UUID) -> str:
        return f"/pictures/{picture_id}.jpg"


class FakeRoom:
    """Says what it heard; `buttons`, `card`, `photo`, `slow` and `nasty` bring what they name.
    After `remind me` comes what nobody asked for, after `remind bob` what was for somebody else."""

    def __init__(self, knows: bool = False) -> None:
        self.heard: list[Content] = []
        self.pictures = FakePictures()
        self._knows = knows
        self.post: TerminalPost | None = None
        """That of the chat."""
        self._sending: set[asyncio.Task[None]] = set()

    async def knows(self, platform: str, user_id: str) -> bool:
        return self._knows

    async def handle(self, incoming: Incoming) -> Sequence[Reply]:
        self.heard.append(incoming.content)
        facts = (("Owned", "2 years"),)
        match incoming.content:
            case Press(payload):
                return [Reply(f"pressed {payload}")]
            case Text("buttons"):
                rows = ((Button("Undo", "u1"), Button("Show", "s1")), (Button("All", "a1"),))
                return [Reply("Choose", buttons=rows)]
            case Text("card"):
                return [Reply("", (Card("Violin", "🎻", facts, 0.5, "Goal", ("Bronze Keeper",)),))]
            case Text("photo"):
                return [Reply("", (Card("Violin", reference_to(UUID(int=7)), facts),))]
            case Text("nasty"):
                return [Reply("[red]not red[/red] \x1b[2J \x07 \u202eabc")]
            case Text("slow"):
                sys.stdout.write("thinking\n")
                sys.stdout.flush()
                await asyncio.sleep(30)
            case Text("remind me" | "remind bob" as text):
                self._sending.add(asyncio.create_task(self._send(text.removeprefix("remind "))))
                return [Reply("soon", buttons=((Button("Yes", "y1"),),))]
            case Text(text):
                return [Reply(f"heard {text!r}")]
        return []

    async def _send(self, whom: str) -> None:
        """A reminder; what becomes of one for somebody else is told."""
        assert self.post is not None
        chat_id = "ann" if whom == "me" else whom
        outcome = await self.post.send(chat_id, [REMINDER], key="1")
        if outcome != Sent():
            assert await self.post.send("ann", [Reply(f"kept: {outcome}")], key="2") == Sent()


async def main(history: Path, opens_after: float) -> None:
    lines: Lines
    screen: Screen
    if at_terminal():
        lines, screen = PromptedLines(history), ColourScreen()
    else:
        lines, screen = PipedLines(), PlainScreen()
    room = FakeRoom()

    async def enter() -> Room:
        await asyncio.sleep(opens_after)
        return room

    chat = Chat(Person("Ann"), lines, screen, enter, interactive=at_terminal())
    room.post = chat.post
    await chat.run()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 0))
