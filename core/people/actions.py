"""The use cases on a person's own settings."""

from core.history.log import log_settings
from core.people.results import Settings, SettingsEdit
from core.people.rows import settings_state, write_settings
from core.people.rules import edited_settings, settings_of
from core.receipts import Receipt, SettingsChange
from core.work import Work


async def show_settings(work: Work) -> Settings:
    row = await work.transaction.person(work.actor.person_id).get()
    return settings_of(settings_state(row))


async def change_settings(work: Work, edit: SettingsEdit) -> Receipt:
    """A new e-mail address is unverified. A new zone moves the due instants of the checkups.

    Raises InvalidSetting.
    """
    row = await work.transaction.person(work.actor.person_id).get()
    before = settings_state(row)
    after = edited_settings(before, edit)
    if after == before:
        return Receipt(work.turn_id, ())
    await write_settings(work, row, after)
    log_settings(work, before, after)
    return Receipt(work.turn_id, (SettingsChange(settings_of(before), settings_of(after)),))


async def set_onboarding_step(work: Work, step: int | None) -> None:
    """Where the person is in the tour; None: done or skipped. No history, no undo."""
    row = await work.transaction.person(work.actor.person_id).get()
    row.onboarding_step = step
