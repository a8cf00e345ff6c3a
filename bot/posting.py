"""Messages that nobody asked for: what carries them, and what becomes of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.conversation.messages import Reply


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: str | None = None
    """Of the last message, where the platform tells."""


@dataclass(frozen=True, slots=True)
class Postponed:
    """Surely not sent. `reason` is a word or two, fit for a log; so everywhere below."""

    reason: str
    wait: timedelta | None = None
    """Told by the platform: nothing may be sent there any sooner. None: whoever sends decides."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps sent: the line broke, or no answer came, after it had been handed over."""

    reason: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person can not be reached there (any more)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Not sent, and it would be refused again."""

    reason: str


Outcome = Sent | Postponed | Unknown | Blocked | Refused


class Post(Protocol):
    """Carries messages to the private chats of one platform."""

    @property
    def name(self) -> str:
        """The platform's."""
        ...

    async def send(self, chat_id: str, replies: Sequence[Reply], *, key: str) -> Outcome:
        """One attempt, within the platform's limits. Never raises what a platform or a line may
        do; where it is cancelled, the message may have been sent.

        `key` is the same in each attempt at one message: a platform that can (Discord) sends what
        had arrived after all, an attempt before, no second time, for some minutes.
        """
        ...

    def link(self, chat_id: str, start: str) -> str | None:
        """An address that opens this chat and, where the platform has such links, sends
        "/start {start}" there. None while the platform has not told who the bot is."""
        ...
