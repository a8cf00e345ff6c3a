"""The settings of a program that serves the loopback Telegram."""

from pathlib import Path

from sqlalchemy.engine import URL

from bot.settings import Settings, read_settings
from tests.emulators.telegram import TelegramServer


def settings_for(server: TelegramServer, database: URL, folder: Path, **others: str) -> Settings:
    """The settings of a program that serves this Telegram."""
    environment = {
        "MINNOW_DATABASE_URL": database.render_as_string(hide_password=False),
        "MINNOW_TELEGRAM_TOKEN": server.token,
        "MINNOW_TELEGRAM_API_URL": server.base_url,
        "MINNOW_ITEM_LIMIT": "100",
    }
    return read_settings(environment | others, folder / "no.env", folder / "data")
