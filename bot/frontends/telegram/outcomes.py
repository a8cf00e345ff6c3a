"""What becomes of a delivery, and what Telegram's refusals mean."""

from dataclasses import dataclass
from enum import Enum

from telegram.error import BadRequest


@dataclass(frozen=True, slots=True)
class Delivered:
    message_ids: tuple[int, ...]
    """Of what was sent or edited, in order."""
    moved_to: str | None = None
    """The chat is another one by now: a group became this supergroup."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nothing (more) may be sent there: the bot is blocked, was taken out or may not write."""

    chat_id: str


Outcome = Delivered | Unreachable


class Refusal(Enum):
    """What a BadRequest is about; Telegram tells it in words only."""

    NOT_MODIFIED = "message is not modified"
    NO_THREAD = "message thread not found"
    BAD_MARKUP = "can't parse entities"
    CLOSED = "closed"
    OTHER = "other"


_CLOSED = (
    "chat not found",
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "topic_closed",
    "user_is_blocked",
    "peer_id_invalid",
    "group chat was deactivated",
)


def refusal_of(error: BadRequest) -> Refusal:
    said = error.message.casefold()
    for refusal in (Refusal.NOT_MODIFIED, Refusal.NO_THREAD, Refusal.BAD_MARKUP):
        if refusal.value in said:
            return refusal
    return Refusal.CLOSED if any(words in said for words in _CLOSED) else Refusal.OTHER
