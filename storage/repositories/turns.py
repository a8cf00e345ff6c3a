"""The turns of one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import TurnRow


@dataclass(frozen=True, slots=True)
class PastTurn:
    """What context needs of a turn; no row."""

    id: UUID
    said: str | None
    meaning: Mapping[str, Any] | None


class TurnRepository:
    def __init__(self, session: AsyncSession, person_id: UUID) -> None:
        self._session = session
        self._person_id = person_id

    def add(self, turn: TurnRow) -> None:
        if turn.person_id != self._person_id:
            raise ValueError("a turn of another person")
        self._session.add(turn)

    async def get(self, id_: UUID) -> TurnRow | None:
        statement = select(TurnRow).where(TurnRow.id == id_, TurnRow.person_id == self._person_id)
        return (await self._session.scalars(statement)).one_or_none()

    async def newest(self, platform: str, chat_id: str, limit: int) -> list[PastTurn]:
        """The last turns of this chat, newest first; without their answers, which are long."""
        values = {
            "person_id": self._person_id,
            "platform": platform,
            "chat_id": chat_id,
            "most": limit,
        }
        rows = (await self._session.execute(_NEWEST, values)).all()
        return [PastTurn(*row) for row in rows]


# Built once: building it would cost every sentence a quarter of a millisecond.
_NEWEST = (
    select(TurnRow.id, TurnRow.said, TurnRow.meaning)
    .where(
        TurnRow.person_id == bindparam("person_id"),
        TurnRow.platform == bindparam("platform"),
        TurnRow.chat_id == bindparam("chat_id"),
    )
    .order_by(TurnRow.id.desc())
    .limit(bindparam("most", type_=Integer))
)
