"""The client of the Bot API."""

import os
from dataclasses import dataclass, field

from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.frontends.reception import MOST_AT_ONCE
from bot.frontends.telegram.pacing import Pacing, Patience
from bot.frontends.telegram.reading import UpdatesRequest


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    token: str = field(repr=False)
    api_url: str
    webhook_url: str | None = field(default=None, repr=False)
    """None: polling."""
    webhook_secret: str = field(default="", repr=False)


def make_bot(settings: TelegramSettings) -> ExtBot[Patience]:
    """A client of the Bot API, not initialised. Waits for updates have connections of their own."""
    # The library is on its way from seconds to timedelta, and warns whoever has not said which.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    return ExtBot(
        settings.token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        rate_limiter=Pacing(),
        request=HTTPXRequest(connection_pool_size=MOST_AT_ONCE * 2, pool_timeout=30),
        # A wait that is broken off at a stop may keep its connection for a while.
        get_updates_request=UpdatesRequest(connection_pool_size=2),
    )
