"""What the buttons about the address for mails do."""

from dataclasses import dataclass
from enum import StrEnum


class EmailWish(StrEnum):
    """Also what one may write behind /email."""

    CODE = "code"
    """Send a fresh one to the address."""
    TEST = "test"
    """Send a mail now, to see whether it arrives."""
    ON = "on"
    OFF = "off"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class ManageEmail:
    wish: EmailWish
