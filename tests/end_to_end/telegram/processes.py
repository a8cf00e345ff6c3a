"""The program as a process of its own that serves the loopback Telegram."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path

from sqlalchemy.engine import URL

from tests.emulators.telegram import TelegramServer
from tests.end_to_end import processes
from tests.end_to_end.processes import Minnow, environment_with


def environment_for(
    server: TelegramServer, database: URL, folder: Path, **settings: str
) -> dict[str, str]:
    """The settings of a process that serves this Telegram, and keeps its log in the folder."""
    served = {"MINNOW_TELEGRAM_TOKEN": server.token, "MINNOW_TELEGRAM_API_URL": server.base_url}
    return environment_with(database, folder, **served, **settings)


def minnow_process(
    server: TelegramServer, database: URL, folder: Path, **settings: str
) -> AbstractAsyncContextManager[Minnow]:
    """Killed at the end, if it still runs."""
    return processes.minnow_process(environment_for(server, database, folder, **settings), folder)
