"""The frame of a turn: recognises the person, handles each update once, commits once."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.clock import Clock
from core.work import Work
from storage.transactions import Database
from storage.vocabulary import Cause


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message or press, as far as core cares."""

    platform: str
    platform_user_id: str
    display_name: str
    chat_id: str
    private: bool
    cause: Cause
    locale: str | None = None
    """BCP 47; None where the platform does not say: the last known, then English."""
    update_id: str | None = None
    """What the platform calls this update; None: it can not come twice."""


@dataclass(frozen=True, slots=True)
class TurnPolicy:
    """What holds for people who have no rule of their own."""

    item_limit: int = 10
    admins: frozenset[tuple[str, str]] = frozenset()
    """(platform, platform user id)."""
    default_timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class PastTurn:
    """One of the last turns of a chat, newest first, as context."""

    id: UUID
    said: str | None
    meaning: Mapping[str, Any] | None


class Turn:
    """One turn in hand. Not for concurrent use."""

    turn_id: UUID
    is_new_person: bool
    stored_replies: Sequence[Any] | None
    """Set when this update was answered before: send these again, change nothing."""

    async def work(self) -> Work:
        """The unit of work, opening a transaction where none is open."""
        raise NotImplementedError

    async def pause(self) -> None:
        """Commit what is there, so that no transaction is open across a slow call. The update
        counts as begun: delivered again meanwhile, it is not begun a second time."""
        raise NotImplementedError

    def answer(
        self, said: str | None, replies: Sequence[Any], meaning: Mapping[str, Any] | None
    ) -> None:
        """What is stored with the commit: the answer for a redelivery, the meaning as context."""
        raise NotImplementedError

    async def past(self, limit: int = 6) -> tuple[PastTurn, ...]:
        raise NotImplementedError

    async def past_turn(self, turn_id: UUID) -> PastTurn | None:
        raise NotImplementedError


class TurnDesk:
    """Opens turns on a database."""

    def __init__(self, database: Database, clock: Clock, policy: TurnPolicy) -> None:
        self._database = database
        self._clock = clock
        self._policy = policy

    @asynccontextmanager
    async def turn(self, arrival: Arrival) -> AsyncIterator[Turn]:
        """A turn, committed at the end; rolled back, with nothing changed, if the body raises.

        An unknown account becomes a person with a private household and both checkups.
        """
        raise NotImplementedError
        yield Turn()
