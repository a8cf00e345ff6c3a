"""An item's own values, without what follows from them. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from storage.vocabulary import ItemStatus, ItemType


@dataclass(frozen=True, slots=True)
class ItemState:
    id: UUID
    owner_id: UUID
    name: str
    picture: str
    item_type: ItemType
    status: ItemStatus
    received: date
    last_used: date
    goal_months: int
    recipient: str | None
    parted_on: date | None
    created_at: datetime
