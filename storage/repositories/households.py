"""Making households. Unscoped by nature: before it there is no household to be scoped by."""

from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import HouseholdRow, MembershipRow


class HouseholdCreation:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, household: HouseholdRow, owner: MembershipRow) -> None:
        self._session.add(household)
        await self._session.flush()  # a flush knows no order between rows that only share a key
        self._session.add(owner)
        await self._session.flush()
