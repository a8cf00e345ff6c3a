"""All that one person has left behind, in every household."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from storage.base import UtcDateTime
from storage.repositories.chats import in_chat
from storage.tables import (
    ChangeRow,
    DiscardedPictureRow,
    HouseholdRow,
    ItemRow,
    MembershipRow,
    PendingActionRow,
    PersonRow,
    PictureRow,
    TurnRow,
)
from storage.vocabulary import HouseholdKind

BATCH = 500
"""Rows named in one statement: SQLite takes a limited number of values."""


class Erasure:
    """Scoped by the person. Whoever uses it holds the person's lock."""

    def __init__(self, session: AsyncSession, person_id: UUID) -> None:
        self._session = session
        self._person_id = person_id

    async def households(self) -> list[HouseholdRow]:
        """Where the person is a member, owns a thing or has changed one, locked: no turn takes
        place in them until the transaction ends."""
        concerned = union(
            select(MembershipRow.household_id).where(MembershipRow.person_id == self._person_id),
            select(ItemRow.household_id).where(ItemRow.owner_id == self._person_id),
            select(ChangeRow.household_id).where(ChangeRow.person_id == self._person_id),
        )
        statement = (
            select(HouseholdRow)
            .where(HouseholdRow.id.in_(concerned))
            .order_by(HouseholdRow.id)  # one order of locking for everybody: no deadlock
            .with_for_update()
        )
        return list(await self._session.scalars(statement))

    async def count_items(self) -> int:
        statement = select(func.count()).where(ItemRow.owner_id == self._person_id)
        return (await self._session.execute(statement)).scalar_one()

    async def count_shared_lists(self) -> int:
        """Of the groups the person is a member of, those that have opened a list."""
        statement = (
            select(func.count())
            .select_from(MembershipRow)
            .join(HouseholdRow, HouseholdRow.id == MembershipRow.household_id)
            .where(
                MembershipRow.person_id == self._person_id,
                HouseholdRow.kind == HouseholdKind.SHARED,
                HouseholdRow.opened_at.is_not(None),
            )
        )
        return (await self._session.execute(statement)).scalar_one()

    async def forget_talk(self, household: HouseholdRow) -> None:
        """What anybody said, was answered or was asked in that chat: it may name the person and
        their things in any words. Nothing but context rests on it."""
        await self._session.execute(
            delete(PendingActionRow)
            .where(PendingActionRow.household_id == household.id)
            .execution_options(synchronize_session=False)
        )
        if household.platform is not None and household.chat_id is not None:
            await self._session.execute(
                delete(TurnRow)
                .where(
                    TurnRow.platform == household.platform,
                    in_chat(TurnRow.chat_id, household.chat_id),
                )
                .execution_options(synchronize_session=False)
            )

    async def forget_history(self, household_id: UUID) -> None:
        """What the person changed there, and what anybody changed of things that are or were
        theirs."""
        await self._session.execute(
            delete(ChangeRow)
            .where(
                ChangeRow.household_id == household_id,
                or_(
                    ChangeRow.person_id == self._person_id,
                    ChangeRow.subject_id.in_(
                        select(ItemRow.id).where(ItemRow.owner_id == self._person_id)
                    ),
                ),
            )
            .execution_options(synchronize_session=False)
        )
        was_theirs = await self._changes_with(household_id, "owner_id", {str(self._person_id)})
        for start in range(0, len(was_theirs), BATCH):
            await self._session.execute(
                delete(ChangeRow)
                .where(ChangeRow.id.in_(was_theirs[start : start + BATCH]))
                .execution_options(synchronize_session=False)
            )

    async def pictures_sent(self) -> list[UUID]:
        statement = select(PictureRow.id).where(PictureRow.person_id == self._person_id)
        return list(await self._session.scalars(statement))

    async def replace_picture(self, household_id: UUID, picture: str, by: str) -> None:
        """On the things of everybody there."""
        await self._session.execute(
            update(ItemRow)
            .where(ItemRow.household_id == household_id, ItemRow.picture == picture)
            .values(picture=by)
            .execution_options(synchronize_session=False)
        )

    async def changes_showing(
        self, household_id: UUID, pictures: Collection[str]
    ) -> list[ChangeRow]:
        """Those that have one of these pictures before or after."""
        ids = await self._changes_with(household_id, "picture_url", pictures)
        found: list[ChangeRow] = []
        for start in range(0, len(ids), BATCH):
            statement = select(ChangeRow).where(ChangeRow.id.in_(ids[start : start + BATCH]))
            found += await self._session.scalars(statement)
        return found

    async def discard_pictures(self, household_ids: Sequence[UUID], now: datetime) -> None:
        """Those that the person sent anywhere, and all of these households."""
        is_known = exists().where(DiscardedPictureRow.picture_id == PictureRow.id)
        chosen = select(PictureRow.id, literal(now, UtcDateTime())).where(
            or_(
                PictureRow.person_id == self._person_id, PictureRow.household_id.in_(household_ids)
            ),
            ~is_known,
        )
        columns = ["picture_id", "discarded_at"]
        await self._session.execute(insert(DiscardedPictureRow).from_select(columns, chosen))

    async def remove_households(self, ids: Sequence[UUID]) -> None:
        """With all that belongs to them."""
        await self._session.execute(delete(HouseholdRow).where(HouseholdRow.id.in_(ids)))

    async def remove_person(self) -> None:
        """With all that is theirs in any household."""
        await self._session.execute(delete(PersonRow).where(PersonRow.id == self._person_id))

    async def _changes_with(
        self, household_id: UUID, key: str, values: Collection[str]
    ) -> list[UUID]:
        """The changes there that have one of the values at that key, before or after. SQL can not
        look into them: they may be encrypted."""
        if not values:
            return []
        statement = select(ChangeRow.id, ChangeRow.before, ChangeRow.after).where(
            ChangeRow.household_id == household_id
        )
        return [
            id_
            async for id_, *states in await self._session.stream(statement)
            if any(state is not None and state.get(key) in values for state in states)
        ]
