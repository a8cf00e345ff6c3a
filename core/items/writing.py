"""Every change of an item: its row, its line in the history, its line in the receipt."""

from uuid import UUID

from core.history.log import log_item
from core.items.rows import item_row, item_state, write_item
from core.items.rules import thing_of
from core.items.state import ItemState
from core.receipts import ItemChange
from core.work import Work
from storage.tables import ItemRow


def put_item(
    work: Work,
    row: ItemRow | None,
    after: ItemState,
    *,
    undoes: UUID | None = None,
    undoable: bool = True,
) -> tuple[ItemChange, ...]:
    """Bring the row to the state, or add it where there is none; empty where it was so already.

    `undoes` is the turn that is taken back. Not undoable: without a line in the history.
    """
    before = None if row is None else item_state(row)
    if after == before:
        return ()
    if row is None:
        household_id = work.actor.household_id
        work.transaction.items(household_id).add(item_row(after, household_id, work.now))
    else:
        write_item(row, after, work.now)
    if undoable:
        log_item(work, before, after, undoes)
    return (
        ItemChange(
            None if before is None else thing_of(before, work.today), thing_of(after, work.today)
        ),
    )


async def take_item_away(work: Work, row: ItemRow, *, undoes: UUID | None = None) -> ItemChange:
    before = item_state(row)
    await work.transaction.items(work.actor.household_id).remove(row)
    log_item(work, before, None, undoes)
    return ItemChange(thing_of(before, work.today), None)
