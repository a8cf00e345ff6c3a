"""What nobody asked for, on its way into direct messages: one attempt at a time."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

import aiohttp
import discord

from bot.conversation.messages import Reply
from bot.counters import Counters
from bot.frontends.discord.attempts import BROKEN_LINE, asked_to_wait
from bot.frontends.discord.channels import ChannelSender
from bot.frontends.discord.client import DiscordClient, DiscordSettings, prepare_library
from bot.frontends.discord.files import ReadPicture
from bot.frontends.discord.outcomes import CLOSED
from bot.frontends.discord.places import PLATFORM
from bot.frontends.discord.rendering import Message, Renderer
from bot.frontends.discord.stops import stop_for
from bot.frontends.pace import Pace, bot_key
from bot.frontends.paced_post import NOT_CONNECTED, Attempt, PacedPost
from bot.metrics import Meter
from bot.posting import Blocked, Outcome, Postponed, Refused, Sent, Unknown
from core.pictures.references import stored_id

logger = logging.getLogger(__name__)

UNASKED_A_SECOND = 20
"""Discord takes 50 requests in all (Rate Limits, global): the others are for answers."""
_NUMBER_LENGTH = 20
_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_GATEWAY_TIMEOUTS = frozenset({504, 524})
"""What stands before Discord has waited in vain: it does not know either what came of it."""


class DiscordPost(PacedPost):
    name = PLATFORM

    def __init__(
        self, renderer: Renderer, read_picture: ReadPicture, pace: Pace, meter: Meter
    ) -> None:
        super().__init__(pace, meter)
        self._renderer = renderer
        self._read_picture = read_picture
        self._client: discord.Client | None = None

    def connected(self, client: discord.Client) -> None:
        """The client is logged in; whether its gateway is open does not matter."""
        self._client = client

    def disconnected(self) -> None:
        """The client is to be closed."""
        self._client = None

    def link(self, chat_id: str, start: str) -> str | None:
        """Discord has no links that say something."""
        return f"https://discord.com/channels/@me/{chat_id}"

    def _attempts(
        self, chat_id: str, replies: Sequence[Reply], key: str
    ) -> Sequence[Attempt] | None:
        if self._client is None:
            return None
        sender = ChannelSender(
            self._client.get_partial_messageable(int(chat_id)),
            sha256(key.encode()).hexdigest()[:_NUMBER_LENGTH],
            self._read_picture,
            is_persistent=False,
        )
        messages = [message for reply in replies for message in self._renderer.messages(reply)]
        return [partial(self._attempt, sender, message) for message in messages]

    async def _attempt(self, sender: ChannelSender, message: Message) -> Outcome:
        if self._client is None:
            return NOT_CONNECTED
        try:
            await sender.send(message)
        except discord.RateLimited as error:
            return Postponed("told to wait", timedelta(seconds=error.retry_after))
        except discord.HTTPException as error:
            return outcome_of(error)
        except _NEVER_LEFT as error:
            return Postponed(type(error).__name__)
        except BROKEN_LINE as error:
            return Unknown(type(error).__name__)
        return Sent(str(sender.last_id))


def pace_of(token: str, counters: Counters) -> Pace:
    return Pace(UNASKED_A_SECOND, bot_key(PLATFORM, token), counters)


@asynccontextmanager
async def open_discord_post(
    settings: DiscordSettings, read_picture: ReadPicture, pace: Pace, meter: Meter
) -> AsyncIterator[DiscordPost]:
    """To send without listening. Where Discord can not be reached, all is postponed.

    Raises Stop where Discord refuses the token.
    """
    prepare_library(settings)
    post = DiscordPost(Renderer(stored_id), read_picture, pace, meter)
    async with DiscordClient(settings, _Deaf()) as client:
        try:
            await client.login(settings.token)
        except discord.LoginFailure as error:
            raise stop_for(error) from error
        except (discord.HTTPException, *BROKEN_LINE) as error:
            logger.warning("Discord can not be reached: %s", type(error).__name__)
        else:
            post.connected(client)
        try:
            yield post
        finally:
            post.disconnected()


class _Deaf:
    """Ears of a client that is never connected."""

    def hear_message(self, message: discord.Message) -> None: ...

    def hear_interaction(self, interaction: discord.Interaction[Any]) -> None: ...

    async def hear_joining(self, guild: discord.Guild) -> None: ...

    async def hear_removal(self, guild: discord.Guild) -> None: ...


def outcome_of(error: discord.HTTPException) -> Outcome:
    """What a refusal or failure of Discord means for an unasked message."""
    reason = f"status {error.status}, code {error.code}"
    if error.status == 429:
        seconds = asked_to_wait(error)
        return Postponed("told to wait", None if seconds is None else timedelta(seconds=seconds))
    if error.status in _GATEWAY_TIMEOUTS:
        return Unknown(reason)
    if error.status >= 500 or error.status == 401:
        return Postponed(reason)
    return Blocked(reason) if error.code in CLOSED else Refused(reason)
