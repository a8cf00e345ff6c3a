"""What a turn begins with."""

from dataclasses import dataclass

from storage.vocabulary import Cause


@dataclass(frozen=True, slots=True)
class Group:
    """A chat of several people, where a shared household may live."""

    chat_id: str
    """The platform's id of the group or server as a whole, without topic or channel."""
    title: str
    is_run_by_person: bool | None = None
    """Whether the platform lets the account run it; None where it does not tell."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message or press, as far as core cares."""

    platform: str
    platform_user_id: str
    display_name: str
    chat_id: str
    """What context is kept by: the chat, with its topic where it has any."""
    private: bool
    """Whether chat_id is where the person is reached in private."""
    cause: Cause
    locale: str | None = None
    """BCP 47; None where the platform does not say: the last known, then English."""
    update_id: str | None = None
    """What the platform calls this update; None: it can not come twice."""
    group: Group | None = None
    """Set in a chat of several people: the turn is then about its household."""


@dataclass(frozen=True, slots=True)
class TurnPolicy:
    """What holds for people who have no rule of their own."""

    item_limit: int = 10
    admins: frozenset[tuple[str, str]] = frozenset()
    """(platform, platform user id)."""
    default_timezone: str = "UTC"
    reminder_hour: int = 9
    """The local hour of reminders (DESIGN, section 4)."""
