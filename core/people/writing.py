"""Every change of settings: the row, its line in the history, its line in the receipt."""

from collections.abc import Callable
from uuid import UUID

from core.history.log import log_settings
from core.people.rows import settings_state, write_settings
from core.people.rules import SettingsState, settings_of
from core.receipts import SettingsChange
from core.work import Work


async def put_settings(
    work: Work,
    change: Callable[[SettingsState], SettingsState],
    *,
    undoes: UUID | None = None,
    undoable: bool = True,
) -> tuple[SettingsChange, ...]:
    """Bring the settings of whoever acts to what `change` makes of them; empty where they were so
    already.

    `undoes` is the turn that is taken back. Not undoable: without a line in the history. Raises
    what `change` raises.
    """
    row = await work.transaction.person(work.actor.person_id).get()
    before = settings_state(row)
    after = change(before)
    if after == before:
        return ()
    await write_settings(work, row, after)
    if undoable:
        log_settings(work, before, after, undoes)
    return (SettingsChange(settings_of(before, work.policy), settings_of(after, work.policy)),)
