"""What may be said in settings. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import InvalidSetting
from core.people.results import Settings, SettingsEdit
from core.reminders.rhythm import NONE_QUIET, USUAL_QUIET, QuietHours, quiet_hours_of
from core.texts import is_visible, tidy
from core.turns.arrival import TurnPolicy
from core.zones import zone_as_written
from storage.vocabulary import PersonRole

MAX_NAME = 255
MAX_LOCALE = 35
MAX_EMAIL = 320
CHANNELS = ("telegram", "discord", "terminal")
"""The platforms that somebody may prefer for their reminders."""

_LOCALE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True)
class SettingsState:
    """The settings as they are kept."""

    display_name: str
    locale: str
    timezone: str
    email: str | None
    email_verified_at: datetime | None
    email_notifications: bool
    reminder_hour: int | None
    quiet_from: int | None
    quiet_until: int | None
    reminder_channel: str | None


def settings_of(state: SettingsState, policy: TurnPolicy) -> Settings:
    return Settings(
        display_name=state.display_name,
        locale=state.locale,
        timezone=state.timezone,
        email=state.email,
        email_verified=state.email_verified_at is not None,
        email_notifications=state.email_notifications,
        reminder_hour=policy.reminder_hour if state.reminder_hour is None else state.reminder_hour,
        quiet=quiet_hours_of(state.quiet_from, state.quiet_until),
        reminder_channel=state.reminder_channel,
    )


def edited_settings(state: SettingsState, edit: SettingsEdit, policy: TurnPolicy) -> SettingsState:
    """The settings after the edit. Hours that hold already are not chosen anew: the receipt of
    that would tell nothing. Raises InvalidSetting."""
    changed = state
    if edit.display_name is not None:
        changed = replace(changed, display_name=checked_display_name(edit.display_name))
    if edit.locale is not None:
        changed = replace(changed, locale=checked_locale(edit.locale))
    if edit.timezone is not None:
        changed = replace(changed, timezone=checked_timezone(edit.timezone))
    if edit.email is not None:
        email = checked_email(edit.email)
        if email != state.email:
            changed = replace(changed, email=email, email_verified_at=None)
    if edit.email_notifications is not None:
        changed = replace(changed, email_notifications=edit.email_notifications)
    if edit.reminder_channel is not None:
        changed = replace(changed, reminder_channel=checked_channel(edit.reminder_channel))
    before = settings_of(state, policy)
    if edit.reminder_hour is not None and edit.reminder_hour != before.reminder_hour:
        hour = checked_hour("reminder_hour", edit.reminder_hour)
        # what holds for everybody is kept as no choice, so that an export tells the same again
        changed = replace(changed, reminder_hour=None if hour == policy.reminder_hour else hour)
    quiet = _edited_quiet(before.quiet, edit)
    if quiet == USUAL_QUIET and quiet != before.quiet:
        changed = replace(changed, quiet_from=None, quiet_until=None)
    elif quiet != before.quiet:
        changed = replace(changed, quiet_from=quiet.from_hour, quiet_until=quiet.until_hour)
    return changed


def _edited_quiet(quiet: QuietHours, edit: SettingsEdit) -> QuietHours:
    if edit.quiet_from is not None:
        quiet = replace(quiet, from_hour=checked_hour("quiet_from", edit.quiet_from))
    if edit.quiet_until is not None:
        quiet = replace(quiet, until_hour=checked_hour("quiet_until", edit.quiet_until))
    return NONE_QUIET if quiet.are_none else quiet


def is_admin(role: str, accounts: Iterable[tuple[str, str]], policy: TurnPolicy) -> bool:
    """By their role, or because the settings name one of these accounts."""
    return role == PersonRole.ADMIN or not policy.admins.isdisjoint(accounts)


def item_limit(own: int | None, policy: TurnPolicy) -> int:
    """How many things somebody who is no admin may keep; `own` overrides the setting."""
    return policy.item_limit if own is None else own


def checked_display_name(text: str) -> str:
    """Raises InvalidSetting."""
    name = tidy(text)
    if len(name) > MAX_NAME or not is_visible(name):
        raise InvalidSetting("display_name", name)
    return name


def checked_locale(text: str) -> str:
    """A BCP 47 tag; an underscore may stand for the hyphen. Raises InvalidSetting."""
    tag = text.strip().replace("_", "-")
    if len(tag) > MAX_LOCALE or not _LOCALE.fullmatch(tag):
        raise InvalidSetting("locale", tidy(text))
    return tag


def checked_timezone(text: str) -> str:
    """The IANA name. Raises InvalidSetting."""
    zone = zone_as_written(text)
    if zone is None:
        raise InvalidSetting("timezone", tidy(text))
    return zone.key


def checked_hour(setting: str, hour: int) -> int:
    """Raises InvalidSetting."""
    if not 0 <= hour <= 23:
        raise InvalidSetting(setting, str(hour))
    return hour


def checked_channel(text: str) -> str | None:
    """The platform; none for an empty text. Raises InvalidSetting."""
    platform = text.strip().casefold()
    if platform and platform not in CHANNELS:
        raise InvalidSetting("reminder_channel", tidy(text))
    return platform or None


def checked_email(text: str) -> str | None:
    """The address; none for an empty text. Whether mail arrives there, only mail can tell.

    Raises InvalidSetting.
    """
    address = text.strip()
    if not address:
        return None
    if len(address) > MAX_EMAIL or address != tidy(address) or not _EMAIL.fullmatch(address):
        raise InvalidSetting("email", tidy(text))
    return address
