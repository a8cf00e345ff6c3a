"""A mail, and what carries it."""

from dataclasses import dataclass
from typing import Protocol

from bot.posting import Outcome


@dataclass(frozen=True, slots=True)
class Mail:
    to: str
    to_name: str
    subject: str
    text: str
    html: str
    tag: str
    """What kind it is, as in "checkup": one word."""
    headers: tuple[tuple[str, str], ...] = ()
    """Besides those that every mail has."""


class Mailer(Protocol):
    @property
    def where(self) -> str:
        """Where mails go, for eyes: a host or a folder, without secrets."""
        ...

    async def send(self, mail: Mail) -> Outcome:
        """One attempt. Postponed where it surely did not leave, Unknown where it may have. Never
        raises what a server or a line may do."""
        ...

    async def close(self) -> None: ...
