"""What becomes of a delivery, and what Discord's refusals mean."""

import logging
from dataclasses import dataclass
from enum import IntEnum

import discord

from bot.frontends.delivery_failed import DeliveryFailed

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """Everything was sent or edited."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nothing (more) can be sent there: closed to direct messages, gone, or not allowed."""

    channel_id: str


Outcome = Delivered | Unreachable


class Refusal(IntEnum):
    """Discord's codes of errors (Opcodes and Status Codes, JSON), as far as they decide."""

    UNKNOWN_CHANNEL = 10003
    UNKNOWN_MESSAGE = 10008
    UNKNOWN_WEBHOOK = 10015
    UNKNOWN_INTERACTION = 10062
    ALREADY_ACKNOWLEDGED = 40060
    TOO_MANY_FOLLOWUPS = 40094
    MISSING_ACCESS = 50001
    CLOSED_TO_BOTS = 50007
    MISSING_PERMISSIONS = 50013
    TOKEN_OVER = 50027
    THREAD_ARCHIVED = 50083
    NO_COMMON_SERVER = 50278
    NO_REPLY_WITHOUT_HISTORY = 160002
    THREAD_LOCKED = 160005


NOT_ALLOWED = frozenset({Refusal.MISSING_ACCESS, Refusal.MISSING_PERMISSIONS})
CLOSED = frozenset(
    {
        *NOT_ALLOWED,
        Refusal.UNKNOWN_CHANNEL,
        Refusal.CLOSED_TO_BOTS,
        Refusal.NO_COMMON_SERVER,
        Refusal.THREAD_ARCHIVED,
        Refusal.THREAD_LOCKED,
    }
)
TOKEN_GONE = frozenset(
    {
        Refusal.UNKNOWN_INTERACTION,
        Refusal.UNKNOWN_WEBHOOK,
        Refusal.TOKEN_OVER,
        Refusal.TOO_MANY_FOLLOWUPS,
    }
)
"""An interaction can not be answered any more: it took too long, or got all the answers it may."""


def is_about_the_message(error: discord.HTTPException) -> bool:
    """Whether another message, without what not every place takes, may be accepted."""
    if error.status in {400, 413}:
        return True
    return error.code == Refusal.MISSING_PERMISSIONS


def failed(error: discord.HTTPException) -> DeliveryFailed:
    logger.error("A delivery failed: status %s, code %s", error.status, error.code)
    return DeliveryFailed(f"status {error.status}, code {error.code}")
