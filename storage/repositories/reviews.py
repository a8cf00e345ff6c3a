"""The reviews of one person, and what was answered in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import ChangeRow, ReviewAnswerRow, ReviewRow
from storage.vocabulary import CheckupType, ReviewAnswer


@dataclass(frozen=True, slots=True)
class LastSaid:
    """What was last said of a thing in any review, and was not taken back."""

    item_id: UUID
    answer: ReviewAnswer
    answered_at: datetime
    review_id: UUID


class ReviewRepository:
    """Whoever changes a review holds the person's lock."""

    def __init__(self, session: AsyncSession, person_id: UUID) -> None:
        self._session = session
        self._person_id = person_id

    def add(self, row: ReviewRow | ReviewAnswerRow) -> None:
        if row.person_id != self._person_id:
            raise ValueError("a review of another person")
        self._session.add(row)

    async def get(self, id_: UUID) -> ReviewRow | None:
        statement = select(ReviewRow).where(
            ReviewRow.id == id_, ReviewRow.person_id == self._person_id
        )
        return (await self._session.scalars(statement)).one_or_none()

    async def newest(self, checkup_type: CheckupType) -> ReviewRow | None:
        """The one begun last."""
        statement = (
            select(ReviewRow)
            .where(ReviewRow.person_id == self._person_id, ReviewRow.checkup_type == checkup_type)
            .order_by(ReviewRow.begun_at.desc(), ReviewRow.id.desc())
            .limit(1)
        )
        return (await self._session.scalars(statement)).one_or_none()

    async def all(self) -> list[ReviewRow]:
        """The one begun first comes first."""
        statement = (
            select(ReviewRow)
            .where(ReviewRow.person_id == self._person_id)
            .order_by(ReviewRow.begun_at, ReviewRow.id)
        )
        return list(await self._session.scalars(statement))

    async def answers(self, review_ids: Sequence[UUID]) -> list[ReviewAnswerRow]:
        """Review by review, in the order of their steps."""
        statement = (
            select(ReviewAnswerRow)
            .where(
                ReviewAnswerRow.person_id == self._person_id,
                ReviewAnswerRow.review_id.in_(review_ids),
            )
            .order_by(ReviewAnswerRow.review_id, ReviewAnswerRow.step)
        )
        return list(await self._session.scalars(statement))

    async def forget(self, answers: Iterable[ReviewAnswerRow]) -> None:
        for row in answers:
            if row.person_id != self._person_id:
                raise ValueError("an answer of another person")
            await self._session.delete(row)

    async def last_said(self) -> list[LastSaid]:
        """Of each thing the newest answer whose turn was not undone."""
        is_undone = exists().where(
            ChangeRow.turn_id == ReviewAnswerRow.turn_id,
            ChangeRow.person_id == self._person_id,
            ChangeRow.undone_by.is_not(None),
        )
        newest_first = func.row_number().over(
            partition_by=ReviewAnswerRow.item_id,
            order_by=(ReviewAnswerRow.answered_at.desc(), ReviewAnswerRow.turn_id.desc()),
        )
        said = (
            select(
                ReviewAnswerRow.item_id,
                ReviewAnswerRow.answer,
                ReviewAnswerRow.answered_at,
                ReviewAnswerRow.review_id,
                newest_first.label("place"),
            )
            .where(ReviewAnswerRow.person_id == self._person_id, ~is_undone)
            .subquery()
        )
        found = await self._session.execute(
            select(said.c.item_id, said.c.answer, said.c.answered_at, said.c.review_id).where(
                said.c.place == 1
            )
        )
        return [
            LastSaid(item_id, ReviewAnswer(answer), answered_at, review_id)
            for item_id, answer, answered_at, review_id in found
        ]
