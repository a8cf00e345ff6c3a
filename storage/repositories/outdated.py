"""What nobody needs any more. Unscoped: for the program's own sweeps, never for a turn.

Each method takes few rows at once, so that nobody waits for it, and leaves out what is locked.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.base import Base, first_id_of
from storage.tables import (
    CheckupRow,
    HandledUpdateRow,
    OneTimeCodeRow,
    PendingActionRow,
    ReminderRow,
    TurnRow,
)
from storage.vocabulary import ReminderState

_ENDED = (
    ReminderState.SENT,
    ReminderState.UNKNOWN,
    ReminderState.OVERTAKEN,
    ReminderState.DEAD,
)


class Outdated:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def forget_questions(self, before: datetime, limit: int) -> int:
        """How many were forgotten, the longest expired first; so everywhere."""
        return await self._forget_oldest(
            PendingActionRow, [PendingActionRow.id], PendingActionRow.expires_at, before, limit
        )

    async def forget_codes(self, before: datetime, limit: int) -> int:
        return await self._forget_oldest(
            OneTimeCodeRow, [OneTimeCodeRow.id], OneTimeCodeRow.expires_at, before, limit
        )

    async def forget_updates(self, before: datetime, limit: int) -> int:
        key = [HandledUpdateRow.platform, HandledUpdateRow.update_id]
        return await self._forget_oldest(
            HandledUpdateRow, key, HandledUpdateRow.handled_at, before, limit
        )

    async def forget_turns(self, before: datetime, limit: int) -> int:
        return await self._forget_oldest(TurnRow, [TurnRow.id], TurnRow.started_at, before, limit)

    async def forget_reminders(
        self, before: datetime, after_id: UUID | None, limit: int
    ) -> UUID | None:
        """Of the next `limit` reminders planned before then, in the order they were planned in,
        forget those that have ended and whose checkup was completed since: the others still keep
        a second one from being sent. Returns the id to go on after; None: those were the last."""
        ids = select(ReminderRow.id).where(ReminderRow.id < first_id_of(before))
        if after_id is not None:
            ids = ids.where(ReminderRow.id > after_id)
        looked_at = list(await self._session.scalars(ids.order_by(ReminderRow.id).limit(limit)))
        if not looked_at:
            return None
        was_completed = exists().where(
            CheckupRow.id == ReminderRow.checkup_id,
            CheckupRow.last_checkup_date > ReminderRow.planned_for,
        )
        ended = (
            select(ReminderRow.id)
            .where(
                ReminderRow.id >= looked_at[0],
                ReminderRow.id <= looked_at[-1],
                ReminderRow.planned_for < before,
                ReminderRow.state.in_(_ENDED),
                was_completed,
            )
            .with_for_update(of=ReminderRow, skip_locked=True)
        )
        await self._session.execute(
            delete(ReminderRow)
            .where(ReminderRow.id.in_(ended))
            .execution_options(synchronize_session=False)
        )
        return looked_at[-1] if len(looked_at) == limit else None

    async def _forget_oldest(
        self,
        table: type[Base],
        key: Sequence[InstrumentedAttribute[Any]],
        moment: ColumnElement[datetime] | InstrumentedAttribute[datetime],
        before: datetime,
        limit: int,
    ) -> int:
        oldest = (
            select(*key)
            .where(moment < before)
            .order_by(moment)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        named = key[0] if len(key) == 1 else tuple_(*key)
        connection = await self._session.connection()
        return (await connection.execute(delete(table).where(named.in_(oldest)))).rowcount
