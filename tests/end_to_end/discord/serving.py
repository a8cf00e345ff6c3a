"""The program that serves the loopback Discord."""

from pathlib import Path
from typing import Self

from sqlalchemy.engine import URL

from bot.settings import Settings, read_settings
from tests.emulators.discord import DiscordServer
from tests.end_to_end.running import Running


def settings_for(server: DiscordServer, database: URL, folder: Path, **others: str) -> Settings:
    """The settings of a program that serves this Discord."""
    environment = {
        "MINNOW_DATABASE_URL": database.render_as_string(hide_password=False),
        "MINNOW_DISCORD_TOKEN": server.token,
        "MINNOW_DISCORD_API_URL": server.rest_url,
        "MINNOW_DISCORD_GATEWAY_URL": server.gateway_url,
        "MINNOW_ITEM_LIMIT": "100",
    }
    return read_settings(environment | others, folder / "no.env", folder / "data")


class Serving(Running):
    """Connected, with its commands registered, once it is entered or started again."""

    def __init__(self, server: DiscordServer, settings: Settings) -> None:
        super().__init__(settings)
        self._server = server

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        await self._server.connected()
        await self._server.until(lambda: bool(self._server.commands.registered()))
        return self

    async def stop(self) -> None:
        await super().stop()
        await self._server.disconnected()
