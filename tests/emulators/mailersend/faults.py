"""Answers that go wrong on purpose."""

from dataclasses import dataclass
from enum import StrEnum


class Ending(StrEnum):
    ANSWER = "answer"
    SILENCE = "silence"
    """The line stays open, and nothing comes."""
    BROKEN = "broken"
    """The line is closed without an answer."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What becomes of one request to send."""

    status: int | None = None
    """None: what it would have been."""
    retry_after: str | None = None
    delay_seconds: float = 0.0
    """Before anything else."""
    ending: Ending = Ending.ANSWER
    is_accepted: bool = False
    """The mail is accepted all the same; always so where nothing else is wrong than a delay."""

    @property
    def hinders(self) -> bool:
        """Whether the mail is not even looked at."""
        goes_wrong = self.status is not None or self.ending is not Ending.ANSWER
        return goes_wrong and not self.is_accepted


def fails(status: int, retry_after: str | None = None) -> Fault:
    return Fault(status, retry_after)


def late(seconds: float) -> Fault:
    return Fault(delay_seconds=seconds)


def silent_after_acceptance() -> Fault:
    return Fault(ending=Ending.SILENCE, is_accepted=True)


def broken(*, is_accepted: bool) -> Fault:
    return Fault(ending=Ending.BROKEN, is_accepted=is_accepted)
