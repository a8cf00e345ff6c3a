"""The reminders of one person."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import AccountRow, CheckupRow, ReminderRow
from storage.vocabulary import CheckupType, ReminderState

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


@dataclass(frozen=True, slots=True)
class NewReminder:
    """A row of the outbox that is to be."""

    person_id: UUID
    checkup_id: UUID
    cycle: datetime
    nudge: int
    channel: str
    state: ReminderState
    planned_for: datetime
    next_attempt_at: datetime | None
    created_at: datetime


class ReminderRepository:
    """Whoever changes reminders for a reason that lies in checkups or accounts holds the person's
    lock first."""

    def __init__(self, session: AsyncSession, person_id: UUID) -> None:
        self._session = session
        self._person_id = person_id

    async def accounts(self) -> list[AccountRow]:
        statement = (
            select(AccountRow)
            .where(AccountRow.person_id == self._person_id)
            .order_by(AccountRow.id)
        )
        return list(await self._session.scalars(statement))

    async def held(self, channel: str, lease: UUID) -> list[ReminderRow]:
        """What is held by this lease, in the order it was planned in, locked."""
        statement = self._pending(channel).where(ReminderRow.lease == lease)
        return list(await self._session.scalars(statement))

    async def due(self, channel: str, now: datetime) -> list[ReminderRow]:
        """What is due there and in nobody's hand, in the order it was planned in, locked."""
        statement = self._pending(channel).where(
            ReminderRow.next_attempt_at <= now, is_in_nobodys_hand(now)
        )
        return list(await self._session.scalars(statement))

    def _pending(self, channel: str) -> Select[ReminderRow]:
        return (
            select(ReminderRow)
            .where(
                ReminderRow.person_id == self._person_id,
                ReminderRow.state == ReminderState.PENDING,
                ReminderRow.channel == channel,
            )
            .order_by(ReminderRow.id)
            .with_for_update()
        )

    async def waiting(self) -> list[ReminderRow]:
        """Those that wait until the person can be reached, locked."""
        statement = (
            select(ReminderRow)
            .where(
                ReminderRow.person_id == self._person_id,
                ReminderRow.state == ReminderState.WAITING,
            )
            .order_by(ReminderRow.id)
            .with_for_update()
        )
        return list(await self._session.scalars(statement))

    async def begun_cycles(self, checkup_ids: Sequence[UUID]) -> set[tuple[UUID, datetime]]:
        """Checkup and cycle of those whose first reminder was sent."""
        statement = select(ReminderRow.checkup_id, ReminderRow.cycle).where(
            ReminderRow.person_id == self._person_id,
            ReminderRow.checkup_id.in_(checkup_ids),
            ReminderRow.nudge == 0,
            ReminderRow.state == ReminderState.SENT,
        )
        return {(row[0], row[1]) for row in await self._session.execute(statement)}

    async def put(self, rows: Sequence[NewReminder]) -> int:
        """How many were put; see put_reminders."""
        if any(row.person_id != self._person_id for row in rows):
            raise ValueError("a reminder of another person")
        await self._session.flush()
        return await put_reminders(self._session, rows)

    async def mark_read(self, checkup_type: CheckupType, now: datetime) -> None:
        """Those of the last cycle of this checkup that reminders were sent of."""
        checkup_id = (
            select(CheckupRow.id)
            .where(CheckupRow.person_id == self._person_id, CheckupRow.checkup_type == checkup_type)
            .scalar_subquery()
        )
        is_sent = (
            ReminderRow.person_id == self._person_id,
            ReminderRow.checkup_id == checkup_id,
            ReminderRow.state == ReminderState.SENT,
        )
        newest = select(func.max(ReminderRow.cycle)).where(*is_sent).scalar_subquery()
        await self._session.execute(
            update(ReminderRow)
            .where(*is_sent, ReminderRow.cycle == newest, ReminderRow.read_at.is_(None))
            .values(read_at=now)
            .execution_options(synchronize_session=False)
        )

    async def all(self) -> list[tuple[ReminderRow, CheckupType]]:
        """Every one, with what it reminds of, in the order they were planned in."""
        statement = (
            select(ReminderRow, CheckupRow.checkup_type)
            .join(CheckupRow, CheckupRow.id == ReminderRow.checkup_id)
            .where(ReminderRow.person_id == self._person_id)
            .order_by(ReminderRow.id)
        )
        return [(row, CheckupType(of)) for row, of in await self._session.execute(statement)]


def is_in_nobodys_hand(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    return or_(ReminderRow.leased_until.is_(None), ReminderRow.leased_until <= now)


async def put_reminders(session: AsyncSession, rows: Sequence[NewReminder]) -> int:
    """Put rows into the outbox. Where there is one of the same checkup, cycle, nudge and channel
    already, it is brought to life again if it had ended without being sent, and else left as it
    is. Returns how many rows were put or brought to life."""
    if not rows:
        return 0
    added = _insert_into_outbox(session.get_bind().dialect.name)
    statement = added.on_conflict_do_update(
        index_elements=_KEY,
        set_={column: added.excluded[column] for column in _RENEWED},
        where=_HAS_ENDED,
    ).returning(ReminderRow.id)
    put = await session.scalars(statement, [asdict(row) for row in rows])
    return len(put.all())


def _insert_into_outbox(dialect: str) -> "postgresql.Insert | sqlite.Insert":
    """In the words of that dialect: a start loads no other."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(ReminderRow)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(ReminderRow)


_KEY = ("checkup_id", "cycle", "nudge", "channel")
_RENEWED = (
    "state",
    "planned_for",
    "attempts",
    "next_attempt_at",
    "lease",
    "leased_until",
    "reason",
)
# In plain words: with a bound value in it, SQLAlchemy would send each row by itself.
_HAS_ENDED = text("reminders.state IN ('waiting', 'overtaken', 'dead')")
