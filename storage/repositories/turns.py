"""The turns of one person."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import HandledUpdateRow, TurnRow


@dataclass(frozen=True, slots=True)
class PastTurnColumns:
    """What context needs of a turn."""

    id: UUID
    said: str | None
    meaning: dict[str, Any] | None


class TurnRepository:
    def __init__(self, session: AsyncSession, person_id: UUID) -> None:
        self._session = session
        self._person_id = person_id

    def add(self, turn: TurnRow) -> None:
        if turn.person_id != self._person_id:
            raise ValueError("a turn of another person")
        self._session.add(turn)

    def claim(self, update: HandledUpdateRow) -> None:
        """The next flush raises IntegrityError where another turn has claimed the update."""
        self._session.add(update)

    async def get(self, id_: UUID) -> TurnRow | None:
        statement = select(TurnRow).where(TurnRow.id == id_, TurnRow.person_id == self._person_id)
        return (await self._session.scalars(statement)).one_or_none()

    async def newest(self, platform: str, chat_id: str, limit: int) -> list[PastTurnColumns]:
        """The last turns of this chat, newest first; without their answers, which are long."""
        statement = (
            select(TurnRow.id, TurnRow.said, TurnRow.meaning)
            .where(
                TurnRow.person_id == self._person_id,
                TurnRow.platform == platform,
                TurnRow.chat_id == chat_id,
            )
            .order_by(TurnRow.id.desc())
            .limit(limit)
        )
        rows = (await self._session.execute(statement)).all()
        return [PastTurnColumns(*row) for row in rows]
