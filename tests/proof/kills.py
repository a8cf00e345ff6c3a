"""When a worker is killed, and what kills it: always SIGKILL, always the real process."""

import logging
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum


class Step(Enum):
    """When it is killed."""

    ANY_MOMENT = "at any moment"
    CLAIMED = "claimed, nothing read yet"
    SENDING = "about to send"
    NOT_ARRIVED = "while it sends, and nothing arrives"
    ACCEPTED = "accepted there, before it hears of that"
    HEARD = "accepted, not marked yet"
    MARKED = "marked, the next one in hand"


_LOGGED = {
    Step.CLAIMED: "claimed",
    Step.SENDING: "sending",
    Step.HEARD: "accepted",
    Step.MARKED: "marked",
}
"""What the courier logs of a reminder at that step."""


@dataclass(frozen=True, slots=True)
class KillsItself:
    """Prepares a process: it kills itself the n-th time that the courier is at the step."""

    step: Step
    times: int

    def __call__(self) -> None:
        word = _LOGGED.get(self.step)
        if word is not None:
            courier = logging.getLogger("bot.reminders.courier")
            courier.addHandler(_AtWord(f": {word}", self.times))


class _AtWord(logging.Handler):
    def __init__(self, ending: str, times: int) -> None:
        super().__init__(logging.INFO)
        self._ending = ending
        self._left = times

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().endswith(self._ending):
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class KillsAll:
    """Kills all of these processes at once."""

    def __init__(self, pids: Sequence[int]) -> None:
        self._pids = pids
        self.is_over = False
        """Set once nobody is to be killed any more."""

    def seen(self, step: Step, done: bool) -> None:
        """By a platform: a message comes in, or (done) was taken and is to be answered."""
        if done == (step is Step.ACCEPTED):
            self.kill()

    def kill(self) -> None:
        if self.is_over:
            return
        self.is_over = True
        for pid in self._pids:
            with suppress(ProcessLookupError):  # it has ended by itself
                os.kill(pid, signal.SIGKILL)
