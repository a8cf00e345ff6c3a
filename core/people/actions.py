"""The use cases on a person's own settings."""

from core.people.results import ReminderSettings, Settings, SettingsEdit
from core.people.rows import chosen_fields, settings_state
from core.people.rules import edited_settings, settings_of
from core.people.writing import put_settings
from core.receipts import Receipt
from core.work import Work


async def show_settings(work: Work) -> Settings:
    row = await work.transaction.person(work.actor.person_id).get()
    return settings_of(settings_state(row), work.policy)


async def show_reminder_settings(work: Work) -> ReminderSettings:
    accounts = await work.transaction.person(work.actor.person_id).accounts()
    platforms = sorted({platform for platform, _user_id in accounts})
    return ReminderSettings(await show_settings(work), tuple(platforms))


async def change_settings(work: Work, edit: SettingsEdit) -> Receipt:
    """A new e-mail address is unverified. A new zone, reminder hour or quiet hours move what is
    to come of the checkups and their reminders.

    Raises InvalidSetting.
    """
    changes = await put_settings(
        work, lambda settings: edited_settings(settings, edit, work.policy)
    )
    return Receipt(work.turn_id, changes)


async def chosen_locale(work: Work) -> str | None:
    """The language, where the person has set it themselves by what happened in this household;
    None where it is only what the platform tells."""
    actor = work.actor
    changes = work.transaction.changes(actor.household_id, actor.person_id)
    chosen = chosen_fields(await changes.of_subject(actor.person_id, limit=100))
    return actor.locale if "locale" in chosen else None


async def set_onboarding_step(work: Work, step: int | None) -> None:
    """Where the person is in the tour; None: done or skipped. No history, no undo."""
    row = await work.transaction.person(work.actor.person_id).get()
    row.onboarding_step = step
