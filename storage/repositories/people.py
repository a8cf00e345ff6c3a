"""One person."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import AccountRow, HouseholdRow, ItemRow, MembershipRow, PersonRow
from storage.vocabulary import HouseholdKind, ItemStatus


class PersonRepository:
    def __init__(self, session: AsyncSession, person_id: UUID) -> None:
        self._session = session
        self._person_id = person_id

    async def get(self) -> PersonRow:
        """Raises sqlalchemy's NoResultFound if the person is gone."""
        return await self._session.get_one(PersonRow, self._person_id)

    async def find(self) -> PersonRow | None:
        """None if there is no such person (any more)."""
        return await self._session.get(PersonRow, self._person_id)

    async def locked(self) -> PersonRow | None:
        """As find(); turns of the person wait until the transaction ends."""
        return await self._session.get(
            PersonRow, self._person_id, with_for_update={"key_share": True}
        )

    async def private_household_id(self) -> UUID:
        statement = (
            select(HouseholdRow.id)
            .join(MembershipRow, MembershipRow.household_id == HouseholdRow.id)
            .where(
                MembershipRow.person_id == self._person_id,
                HouseholdRow.kind == HouseholdKind.PRIVATE,
            )
        )
        return (await self._session.execute(statement)).scalar_one()

    async def accounts(self) -> list[tuple[str, str]]:
        """Platform and platform user id of each."""
        statement = select(AccountRow.platform, AccountRow.platform_user_id).where(
            AccountRow.person_id == self._person_id
        )
        return [(row[0], row[1]) for row in await self._session.execute(statement)]

    async def count_kept(self) -> int:
        """How many things this person keeps, in all households together: what the item limit
        counts."""
        statement = select(func.count()).where(
            ItemRow.owner_id == self._person_id, ItemRow.status == ItemStatus.KEEP
        )
        return (await self._session.execute(statement)).scalar_one()
