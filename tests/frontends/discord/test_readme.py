"""The README's conversation on Discord is answered as it is printed there."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL

from bot.settings import read_settings
from tests.emulators.discord import DiscordServer, Message, Person
from tests.emulators.discord.command_lines import parsed
from tests.end_to_end.telegram.running import Running
from tests.end_to_end.transcripts import printed


@pytest.fixture
async def minnow(server: DiscordServer, sqlite_url: URL, tmp_path: Path) -> AsyncIterator[Running]:
    address = sqlite_url.render_as_string(hide_password=False)
    environment = {"MINNOW_DATABASE_URL": address, **server.settings}
    settings = read_settings(environment, tmp_path / "no.env", tmp_path / "data")
    async with Running(settings) as running:
        await server.connected()
        await server.until(lambda: bool(server.commands.registered()))
        yield running


def shown(message: Message) -> list[str]:
    buttons = " ".join(f"[{label}]" for label in message.buttons)
    return [*message.text.splitlines(), *([buttons] if buttons else [])]


async def test_the_readme_is_answered_as_printed(minnow: Running, ann: Person) -> None:
    message: Message | None = None
    for who, lines in printed("On Discord"):
        if who == "MinNow":
            assert message is not None
            assert shown(message) == lines
        elif found := re.fullmatch(r"presses \[(.+)\]", lines[0]):
            assert message is not None
            message = (await ann.press(message, found[1])).response
        elif lines[0].startswith("/"):
            name, filled = parsed(lines[0])
            options: dict[str, Any] = dict(filled)
            message = (await ann.command(name, **options)).response
        else:
            await ann.write(lines[0])
            message = await ann.answer(within=20)
