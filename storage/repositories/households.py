"""Making households. Unscoped by nature: before it there is no household to be scoped by."""

from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import HouseholdRow, MembershipRow


class HouseholdCreation:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, household: HouseholdRow, member: MembershipRow) -> None:
        """With its first member."""
        self._session.add(household)
        self._session.add(member)

    def join(self, membership: MembershipRow) -> None:
        """Another member of a household that is there."""
        self._session.add(membership)
