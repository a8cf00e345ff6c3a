"""What `minnow doctor` asks Telegram: who the bot is, how its updates come, what its menu shows."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.cli.finding import Finding

if TYPE_CHECKING:
    from telegram import Bot

    from bot.frontends.telegram.client import TelegramSettings


async def examine_telegram(settings: "TelegramSettings") -> list[Finding]:
    """Changes nothing there."""
    from telegram.error import InvalidToken, TelegramError

    from bot.frontends.telegram.client import make_bot

    bot = make_bot(settings)
    try:
        async with bot:
            return [
                Finding(True, f"Telegram: @{bot.username}"),
                await _updates(bot, settings.webhook_url),
                await _menu(bot),
            ]
    except InvalidToken:
        return [Finding(False, "Telegram refuses MINNOW_TELEGRAM_TOKEN: ask @BotFather for it")]
    except TelegramError as error:
        return [Finding(False, f"Telegram: {type(error).__name__}; is there a way to it?")]


async def _updates(bot: "Bot", wanted: str | None) -> Finding:
    """Hosts only: the path of a webhook may be its secret."""
    info = await bot.get_webhook_info()
    waiting = f"{info.pending_update_count} waiting"
    if wanted is None:
        if not info.url:
            return Finding(True, f"updates: polling, {waiting}")
        host = urlsplit(info.url).hostname
        return Finding(True, f"updates: polling, {waiting}; the start removes the webhook {host}")
    host = urlsplit(wanted).hostname
    if info.url != wanted:
        return Finding(True, f"updates: webhook {host}, not set yet, the start does it; {waiting}")
    if info.last_error_message:
        return Finding(
            False, f"updates: webhook {host}, {waiting}; Telegram says: {info.last_error_message}"
        )
    return Finding(True, f"updates: webhook {host}, {waiting}")


async def _menu(bot: "Bot") -> Finding:
    commands = await bot.get_my_commands()
    if not commands:
        return Finding(True, "menu: no commands yet, the first start puts them there")
    return Finding(True, f"menu: {len(commands)} commands")
