"""The things of one household."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, bindparam, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from storage.base import folded
from storage.tables import ItemRow
from storage.vocabulary import ItemStatus, ItemType

ItemOrder = Literal["newest", "oldest", "longest_unused", "name", "parted", "added"]


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What to look for; None: any. Days are inclusive."""

    statuses: tuple[ItemStatus, ...] = ()
    item_types: tuple[ItemType, ...] = ()
    text: str | None = None
    recipient: str | None = None
    received_from: date | None = None
    received_to: date | None = None
    parted_from: date | None = None
    parted_to: date | None = None
    unused_since: date | None = None
    owner_id: UUID | None = None


class ItemRepository:
    def __init__(self, session: AsyncSession, household_id: UUID) -> None:
        self._session = session
        self._household_id = household_id

    def add(self, row: ItemRow) -> None:
        self._require_own(row)
        self._session.add(row)

    async def get(self, ids: Sequence[UUID]) -> list[ItemRow]:
        """The rows of these ids as they are now, in the order of ids, locked; unknown ids are
        left out."""
        if not ids:
            return []
        values = {"household_id": self._household_id, "ids": ids}
        found = {row.id: row for row in await self._session.scalars(_BY_ID, values)}
        return [found[id_] for id_ in ids if id_ in found]

    async def taken_elsewhere(self, ids: Sequence[UUID]) -> set[UUID]:
        """Which of these ids belong to things of other households. Tells nothing else of them."""
        statement = select(ItemRow.id).where(
            ItemRow.household_id != self._household_id, ItemRow.id.in_(ids)
        )
        return set(await self._session.scalars(statement))

    async def remove(self, row: ItemRow) -> None:
        self._require_own(row)
        await self._session.delete(row)

    async def find(
        self,
        wanted: ItemFilter,
        order: ItemOrder = "added",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[ItemRow]:
        statement = (
            select(ItemRow).where(*self._conditions(wanted)).order_by(*_ORDERS[order], ItemRow.id)
        )
        if not _asks_for_words(wanted) and order != "name":
            return list(await self._session.scalars(statement.limit(limit).offset(offset)))
        rows = [
            row
            for row in await self._session.scalars(statement)
            if _is_meant(wanted, row.name, row.recipient)
        ]
        if order == "name":
            rows.sort(key=lambda row: folded(row.name))
        return rows[offset : None if limit is None else offset + limit]

    async def known(self, most_kept: int, most_parted: int) -> list[ItemRow]:
        """What is kept, and what was parted with last, in the order it was added."""
        values = {
            "household_id": self._household_id,
            "most_kept": most_kept,
            "most_parted": most_parted,
        }
        return list(await self._session.scalars(_KNOWN, values))

    async def count(self, wanted: ItemFilter) -> int:
        if _asks_for_words(wanted):
            words = select(ItemRow.name, ItemRow.recipient).where(*self._conditions(wanted))
            found = await self._session.execute(words)
            return sum(_is_meant(wanted, name, recipient) for name, recipient in found)
        statement = select(func.count()).select_from(ItemRow).where(*self._conditions(wanted))
        return (await self._session.execute(statement)).scalar_one()

    async def owners(self, ids: Sequence[UUID]) -> set[UUID]:
        """Whose these things are; unknown ids are left out."""
        statement = select(ItemRow.owner_id).where(
            ItemRow.household_id == self._household_id, ItemRow.id.in_(ids)
        )
        return set(await self._session.scalars(statement))

    async def counts(self) -> list[tuple[ItemStatus, ItemType, int]]:
        """How many things of each status and type there are."""
        statement = (
            select(ItemRow.status, ItemRow.item_type, func.count())
            .where(ItemRow.household_id == self._household_id)
            .group_by(ItemRow.status, ItemRow.item_type)
        )
        return [
            (ItemStatus(status), ItemType(item_type), number)
            for status, item_type, number in await self._session.execute(statement)
        ]

    def _require_own(self, row: ItemRow) -> None:
        if row.household_id != self._household_id:
            raise ValueError("an item of another household")

    def _conditions(self, wanted: ItemFilter) -> list[ColumnElement[bool]]:
        """All but the words, which SQL can not read."""
        conditions: list[ColumnElement[bool]] = [ItemRow.household_id == self._household_id]
        if wanted.statuses:
            conditions.append(ItemRow.status.in_(wanted.statuses))
        if wanted.item_types:
            conditions.append(ItemRow.item_type.in_(wanted.item_types))
        if wanted.received_from:
            conditions.append(ItemRow.item_received_date >= wanted.received_from)
        if wanted.received_to:
            conditions.append(ItemRow.item_received_date <= wanted.received_to)
        if wanted.parted_from:
            conditions.append(ItemRow.parted_on >= wanted.parted_from)
        if wanted.parted_to:
            conditions.append(ItemRow.parted_on <= wanted.parted_to)
        if wanted.unused_since:
            conditions.append(ItemRow.last_used < wanted.unused_since)
        if wanted.owner_id:
            conditions.append(ItemRow.owner_id == wanted.owner_id)
        return conditions


def _asks_for_words(wanted: ItemFilter) -> bool:
    return bool(wanted.text or wanted.recipient)


def _is_meant(wanted: ItemFilter, name: str, recipient: str | None) -> bool:
    """Whether the words that are looked for are in the thing's own."""
    return _contains(name, wanted.text) and _contains(recipient or "", wanted.recipient)


def _contains(text: str, wanted: str | None) -> bool:
    return not wanted or folded(wanted) in folded(text)


_ORDERS: dict[ItemOrder, tuple[ColumnElement[Any], ...]] = {
    "newest": (ItemRow.item_received_date.desc(),),
    "oldest": (ItemRow.item_received_date.asc(),),
    "longest_unused": (ItemRow.last_used.asc(),),
    "name": (),  # SQL can not read it
    "parted": (ItemRow.parted_on.desc().nulls_last(),),
    "added": (),
}

# Built once: building them would cost every turn a good part of a millisecond.
_OWN = ItemRow.household_id == bindparam("household_id")
_BY_ID = (
    select(ItemRow)
    .where(_OWN, ItemRow.id.in_(bindparam("ids", expanding=True)))
    .order_by(ItemRow.id)  # one order of locking for everybody: no deadlock
    .with_for_update()
    .execution_options(populate_existing=True)
)
_KNOWN = (
    select(ItemRow)
    .where(
        _OWN,
        ItemRow.id.in_(
            union_all(
                select(
                    select(ItemRow.id)
                    .where(_OWN, ItemRow.status == ItemStatus.KEEP)
                    .order_by(ItemRow.id)
                    .limit(bindparam("most_kept", type_=Integer))
                    .subquery()
                ),
                select(
                    select(ItemRow.id)
                    .where(_OWN, ItemRow.status != ItemStatus.KEEP)
                    .order_by(*_ORDERS["parted"], ItemRow.id)
                    .limit(bindparam("most_parted", type_=Integer))
                    .subquery()
                ),
            )
        ),
    )
    .order_by(ItemRow.id)
)
