"""The use cases on items. Each returns a frozen result and writes its history."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from core.items.results import (
    ItemFilter,
    ItemOrder,
    ItemPage,
    NewThing,
    Statistics,
    Thing,
    ThingEdit,
)
from core.receipts import Receipt
from core.work import Work
from storage.vocabulary import ItemStatus


async def add_items(work: Work, things: Sequence[NewThing]) -> Receipt:
    """Add all of them or, where an error is raised, none.

    Raises ItemLimitReached, InvalidName, InvalidDay, InvalidGoal.
    """
    raise NotImplementedError


async def change_items(work: Work, item_ids: Sequence[UUID], edit: ThingEdit) -> Receipt:
    """Change the same fields of all of them.

    Raises ItemNotFound, InvalidName, InvalidDay, InvalidGoal, ItemLimitReached (back to Keep).
    """
    raise NotImplementedError


async def part_with_items(
    work: Work,
    item_ids: Sequence[UUID],
    status: ItemStatus,
    recipient: str | None = None,
    on: date | None = None,
) -> Receipt:
    """Give (to a person) or donate (to an organisation), on a day (today if None).

    Raises ItemNotFound, InvalidDay.
    """
    raise NotImplementedError


async def remove_items(work: Work, item_ids: Sequence[UUID]) -> Receipt:
    """Delete for good; only undo brings them back. Raises ItemNotFound."""
    raise NotImplementedError


async def get_item(work: Work, item_id: UUID) -> Thing:
    """Raises ItemNotFound."""
    raise NotImplementedError


async def find_items(
    work: Work, wanted: ItemFilter, order: ItemOrder = "added", limit: int = 10, offset: int = 0
) -> ItemPage:
    raise NotImplementedError


async def known_things(work: Work, parted_limit: int = 200) -> tuple[Thing, ...]:
    """What a sentence may refer to: everything kept (at most 500) and what was parted with
    last, in the order it was added."""
    raise NotImplementedError


async def statistics(work: Work) -> Statistics:
    raise NotImplementedError
