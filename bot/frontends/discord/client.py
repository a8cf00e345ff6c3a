"""The client of Discord: what it asks for, what it remembers, whom it tells."""

import logging
import sys
from dataclasses import dataclass, field
from typing import Any, Protocol

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.frontends.discord.pressing import ITEMS, is_ours
from bot.logging import places_of

logger = logging.getLogger(__name__)

LONGEST_RATE_LIMIT = 60.0
"""Seconds that a request waits for its turn; a delivery that would have to wait longer is tried
again later."""
READY_SECONDS = 0.1
"""How long the library gathers the servers it is told of at the start; nothing waits for all."""


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    token: str = field(repr=False)
    api_url: str
    """As in "https://discord.com/api/v10"."""
    gateway_url: str
    """As in "wss://gateway.discord.gg"; where the number of shards is Discord's choice, the first
    connection goes where its API says."""
    shard_ids: tuple[int, ...] | None = None
    """Those of this process, if several share the work; None: all."""
    shard_count: int | None = None
    """Of all processes together; None: Discord's choice. Set where shard_ids are."""


class Ears(Protocol):
    """Whom the client tells."""

    def hear_message(self, message: discord.Message) -> None: ...

    def hear_interaction(self, interaction: discord.Interaction[Any]) -> None: ...

    async def hear_joining(self, guild: discord.Guild) -> None: ...

    async def hear_removal(self, guild: discord.Guild) -> None: ...


def prepare_library(settings: DiscordSettings) -> None:
    """The library has its two addresses as attributes of classes, and the warnings that one can
    not speak in voice channels: they hold for the process."""
    Route.BASE = settings.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
    discord.VoiceClient.warn_nacl = False
    discord.VoiceClient.warn_dave = False


def _shards(settings: DiscordSettings) -> dict[str, Any]:
    if settings.shard_ids is None:
        return {"shard_count": settings.shard_count}
    return {"shard_ids": list(settings.shard_ids), "shard_count": settings.shard_count}


class DiscordClient(discord.AutoShardedClient):
    """No privileged intent, no memory of messages or people, and no mention that notifies."""

    def __init__(self, settings: DiscordSettings, ears: Ears) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            **_shards(settings),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=LONGEST_RATE_LIMIT,
            guild_ready_timeout=READY_SECONDS,
        )
        self._ears = ears

    async def setup_hook(self) -> None:
        self.add_dynamic_items(*ITEMS)

    async def on_message(self, message: discord.Message) -> None:
        self._ears.hear_message(message)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Presses of ITEMS come through take_press."""
        data: Any = interaction.data
        is_press = interaction.type is discord.InteractionType.component
        if not (is_press and is_ours(data["custom_id"])):
            self._ears.hear_interaction(interaction)

    async def take_press(self, interaction: discord.Interaction[Any]) -> None:
        self._ears.hear_interaction(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._ears.hear_joining(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._ears.hear_removal(guild)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """The library would log the message of the error, which may quote somebody."""
        failure = sys.exception()
        if failure is not None:
            logger.error("%s failed: %s", event_method, places_of(failure))
