"""What may be said in settings. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import InvalidSetting
from core.people.results import Settings, SettingsEdit
from core.texts import is_visible, tidy
from core.turns.arrival import TurnPolicy
from core.zones import zone_as_written
from storage.vocabulary import PersonRole

MAX_NAME = 255
MAX_LOCALE = 35
MAX_EMAIL = 320

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


def settings_of(state: SettingsState) -> Settings:
    return Settings(
        display_name=state.display_name,
        locale=state.locale,
        timezone=state.timezone,
        email=state.email,
        email_verified=state.email_verified_at is not None,
        email_notifications=state.email_notifications,
    )


def edited_settings(state: SettingsState, edit: SettingsEdit) -> SettingsState:
    """The settings after the edit. Raises InvalidSetting."""
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
    return changed


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
