"""Between person rows and settings."""

from collections.abc import Iterable

from core.checkups.rows import move_instants, person_rhythm
from core.people.rules import SettingsState
from core.work import Work
from storage.tables import ChangeRow, PersonRow


def settings_state(row: PersonRow) -> SettingsState:
    return SettingsState(
        display_name=row.display_name,
        locale=row.locale,
        timezone=row.timezone,
        email=row.email,
        email_verified_at=row.email_verified_at,
        email_notifications=row.email_notifications,
        reminder_hour=row.reminder_hour,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        reminder_channel=row.reminder_channel,
    )


async def write_settings(work: Work, row: PersonRow, state: SettingsState) -> None:
    """Bring the row to the state, and the instants of the checkups to a new rhythm."""
    rhythm = person_rhythm(row, work.policy)
    row.display_name = state.display_name
    row.locale = state.locale
    row.timezone = state.timezone
    row.email = state.email
    row.email_verified_at = state.email_verified_at
    row.email_notifications = state.email_notifications
    row.reminder_hour = state.reminder_hour
    row.quiet_from = state.quiet_from
    row.quiet_until = state.quiet_until
    row.reminder_channel = state.reminder_channel
    changed = person_rhythm(row, work.policy)
    if changed != rhythm:
        await move_instants(work, rhythm, changed)


def chosen_fields(changes: Iterable[ChangeRow]) -> set[str]:
    """The settings that the person has changed themselves and not taken back, by the newest
    changes of them."""
    return {
        field
        for row in changes
        if row.undone_by is None and row.undoes is None and row.before and row.after
        for field in row.after
        if row.after[field] != row.before[field]
    }
