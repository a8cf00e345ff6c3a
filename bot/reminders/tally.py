"""What became of the reminders of one sweep, in one line."""

from collections import Counter

from bot.metrics import ReminderResult
from storage.vocabulary import EMAIL

NOT_TRIED = "not tried"


class Tally:
    """Counts what couriers report."""

    def __init__(self) -> None:
        self.sent = 0
        self.done = 0
        """Messages with which something was done."""
        self._waiting: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._unreachable: Counter[str] = Counter()

    def report(self, channel: str, result: ReminderResult, reason: str) -> None:
        self.done += 1
        match result:
            case ReminderResult.SENT:
                self.sent += 1
            case ReminderResult.UNKNOWN if channel == EMAIL:  # it is not sent again
                self._failed[f"perhaps sent, {reason}"] += 1
            case ReminderResult.POSTPONED | ReminderResult.UNKNOWN:
                self._waiting[reason] += 1
            case ReminderResult.UNREACHABLE:
                self._unreachable[reason] += 1
            case ReminderResult.REFUSED:
                self._failed[reason] += 1
            case ReminderResult.NOTHING:
                pass

    def leave(self, number: int) -> None:
        """So many were due and not tried."""
        if number:
            self._waiting[NOT_TRIED] += number

    @property
    def unreachable(self) -> int:
        return self._unreachable.total()

    @property
    def is_all_sent(self) -> bool:
        """Whoever can not be reached is no reason to try again."""
        return not (self._waiting or self._failed)

    def __str__(self) -> str:
        """As "Sent: 3. Waiting: 2 (server error 2)." """
        parts = (
            ("Waiting", self._waiting),
            ("Failed", self._failed),
            ("Unreachable", self._unreachable),
        )
        told = [f"{name}: {_counted(reasons)}." for name, reasons in parts if reasons]
        return " ".join([f"Sent: {self.sent}.", *told])


def _counted(reasons: Counter[str]) -> str:
    listed = ", ".join(f"{reason} {number}" for reason, number in reasons.most_common())
    return f"{reasons.total()} ({listed})"
