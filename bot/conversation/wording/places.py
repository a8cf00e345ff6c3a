"""Why the bot stays silent somewhere, told to whoever spoke to it there."""

from collections.abc import Sequence
from enum import StrEnum

from bot.conversation.wording.language import N_, Language


class Permission(StrEnum):
    """As platforms call them for those who run a place."""

    VIEW_CHANNEL = N_("View Channel")
    SEND_MESSAGES = N_("Send Messages")
    SEND_IN_THREADS = N_("Send Messages in Threads")
    EMBED_LINKS = N_("Embed Links")
    ATTACH_FILES = N_("Attach Files")


def not_allowed_text(language: Language, place: str, missing: Sequence[Permission]) -> str:
    """`place` is the name of the channel. Nothing may be known to be missing."""
    if not missing:
        return language.gettext(
            "I may not answer you in #{place}. Whoever runs that server can let me."
        ).format(place=place)
    names = ", ".join(f"“{language.gettext(permission)}”" for permission in missing)
    return language.gettext(
        "I may not answer you in #{place}. Whoever runs that server can let me: "
        "there I need the permission {permissions}."
    ).format(place=place, permissions=names)
