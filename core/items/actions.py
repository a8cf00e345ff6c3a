"""The use cases on items. Each returns a frozen result and writes its history."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from core.errors import ItemNotFound, NotAllowed
from core.households.rules import may_remove
from core.items.results import (
    ItemFilter,
    ItemOrder,
    ItemPage,
    NewThing,
    Statistics,
    Thing,
    ThingEdit,
)
from core.items.room import hold_owners, require_owners_room, require_room
from core.items.rows import item_state
from core.items.rules import edited, new_item, parted, thing_of
from core.items.state import ItemState
from core.items.writing import put_item, take_item_away
from core.pictures.ownership import require_pictures
from core.receipts import Receipt
from core.texts import tidy
from core.work import Work
from storage.base import new_id
from storage.repositories.items import ItemRepository
from storage.tables import ItemRow
from storage.vocabulary import ItemStatus, ItemType

MAX_KNOWN = 500
MAX_PAGE = 500
MAX_OFFSET = 1_000_000
PARTED = (ItemStatus.GIVE, ItemStatus.DONATE)


async def add_items(work: Work, things: Sequence[NewThing]) -> Receipt:
    """Add all of them or, where an error is raised, none.

    Raises ItemLimitReached, InvalidName, InvalidDay, InvalidGoal, UnknownPicture.
    """
    actor = work.actor
    states = [new_item(thing, new_id(), actor.person_id, work.today, work.now) for thing in things]
    await require_pictures(work, (state.picture for state in states))
    await require_room(work, sum(state.status is ItemStatus.KEEP for state in states))
    changes = [change for state in states for change in put_item(work, None, state)]
    return Receipt(work.turn_id, tuple(changes))


async def change_items(work: Work, item_ids: Sequence[UUID], edit: ThingEdit) -> Receipt:
    """Change the same fields of all of them.

    Raises ItemNotFound, InvalidName, InvalidDay, InvalidGoal, UnknownPicture, ItemLimitReached
    (back to Keep).
    """
    if edit.status is ItemStatus.KEEP and work.actor.is_shared:
        await hold_owners(work, await _items(work).owners(item_ids))
    return await _edit(work, item_ids, lambda item: edited(item, edit, work.today))


async def part_with_items(
    work: Work,
    item_ids: Sequence[UUID],
    status: ItemStatus,
    recipient: str | None = None,
    on: date | None = None,
) -> Receipt:
    """Give (to a person) or donate (to an organisation), on a day (today if None).

    What has gone already keeps its day and recipient where none is named.

    Raises ItemNotFound, InvalidDay, InvalidName (the recipient's).
    """
    return await _edit(work, item_ids, lambda item: parted(item, status, recipient, on, work.today))


async def remove_items(work: Work, item_ids: Sequence[UUID]) -> Receipt:
    """Delete for good; only undo brings them back.

    Raises ItemNotFound, NotAllowed (somebody else's, for who is neither owner nor admin of a
    shared household).
    """
    rows = await _get_all(_items(work), item_ids)
    for row in rows:
        if not may_remove(work.actor.member_role, work.actor.person_id, row.owner_id):
            raise NotAllowed(row.name)
    return Receipt(work.turn_id, tuple([await take_item_away(work, row) for row in rows]))


async def get_item(work: Work, item_id: UUID) -> Thing:
    """Raises ItemNotFound."""
    (row,) = await _get_all(_items(work), [item_id])
    return thing_of(item_state(row), work.today)


async def get_items(work: Work, item_ids: Sequence[UUID]) -> tuple[Thing, ...]:
    """Those of them that are there, each once, in this order."""
    return _things(work, await _items(work).get(list(dict.fromkeys(item_ids))))


async def find_items(
    work: Work, wanted: ItemFilter, order: ItemOrder = "added", limit: int = 10, offset: int = 0
) -> ItemPage:
    """One page of what fits, and how many fit. A page holds 1 to 500."""
    items = _items(work)
    wanted = replace(
        wanted,
        text=None if wanted.text is None else tidy(wanted.text),
        recipient=None if wanted.recipient is None else tidy(wanted.recipient),
    )
    limit = min(max(limit, 1), MAX_PAGE)
    offset = min(max(offset, 0), MAX_OFFSET)
    rows = await items.find(wanted, order, limit, offset)
    is_whole = offset == 0 and len(rows) < limit
    return ItemPage(
        things=_things(work, rows),
        total=len(rows) if is_whole else await items.count(wanted),
        offset=offset,
        limit=limit,
    )


async def known_things(work: Work, parted_limit: int = 200) -> tuple[Thing, ...]:
    """What a sentence may refer to: everything kept (at most 500) and what was parted with
    last, in the order it was added."""
    return _things(work, await _items(work).known(MAX_KNOWN, parted_limit))


async def statistics(work: Work) -> Statistics:
    by_status: Counter[ItemStatus] = Counter()
    kept_by_type: Counter[ItemType] = Counter()
    for status, item_type, number in await _items(work).counts():
        by_status[status] += number
        if status is ItemStatus.KEEP:
            kept_by_type[item_type] += number
    order = list(ItemType)
    return Statistics(
        kept=by_status[ItemStatus.KEEP],
        given=by_status[ItemStatus.GIVE],
        donated=by_status[ItemStatus.DONATE],
        limit=work.actor.item_limit,
        owned=await work.transaction.person(work.actor.person_id).count_kept(),
        is_shared=work.actor.is_shared,
        by_type=tuple(sorted(kept_by_type.items(), key=lambda e: (-e[1], order.index(e[0])))),
    )


async def _edit(
    work: Work, item_ids: Sequence[UUID], change: Callable[[ItemState], ItemState]
) -> Receipt:
    """Apply the change to all of them, or, where an error is raised, to none."""
    rows = await _get_all(_items(work), item_ids)
    planned = [(row, change(item_state(row))) for row in rows]
    await require_pictures(
        work, (after.picture for row, after in planned if after.picture != row.picture)
    )
    await require_owners_room(
        work,
        Counter(
            row.owner_id
            for row, after in planned
            if after.status is ItemStatus.KEEP and row.status != ItemStatus.KEEP
        ),
    )
    changes = [made for row, after in planned for made in put_item(work, row, after)]
    return Receipt(work.turn_id, tuple(changes))


async def _get_all(items: ItemRepository, item_ids: Sequence[UUID]) -> list[ItemRow]:
    """All of them, each once. Raises ItemNotFound if one is missing."""
    wanted = list(dict.fromkeys(item_ids))
    rows = await items.get(wanted)
    if len(rows) < len(wanted):
        raise ItemNotFound
    return rows


def _items(work: Work) -> ItemRepository:
    return work.transaction.items(work.actor.household_id)


def _things(work: Work, rows: Sequence[ItemRow]) -> tuple[Thing, ...]:
    return tuple(thing_of(item_state(row), work.today) for row in rows)
