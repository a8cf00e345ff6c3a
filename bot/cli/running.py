"""What every command needs: the settings, the program opened and closed around its work."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.composition import Program
    from bot.conversation.messages import Account
    from core.turns.desk import Arrival

Result = TypeVar("Result")


def own_settings() -> Settings:
    """The settings of this process, and its log opened. Raises WrongSetting."""
    from platformdirs import user_data_path

    from bot.logging import log_to_file

    settings = read_settings(os.environ, Path(".env"), user_data_path("minnow", appauthor=False))
    log_to_file(settings.data_dir, settings.log_level)
    return settings


def with_program(work: Callable[["Program"], Awaitable[Result]]) -> Result:
    """Open the program on the settings of this process, do the work, close it. Raises Stop."""
    settings = own_settings()

    async def run() -> Result:
        from bot.composition import open_program
        from bot.frontends.terminal.person import local_timezone

        async with open_program(settings, local_timezone()) as program:
            return await work(program)

    return asyncio.run(run())


def arrival_of(account: "Account") -> "Arrival":
    """A turn that the operator takes in somebody's name. Nothing is learned of the person."""
    from core.turns.desk import Arrival
    from storage.vocabulary import Cause

    return Arrival(
        platform=account.platform,
        platform_user_id=account.user_id,
        display_name=account.display_name,
        chat_id=account.user_id,
        private=False,
        cause=Cause.IMPORT,
    )
