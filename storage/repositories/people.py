"""One person: settings and accounts."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import AccountRow, PersonRow


class PersonRepository:
    def __init__(self, session: AsyncSession, person_id: UUID) -> None:
        self._session = session
        self._person_id = person_id

    async def get(self) -> PersonRow:
        """Raises sqlalchemy's NoResultFound if the person is gone."""
        return await self._session.get_one(PersonRow, self._person_id)

    async def accounts(self) -> list[AccountRow]:
        statement = select(AccountRow).where(AccountRow.person_id == self._person_id)
        return list(await self._session.scalars(statement.order_by(AccountRow.id)))
