"""One person."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import PersonRow


class PersonRepository:
    def __init__(self, session: AsyncSession, person_id: UUID) -> None:
        self._session = session
        self._person_id = person_id

    async def get(self) -> PersonRow:
        """Raises sqlalchemy's NoResultFound if the person is gone."""
        return await self._session.get_one(PersonRow, self._person_id)
