"""Things to speak of, made by name."""

from datetime import UTC, date, datetime
from uuid import UUID

from core.durations import Duration
from core.items.results import Thing
from storage.vocabulary import ItemStatus, ItemType

LONG_AGO = date(2023, 1, 15)


def thing(
    name: str,
    status: ItemStatus = ItemStatus.KEEP,
    item_type: ItemType = ItemType.OTHER,
    received: date = LONG_AGO,
) -> Thing:
    """A thing of this name; its id follows from the name."""
    return Thing(
        id=UUID(int=sum(ord(c) * 257**i for i, c in enumerate(name)) % 2**128),
        owner_id=UUID(int=1),
        name=name,
        picture="📦",
        item_type=item_type,
        status=status,
        received=received,
        last_used=received,
        goal_months=12,
        recipient=None,
        parted_on=None,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        owned=Duration(0, 0, 0),
        unused=Duration(0, 0, 0),
        goal_progress=0.0,
        badges=(),
    )
