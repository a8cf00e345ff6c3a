"""Everyone at once. Unscoped: for the operator's own commands, never for a turn."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import AccountRow, CheckupRow, PersonRow
from storage.vocabulary import CheckupType


class Everyone:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def account_at(
        self, platform: str, platform_user_id: str
    ) -> tuple[AccountRow, PersonRow] | None:
        statement = _ACCOUNTS.where(
            AccountRow.platform == platform, AccountRow.platform_user_id == platform_user_id
        )
        row = (await self._session.execute(statement)).one_or_none()
        return None if row is None else (row[0], row[1])

    async def accounts_called(self, name: str, limit: int) -> list[tuple[AccountRow, PersonRow]]:
        """The accounts whose person, or whose platform, calls them exactly so."""
        called = [
            id_
            async for id_, user_id, display_name in await self._session.stream(_NAMES)
            if name in (user_id, display_name)
        ]
        statement = _ACCOUNTS.where(AccountRow.id.in_(called[:limit])).order_by(*_BY_ACCOUNT)
        return [(account, person) for account, person in await self._session.execute(statement)]

    async def lacking_checkups(self, limit: int) -> list[PersonRow]:
        """People with fewer checkups than there are types, locked."""
        number = (
            select(func.count())
            .where(CheckupRow.person_id == PersonRow.id)
            .correlate(PersonRow)
            .scalar_subquery()
        )
        statement = (
            select(PersonRow)
            .where(number < len(CheckupType))
            .order_by(PersonRow.id)
            .limit(limit)
            .with_for_update()
        )
        return list(await self._session.scalars(statement))

    async def checkup_types(self, person_ids: Sequence[UUID]) -> set[tuple[UUID, CheckupType]]:
        """Which checkups these people have."""
        statement = select(CheckupRow.person_id, CheckupRow.checkup_type).where(
            CheckupRow.person_id.in_(person_ids)
        )
        return {
            (person_id, CheckupType(checkup_type))
            for person_id, checkup_type in await self._session.execute(statement)
        }


_BY_ACCOUNT = (AccountRow.platform, AccountRow.platform_user_id)
_ACCOUNTS = select(AccountRow, PersonRow).join(PersonRow, PersonRow.id == AccountRow.person_id)
_NAMES = (
    select(AccountRow.id, AccountRow.platform_user_id, PersonRow.display_name)
    .join(PersonRow, PersonRow.id == AccountRow.person_id)
    .order_by(*_BY_ACCOUNT)
)
"""Compared here: SQL can not read a name that is encrypted."""
