"""The use cases on a person's own settings."""

from core.people.results import Settings, SettingsEdit
from core.receipts import Receipt
from core.work import Work


async def show_settings(work: Work) -> Settings:
    raise NotImplementedError


async def change_settings(work: Work, edit: SettingsEdit) -> Receipt:
    """A new e-mail address is unverified. A new zone moves the due instants of the checkups.

    Raises InvalidSetting.
    """
    raise NotImplementedError


async def set_onboarding_step(work: Work, step: int | None) -> None:
    """Where the person is in the tour; None: done or skipped. No history, no undo."""
    raise NotImplementedError
