"""Which updates of the platforms were handled. Unscoped by nature: an update is known by the
platform's own number, before anybody is."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import HandledUpdateRow


class HandledUpdates:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def claim(self, row: HandledUpdateRow) -> None:
        """The next flush raises IntegrityError where another turn has claimed the update."""
        self._session.add(row)

    async def is_known(self, platform: str, update_id: str) -> bool:
        statement = select(HandledUpdateRow.turn_id).where(
            HandledUpdateRow.platform == platform, HandledUpdateRow.update_id == update_id
        )
        return (await self._session.execute(statement)).scalar_one_or_none() is not None

    async def mark_answered(self, platform: str, update_ids: Sequence[str], now: datetime) -> None:
        """The platform has taken the answers of these updates."""
        statement = (
            update(HandledUpdateRow)
            .where(
                HandledUpdateRow.platform == platform,
                HandledUpdateRow.update_id.in_(update_ids),
                HandledUpdateRow.answered_at.is_(None),
            )
            .values(answered_at=now)
            .execution_options(synchronize_session=False)
        )
        await self._session.execute(statement)
