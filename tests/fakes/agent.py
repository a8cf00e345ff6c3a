"""An agent that does what a test says."""

from collections import deque
from collections.abc import Awaitable, Callable

from bot.agent.calls import AnyCall
from bot.agent.outcomes import NothingDone, Outcome
from bot.agent.tools import Tools
from core.turns.desk import Turn

Hearing = Callable[[Turn, str, str], Awaitable[tuple[Outcome, ...]]]


class QueuedAgent:
    """Answers each sentence with the next hearing of the queue, else understands nothing.

    `heard` remembers the sentences.
    """

    def __init__(self, tools: Tools) -> None:
        self.heard: list[str] = []
        self._tools = tools
        self._queue: deque[Hearing] = deque()

    def will(self, hearing: Hearing) -> None:
        self._queue.append(hearing)

    def will_run(self, *calls: AnyCall) -> None:
        """The next sentence means these calls."""

        async def run(turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
            return await self._tools.run_all(await turn.work(), chat_id, calls)

        self.will(run)

    def will_say(self, *outcomes: Outcome) -> None:
        """The next sentence comes to these outcomes."""

        async def say(turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
            return outcomes

        self.will(say)

    async def hear(self, turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        self.heard.append(text)
        if not self._queue:
            return (NothingDone("not_understood"),)
        return await self._queue.popleft()(turn, chat_id, text)
