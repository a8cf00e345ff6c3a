"""Free text to outcomes: the one entry the conversation calls. Importing this loads no graph."""

import asyncio
from collections.abc import Callable
from threading import Lock
from typing import Protocol

from bot.agent.outcomes import Outcome
from core.turns.desk import Turn


class Agent(Protocol):
    async def hear(self, turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        """Everything the sentence causes in this turn. Never empty, never raises for a model's
        faults."""
        ...


class ClosableAgent(Agent, Protocol):
    async def close(self) -> None:
        """Let go of connections."""
        ...


class LateAgent:
    """An agent built at the first sentence, or before it by warm_up: the graph takes seconds to
    load, which nobody waits for who only presses buttons."""

    def __init__(self, build: Callable[[], ClosableAgent]) -> None:
        self._build = build
        self._lock = Lock()
        self._built: ClosableAgent | None = None

    def warm_up(self) -> ClosableAgent:
        """Build it now, once, from whichever thread. Blocks."""
        with self._lock:
            if self._built is None:
                self._built = self._build()
            return self._built

    async def hear(self, turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        agent = self._built
        if agent is None:
            await turn.pause()  # nobody else waits for a transaction meanwhile
            agent = await asyncio.to_thread(self.warm_up)
        return await agent.hear(turn, chat_id, text)

    async def close(self) -> None:
        if self._built is not None:
            await self._built.close()
