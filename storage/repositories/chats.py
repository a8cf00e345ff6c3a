"""What a platform tells of its chats. Unscoped by nature: it names a chat and no household, and
comes outside of any turn."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.tables import (
    AccountRow,
    HouseholdRow,
    MembershipRow,
    PendingActionRow,
    PersonRow,
    TurnRow,
    metadata,
)


class Chats:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def households(self, platform: str, chat_ids: Sequence[str]) -> dict[str, HouseholdRow]:
        """The households of these group chats or servers, by chat; no turn takes place in them
        until the transaction ends."""
        statement = (
            select(HouseholdRow)
            .where(HouseholdRow.platform == platform, HouseholdRow.chat_id.in_(chat_ids))
            .order_by(HouseholdRow.id)  # one order of locking for everybody: no deadlock
            .with_for_update()
        )
        rows = await self._session.scalars(statement)
        return {row.chat_id: row for row in rows if row.chat_id is not None}

    async def person_at(self, platform: str, platform_user_id: str) -> UUID | None:
        statement = select(AccountRow.person_id).where(
            AccountRow.platform == platform, AccountRow.platform_user_id == platform_user_id
        )
        return (await self._session.execute(statement)).scalar_one_or_none()

    async def private_accounts(self, platform: str, chat_id: str) -> list[AccountRow]:
        """Whoever is reached in this private chat; their people are locked, as in a turn."""
        is_there = (AccountRow.platform == platform, AccountRow.chat_id == chat_id)
        people = (
            select(PersonRow.id)
            .where(PersonRow.id.in_(select(AccountRow.person_id).where(*is_there)))
            .order_by(PersonRow.id)  # one order of locking for everybody: no deadlock
            .with_for_update(key_share=True)
        )
        locked = list(await self._session.scalars(people))
        # A look of its own: whoever held them may just have changed where they are reached.
        accounts = (
            select(AccountRow)
            .where(*is_there, AccountRow.person_id.in_(locked))
            .order_by(AccountRow.id)
        )
        return list(await self._session.scalars(accounts))

    async def expire_questions(self, household_id: UUID, now: datetime) -> None:
        """All of this household that are still open, whoever may answer."""
        await self._session.execute(
            update(PendingActionRow)
            .where(
                PendingActionRow.household_id == household_id,
                PendingActionRow.claimed_at.is_(None),
                PendingActionRow.expires_at > now,
            )
            .values(expires_at=now)
            .execution_options(synchronize_session=False)
        )

    async def rename(self, platform: str, old_chat_id: str, new_chat_id: str) -> None:
        """Turns and questions of the chat and of its topics go on under the new id."""
        for row in (TurnRow, PendingActionRow):
            rest = func.substr(row.chat_id, len(old_chat_id) + 1)
            await self._session.execute(
                update(row)
                .where(row.platform == platform, in_chat(row.chat_id, old_chat_id))
                .values(chat_id=literal(new_chat_id).concat(rest))
                .execution_options(synchronize_session=False)
            )

    async def move_belongings(self, from_id: UUID, to_id: UUID) -> None:
        """All that belongs to one household belongs to the other; not its members."""
        await self._session.flush()
        for table in metadata.sorted_tables:
            column = table.columns.get("household_id")
            if column is not None and table is not MembershipRow.__table__:
                statement = update(table).where(column == from_id).values({column: to_id})
                await self._session.execute(statement)

    async def remove_emptied(self, household: HouseholdRow) -> None:
        """What still belonged to it would go with it."""
        await self._session.flush()
        await self._session.execute(delete(HouseholdRow).where(HouseholdRow.id == household.id))


def in_chat(
    column: InstrumentedAttribute[str] | ColumnElement[Any], chat_id: str
) -> ColumnElement[bool]:
    """The chat itself or a topic of it, which is called "chat_id/topic"."""
    topics = f"{chat_id}/"
    return or_(column == chat_id, func.substr(column, 1, len(topics)) == topics)
