"""Everything there is in this Discord: one bot, the people, their servers, what they wrote."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.emulators.discord.changes import Changes
from tests.emulators.discord.permissions import Intent

if TYPE_CHECKING:
    from tests.emulators.discord.interactions import Interaction
    from tests.emulators.discord.messages import Attachment, Message
    from tests.emulators.discord.people import Person
    from tests.emulators.discord.places import Channel, Guild
    from tests.emulators.discord.registry import Commands

JSON = dict[str, Any]
EPOCH_MS = 1_420_070_400_000


@dataclass(frozen=True, slots=True)
class Event:
    """What the gateway dispatches."""

    name: str
    data: JSON
    intent: Intent | None = None
    """A session without it is not told."""
    guild_id: int | None = None
    """Decides the shard; None is shard 0."""
    without_content: JSON | None = None
    """What a session without the message-content intent gets instead."""


class World:
    bot: "Person"
    commands: "Commands"
    emit: Callable[[Event], None]
    files_url: str

    def __init__(self) -> None:
        self.changes = Changes()
        self.people: dict[int, Person] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self.attachments: dict[int, Attachment] = {}
        self.interactions: dict[str, Interaction] = {}
        """By their tokens."""
        self.privileged = Intent(0)
        """The privileged intents that are enabled for the bot."""
        self.passed = 0.0
        """Seconds by which the clock of the interactions was put forward."""
        self._last_ms = 0

    def next_id(self) -> int:
        """A snowflake: in order, and no two within one millisecond."""
        now = int(time.time() * 1000) - EPOCH_MS
        self._last_ms = max(self._last_ms + 1, now)
        return self._last_ms << 22

    def now(self) -> float:
        """Seconds of a clock that only the age of interactions is told by."""
        return asyncio.get_running_loop().time() + self.passed
