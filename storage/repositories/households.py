"""Making households, and one household with its members."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import HouseholdRow, MembershipRow, PersonRow
from storage.vocabulary import MemberRole


class HouseholdCreation:
    """Unscoped by nature: before it there is no household to be scoped by."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, household: HouseholdRow, member: MembershipRow) -> None:
        """With its first member."""
        self._session.add(household)
        self._session.add(member)

    def join(self, membership: MembershipRow) -> None:
        """Another member of a household that is there."""
        self._session.add(membership)


class HouseholdRepository:
    def __init__(self, session: AsyncSession, household_id: UUID) -> None:
        self._session = session
        self._household_id = household_id

    async def get(self) -> HouseholdRow:
        """Raises sqlalchemy's NoResultFound if the household is gone."""
        return await self._session.get_one(HouseholdRow, self._household_id)

    async def locked(self) -> HouseholdRow:
        """As it is now. Nobody else opens or leaves it until the transaction ends; the turns of
        others go on."""
        statement = (
            select(HouseholdRow)
            .where(HouseholdRow.id == self._household_id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
        return (await self._session.scalars(statement)).one()

    async def members(self) -> list[MembershipRow]:
        """Who joined first comes first."""
        statement = (
            select(MembershipRow)
            .where(MembershipRow.household_id == self._household_id)
            .order_by(MembershipRow.joined_at, MembershipRow.person_id)
        )
        return list(await self._session.scalars(statement))

    async def count_members(self) -> int:
        statement = select(func.count()).where(MembershipRow.household_id == self._household_id)
        return (await self._session.execute(statement)).scalar_one()

    async def remove_member(self, person_id: UUID) -> MemberRole | None:
        """The role they had; None for who is no member."""
        statement = (
            delete(MembershipRow)
            .where(
                MembershipRow.household_id == self._household_id,
                MembershipRow.person_id == person_id,
            )
            .returning(MembershipRow.role)
        )
        role = (await self._session.execute(statement)).scalar_one_or_none()
        return None if role is None else MemberRole(role)

    async def lock_owners(self, person_ids: Iterable[UUID]) -> None:
        """These people, who own things here, add nothing anywhere until the transaction ends."""
        statement = (
            select(PersonRow.id)
            .where(PersonRow.id.in_(list(person_ids)))
            .order_by(PersonRow.id)  # one order of locking for everybody
            .with_for_update(key_share=True)
        )
        await self._session.execute(statement)
