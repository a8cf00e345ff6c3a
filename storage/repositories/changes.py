"""The history of one person in one household."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import ChangeRow


class ChangeRepository:
    def __init__(self, session: AsyncSession, household_id: UUID, person_id: UUID) -> None:
        self._session = session
        self._household_id = household_id
        self._person_id = person_id

    def add(self, row: ChangeRow) -> None:
        if (row.household_id, row.person_id) != (self._household_id, self._person_id):
            raise ValueError("a change of another household or person")
        self._session.add(row)

    async def of_turn(self, turn_id: UUID) -> list[ChangeRow]:
        """What a turn of this person changed here, in the order it happened."""
        statement = (
            select(ChangeRow)
            .where(ChangeRow.turn_id == turn_id, *self._own())
            .order_by(ChangeRow.id)
        )
        return list(await self._session.scalars(statement))

    async def latest(self, limit: int | None = None, offset: int = 0) -> list[ChangeRow]:
        """The newest changes first."""
        statement = (
            select(ChangeRow)
            .where(*self._own())
            .order_by(ChangeRow.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return list(await self._session.scalars(statement))

    async def newest_outside(self, turn_id: UUID) -> ChangeRow | None:
        """The newest change of any turn but this one."""
        statement = (
            select(ChangeRow)
            .where(ChangeRow.turn_id != turn_id, *self._own())
            .order_by(ChangeRow.id.desc())
            .limit(1)
        )
        return (await self._session.scalars(statement)).one_or_none()

    async def turn_ids(self, limit: int, offset: int = 0) -> list[UUID]:
        """The turns that changed something, the one begun last first."""
        statement = (
            select(ChangeRow.turn_id)
            .where(*self._own())
            .distinct()
            .order_by(ChangeRow.turn_id.desc())
            .limit(limit)
            .offset(offset)
        )
        return list(await self._session.scalars(statement))

    async def of_turns(self, turn_ids: Sequence[UUID]) -> list[ChangeRow]:
        """What these turns changed here, in the order it happened."""
        statement = (
            select(ChangeRow)
            .where(ChangeRow.turn_id.in_(turn_ids), *self._own())
            .order_by(ChangeRow.id)
        )
        return list(await self._session.scalars(statement))

    async def latest_undoable_turn(self) -> UUID | None:
        """The newest turn that changed something, is not undone and is itself no undo."""
        statement = (
            select(ChangeRow.turn_id)
            .where(*self._own(), ChangeRow.undone_by.is_(None), ChangeRow.undoes.is_(None))
            .order_by(ChangeRow.id.desc())
            .limit(1)
        )
        return (await self._session.execute(statement)).scalar_one_or_none()

    async def later_in_household(self, subject_ids: Sequence[UUID], after: UUID) -> list[ChangeRow]:
        """Changes by anybody in the household to these subjects, later than the change `after`."""
        statement = (
            select(ChangeRow)
            .where(
                ChangeRow.household_id == self._household_id,
                ChangeRow.subject_id.in_(subject_ids),
                ChangeRow.id > after,
            )
            .order_by(ChangeRow.id)
        )
        return list(await self._session.scalars(statement))

    async def of_subject(self, subject_id: UUID, limit: int) -> list[ChangeRow]:
        """What happened to one thing of the household, newest first."""
        statement = (
            select(ChangeRow)
            .where(ChangeRow.household_id == self._household_id, ChangeRow.subject_id == subject_id)
            .order_by(ChangeRow.id.desc())
            .limit(limit)
        )
        return list(await self._session.scalars(statement))

    async def mark_undone(self, turn_id: UUID, undone_by: UUID) -> None:
        await self._session.execute(
            update(ChangeRow)
            .where(ChangeRow.turn_id == turn_id, *self._own())
            .values(undone_by=undone_by)
        )

    def _own(self) -> tuple[ColumnElement[bool], ...]:
        return (
            ChangeRow.household_id == self._household_id,
            ChangeRow.person_id == self._person_id,
        )
