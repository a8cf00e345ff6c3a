"""Free text to outcomes: the one entry the conversation calls. Importing this loads no graph."""

from typing import Protocol

from bot.agent.outcomes import Outcome
from core.turns.desk import Turn


class Agent(Protocol):
    async def hear(self, turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        """Everything the sentence causes in this turn. Never empty, never raises for a model's
        faults."""
        ...
