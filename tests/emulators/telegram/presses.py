"""A press of a button, and how the bot answers it."""

from collections.abc import Awaitable
from dataclasses import dataclass

from tests.emulators.telegram.world import CallbackAnswer, Query, World

PATIENCE = 5.0
"""Seconds that a test waits for the bot unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press of a button."""

    query_id: str
    _world: World
    _query: Query

    @property
    def answered(self) -> bool:
        return self._query.answer is not None

    @property
    def answer(self) -> Awaitable[CallbackAnswer]:
        """The bot's answerCallbackQuery, waited for; AssertionError if there is none in 5 s."""
        return self._answer()

    async def _answer(self) -> CallbackAnswer:
        answer = await self._world.changes.until(lambda: self._query.answer, PATIENCE)
        assert answer is not None, f"the press was not answered within {PATIENCE} s"
        return answer

    def grow_old(self) -> None:
        """From now on it is too late to answer."""
        self._query.too_old = True
