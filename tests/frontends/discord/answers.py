"""A conversation that answers as it is told, and remembers what it was asked."""

import asyncio
from collections.abc import Sequence

from bot.conversation.messages import Incoming, Invoked, Press, Reply, Text


class ScriptedConversation:
    """Echoes texts where nothing else was told."""

    def __init__(self) -> None:
        self.heard: list[Incoming] = []
        self.told: list[str] = []
        self.seconds = 0.0
        """How long each turn takes."""
        self.failures: list[Exception] = []
        """Raised by the next turns, one each."""
        self.script: dict[str, Sequence[Reply]] = {}
        """Replies by the text or the payload."""
        self.suggestions: tuple[str, ...] = ()
        self.typed: list[tuple[Incoming, str, str, str]] = []
        self.gate: asyncio.Event | None = None
        """What turns wait for."""

    async def handle(self, incoming: Incoming) -> Sequence[Reply]:
        self.heard.append(incoming)
        if self.gate is not None:
            await self.gate.wait()
        await asyncio.sleep(self.seconds)
        if self.failures:
            raise self.failures.pop(0)
        match incoming.content:
            case Text(text) | Press(text):
                return self.script.get(text, (Reply(f"heard: {text}"),))
            case Invoked() as invoked:
                text = invoked.plain()
                return self.script.get(text, (Reply(f"heard: {text}"),))
            case other:
                return (Reply(type(other).__name__),)

    async def suggest(
        self, incoming: Incoming, command: str, option: str, typed: str
    ) -> Sequence[str]:
        self.typed.append((incoming, command, option, typed))
        await asyncio.sleep(self.seconds)
        return self.suggestions

    async def answered(self, platform: str, update_ids: Sequence[str]) -> None:
        assert platform == "discord"
        self.told += update_ids
