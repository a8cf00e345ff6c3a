"""What becomes of a reminder. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from core.checkups.rules import CheckupState, reminder_cycle
from storage.vocabulary import EMAIL, ReminderState

LAST_RESORT = "terminal"
"""A platform that is open only now and then: reminders go there where there is no other."""
NEWER = "newer"
"""The reason of a reminder that was overtaken by a newer one of the same cycle."""

FIRST_BACKOFF = timedelta(seconds=30)
LONGEST_BACKOFF = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=7)
FEWEST_ATTEMPTS = 10
"""Before it is given up: an outage of ours is not the line's fault."""
LATE_AFTER = timedelta(days=1)

_NEVER = datetime.min.replace(tzinfo=UTC)
_BEGUN = frozenset(
    (
        ReminderState.PENDING,
        ReminderState.WAITING,
        ReminderState.SENT,
        ReminderState.UNKNOWN,
    )
)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether and where an account is reached."""

    account_id: UUID
    platform: str
    chat_id: str | None
    reachable_since: datetime | None
    unreachable_since: datetime | None

    @property
    def is_open(self) -> bool:
        return self.chat_id is not None and self.unreachable_since is None


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A row of the outbox, as far as the rules care."""

    id: UUID
    checkup_id: UUID
    cycle: datetime
    nudge: int
    channel: str
    state: ReminderState
    reason: str | None = None
    sent_at: datetime | None = None


def best_reach(reaches: Iterable[Reach], preferred: str | None = None) -> Reach | None:
    """Where reminders go: the preferred platform where the person is reached there, else the one
    on which they began to be reached last, LAST_RESORT after all others. None where they are
    reached nowhere."""
    return max(
        (reach for reach in reaches if reach.is_open),
        key=lambda reach: (reach.platform == preferred, *_preference(reach)),
        default=None,
    )


def last_platform(reaches: Iterable[Reach]) -> str | None:
    """Where somebody who is reached nowhere was reached last; None: they have no account."""
    last = max(reaches, key=_preference, default=None)
    return None if last is None else last.platform


def _preference(reach: Reach) -> tuple[bool, datetime, str]:
    is_common = reach.platform != LAST_RESORT
    return is_common, reach.reachable_since or _NEVER, reach.platform


def wants_chat(entries: Iterable[OutboxEntry]) -> bool:
    """Whether a reminder still has to be planned for some chat, given the rows that there are of
    its checkup, cycle and nudge: it comes to one chat once, whichever that is by now."""
    return not any(_is_settled(entry) for entry in entries if entry.channel != EMAIL)


def last_sent(entries: Iterable[OutboxEntry]) -> datetime | None:
    """When the last of them was sent; None: none was."""
    return max((entry.sent_at for entry in entries if entry.sent_at is not None), default=None)


def wants_mail(entries: Iterable[OutboxEntry]) -> bool:
    return not any(
        _is_settled(entry) or entry.state is ReminderState.DEAD
        for entry in entries
        if entry.channel == EMAIL
    )


def _is_settled(entry: OutboxEntry) -> bool:
    """Overtaken by an answer that was taken back by now is not: nothing has been sent."""
    is_outdone = entry.state is ReminderState.OVERTAKEN and entry.reason == NEWER
    return entry.state in _BEGUN or is_outdone


def is_answered(entry: OutboxEntry, checkup: CheckupState | None, now: datetime) -> bool:
    """Whether there is nothing to remind of any more: the checkup was completed, snoozed, or has
    another interval by now."""
    if checkup is None or entry.cycle != reminder_cycle(checkup):
        return True
    return checkup.snoozed_until is not None and checkup.snoozed_until > now


def newest_of_each(entries: Sequence[OutboxEntry]) -> frozenset[UUID]:
    """Of each checkup and cycle the entry that tells all that the others would."""
    newest: dict[tuple[UUID, datetime], OutboxEntry] = {}
    for entry in sorted(entries, key=lambda entry: entry.nudge):
        newest[entry.checkup_id, entry.cycle] = entry
    return frozenset(entry.id for entry in newest.values())


def backoff(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many attempts: 30 seconds, doubled with each up to 6 hours; of
    that at least half, the rest by `chance` (0 to 1), so that not all come back at once."""
    doublings = min(max(attempts - 1, 0), 16)
    longest: timedelta = min(FIRST_BACKOFF * 2**doublings, LONGEST_BACKOFF)
    return longest * (0.5 + 0.5 * chance)


def is_given_up(planned_for: datetime, attempts: int, now: datetime) -> bool:
    return now - planned_for >= GIVE_UP_AFTER and attempts >= FEWEST_ATTEMPTS


def is_late(should_have_come: datetime, now: datetime) -> bool:
    return now - should_have_come > LATE_AFTER
