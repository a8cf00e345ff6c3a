"""A person's settings as they stand, and edits of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    display_name: str
    locale: str
    timezone: str
    email: str | None
    email_verified: bool
    email_notifications: bool


@dataclass(frozen=True, slots=True)
class SettingsEdit:
    """What to change; None leaves it as it is, an empty email takes the address away."""

    display_name: str | None = None
    locale: str | None = None
    timezone: str | None = None
    email: str | None = None
    email_notifications: bool | None = None
