"""Between item rows and states."""

from datetime import datetime
from uuid import UUID

from core.items.state import ItemState
from storage.tables import ItemRow
from storage.vocabulary import ItemStatus, ItemType


def item_state(row: ItemRow) -> ItemState:
    return ItemState(
        id=row.id,
        owner_id=row.owner_id,
        name=row.name,
        picture=row.picture,
        item_type=ItemType(row.item_type),
        status=ItemStatus(row.status),
        received=row.item_received_date,
        last_used=row.last_used,
        goal_months=row.ownership_duration_goal_months,
        recipient=row.recipient,
        parted_on=row.parted_on,
        created_at=row.created_at,
    )


def item_row(state: ItemState, household_id: UUID, now: datetime) -> ItemRow:
    """A row to add."""
    row = ItemRow(
        id=state.id, household_id=household_id, owner_id=state.owner_id, created_at=state.created_at
    )
    write_item(row, state, now)
    return row


def write_item(row: ItemRow, state: ItemState, now: datetime) -> None:
    """Bring the row to what may change of the state."""
    row.name = state.name
    row.picture = state.picture
    row.item_type = state.item_type
    row.status = state.status
    row.item_received_date = state.received
    row.last_used = state.last_used
    row.ownership_duration_goal_months = state.goal_months
    row.recipient = state.recipient
    row.parted_on = state.parted_on
    row.updated_at = now
