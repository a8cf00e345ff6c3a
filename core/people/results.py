"""A person's settings as they stand, and edits of them."""

from dataclasses import dataclass

from core.reminders.rhythm import QuietHours


@dataclass(frozen=True, slots=True)
class Settings:
    display_name: str
    locale: str
    timezone: str
    email: str | None
    email_verified: bool
    email_notifications: bool
    reminder_hour: int
    """The local hour of reminders, be it chosen or the program's own."""
    quiet: QuietHours
    """As well."""
    reminder_channel: str | None
    """The platform they chose for reminders; None: where they began to be reached last."""


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    """What decides when and where reminders come."""

    settings: Settings
    platforms: tuple[str, ...]
    """Where the person has an account, in alphabetical order."""


@dataclass(frozen=True, slots=True)
class SettingsEdit:
    """What to change; None leaves it as it is, an empty email takes the address away, an empty
    reminder_channel the choice of one. Quiet hours from and until the same hour: none."""

    display_name: str | None = None
    locale: str | None = None
    timezone: str | None = None
    email: str | None = None
    email_notifications: bool | None = None
    reminder_hour: int | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None
    reminder_channel: str | None = None
