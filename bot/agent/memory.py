"""Context from turn to turn: what is remembered of one, what the next is heard against."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.agent.outcomes import Outcome
from bot.agent.scene import Scene
from core.turns.desk import Turn


async def scene_of(turn: Turn, chat_id: str) -> Scene:
    """The scene of a sentence said in this turn."""
    raise NotImplementedError


def meaning_of(outcomes: Sequence[Outcome]) -> Mapping[str, Any]:
    """What is kept of a turn, JSON-ready: focus, calls, and the query whose pages follow."""
    raise NotImplementedError
