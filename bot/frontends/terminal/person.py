"""Who sits at the terminal."""

import getpass
import os
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.conversation.messages import Account, Address, Incoming, Press, Text
from bot.exits import WRONG_USAGE, Stop

PLATFORM = "terminal"
LONGEST_NAME = 64


class Person:
    """One name at the terminal; upper and lower case are the same person."""

    def __init__(self, name: str, locale: str | None = None) -> None:
        """Raises Stop for a name that is empty, too long, or can not be shown."""
        name = name.strip()
        if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            raise Stop(
                f"A name has 1 to {LONGEST_NAME} visible characters, as in --as ann.", WRONG_USAGE
            )
        user_id = name.casefold()[:LONGEST_NAME]
        self.account = Account(PLATFORM, user_id, name)
        self.address = Address(PLATFORM, user_id)
        self._locale = locale

    def incoming(self, content: Text | Press) -> Incoming:
        return Incoming(self.address, self.account, content, locale=self._locale)


def person_at(name: str | None) -> Person:
    """The person of this name, of the login name without one."""
    return Person(_login_name() if name is None else name, _locale())


def local_timezone() -> str:
    """The IANA name of the machine's time zone; UTC where it tells none, or tells it wrongly."""
    from tzlocal import get_localzone_name

    try:
        return ZoneInfo(get_localzone_name()).key
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError):
        return "UTC"


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user id without an entry, as in some containers
        return "me"


def _locale() -> str | None:
    """The language of the terminal as BCP 47: `de_AT.UTF-8` is de-AT, `C` is none."""
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    found = next((value for name in variables if (value := os.environ.get(name))), "")
    tag = found.split(".")[0].split("@")[0].replace("_", "-")
    return None if tag in ("", "C", "POSIX") else tag
