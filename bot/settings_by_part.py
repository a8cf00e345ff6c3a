"""What the settings say to single parts of the program."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.agent.model import ModelSettings
from bot.settings import RateLimit, Settings

if TYPE_CHECKING:
    from bot.frontends.discord.client import DiscordSettings
    from bot.frontends.telegram.client import TelegramSettings


def telegram_settings(settings: Settings, token: str) -> "TelegramSettings":
    from bot.frontends.telegram.client import TelegramSettings  # loads the library

    return TelegramSettings(
        token,
        settings.telegram_api_url,
        settings.telegram_webhook_url,
        settings.telegram_webhook_secret or "",
    )


def discord_settings(settings: Settings, token: str) -> "DiscordSettings":
    from bot.frontends.discord.client import DiscordSettings  # loads the library

    shards = settings.discord_shards
    return DiscordSettings(
        token,
        settings.discord_api_url,
        settings.discord_gateway_url,
        None if shards is None else shards.ids,
        None if shards is None else shards.count,
    )


def model_settings(settings: Settings, name: str | None) -> ModelSettings | None:
    """Of this model; None for none."""
    if name is None:
        return None
    key = settings.openai_api_key or "none"  # servers of one's own often want no key
    if settings.openai_base_url is None:
        return ModelSettings(name, key)
    return ModelSettings(name, key, settings.openai_base_url)


def in_memory(settings: Settings) -> Settings:
    """The same rules for people, on an empty database of its own, with no model, no mails and no
    limit to how fast they may write."""
    return replace(
        settings,
        database_url="sqlite+aiosqlite:///:memory:",
        model=None,
        vision_model=None,
        transcription_model=None,
        mailersend_api_key=None,
        smtp=None,
        mail_dir=None,
        redis_url=None,
        rate_limit=RateLimit(1_000_000, 1),
    )
