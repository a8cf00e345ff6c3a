"""What is to be sent, and to whom."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from core.reviews.results import Candidate
from storage.vocabulary import CheckupType, ReminderState


@dataclass(frozen=True, slots=True)
class Planned:
    """What one sweep of the planner has done."""

    people: int
    """How many it looked at."""
    reminders: int
    """How many rows of the outbox came of it: one for each checkup and channel."""
    more: bool
    """Whether others may be due still: sweep again."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A message that would be sent."""

    person_id: UUID
    display_name: str
    account: str | None
    """As in "telegram:123": theirs on the channel, or one of theirs where that is mail."""
    channel: str
    checkup_types: tuple[CheckupType, ...]
    """keep before give."""
    due_since: datetime
    """When the first of them became due."""
    is_planned: bool
    """Whether it is in the outbox already."""
    at: datetime
    """Not sooner than this: later than now in quiet hours."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message to one person on one channel, in the hand of whoever claimed it until the lease
    ends."""

    lease: UUID
    person_id: UUID
    channel: str
    """A platform, or EMAIL."""
    reminder_ids: tuple[UUID, ...]
    """Of a claim, the one that stands for all that are due there; of a notice, all it tells of."""
    attempts: int
    """This one included."""


@dataclass(frozen=True, slots=True)
class DueCheckup:
    checkup_type: CheckupType
    due_at: datetime
    cycle: datetime
    """The instant it was due, reckoned in UTC, whether it was snoozed since or not: what a button
    of the message is about."""
    interval_months: int
    is_nudge: bool
    first: tuple[Candidate, ...]
    """The things to ask about first, at most three."""
    total: int
    """How many there are to ask about in all."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What one message tells."""

    claimed: Claimed
    display_name: str
    locale: str
    zone: ZoneInfo
    today: date
    address: str
    """The private chat on the platform; the verified address of a mail."""
    checkups: tuple[DueCheckup, ...]
    """At least one, keep before give."""
    is_late: bool
    """Whether it should have come more than a day ago: nothing was sent meanwhile."""
    kept: int
    given: int
    """How many things the person keeps, and has given or donated, in their private list."""
    chat: tuple[str, str] | None
    """Platform and private chat that a link in a mail leads to; None where there is none."""
    unsubscribe_key: str | None
    """Of a mail."""


@dataclass(frozen=True, slots=True)
class ReminderRecord:
    """What became of one reminder on one channel."""

    checkup_type: CheckupType
    channel: str
    state: ReminderState
    planned_for: datetime
    sent_at: datetime | None
    read_at: datetime | None
