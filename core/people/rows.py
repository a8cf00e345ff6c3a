"""Between person rows and settings."""

from core.people.rules import SettingsState
from storage.tables import PersonRow


def settings_state(row: PersonRow) -> SettingsState:
    return SettingsState(
        display_name=row.display_name,
        locale=row.locale,
        timezone=row.timezone,
        email=row.email,
        email_verified_at=row.email_verified_at,
        email_notifications=row.email_notifications,
    )


def write_settings(row: PersonRow, state: SettingsState) -> None:
    row.display_name = state.display_name
    row.locale = state.locale
    row.timezone = state.timezone
    row.email = state.email
    row.email_verified_at = state.email_verified_at
    row.email_notifications = state.email_notifications
