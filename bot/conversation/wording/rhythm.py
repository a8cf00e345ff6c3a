"""The hours and the place of reminders, in words."""

from collections.abc import Mapping

from bot.conversation.wording.language import Language
from core.reminders.rhythm import QuietHours

CHANNEL_LABELS: Mapping[str, str] = {
    "telegram": "Telegram",
    "discord": "Discord",
    "terminal": "Terminal",
}
"""The same in every language."""


def hour_text(hour: int) -> str:
    """As in "9:00"."""
    return f"{hour}:00"


def quiet_text(language: Language, quiet: QuietHours) -> str:
    """As in "22:00–8:00"."""
    if quiet.are_none:
        return language.gettext("none")
    return f"{hour_text(quiet.from_hour)}–{hour_text(quiet.until_hour)}"


def channel_text(language: Language, channel: str | None) -> str:
    if channel is None:
        return language.gettext("wherever you came to last")
    return CHANNEL_LABELS.get(channel, channel)
