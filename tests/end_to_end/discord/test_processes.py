"""The program as a process: how it ends."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.emulators.discord import DiscordServer, Person
from tests.emulators.openai import OpenAIServer
from tests.end_to_end.discord.serving import Serving, settings_for
from tests.end_to_end.discord.talking import asked
from tests.end_to_end.processes import environment_with, minnow_process
from tests.end_to_end.slow_turns import ONLY_A_MODEL_UNDERSTANDS, slowly_adding, with_model

START_SECONDS = 20.0
REFUSED = (
    "minnow: Discord refuses MINNOW_DISCORD_TOKEN: it was reset or mistyped. "
    "The Developer Portal shows the bot's token once, when it is reset."
)


@pytest.fixture
def openai() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


def environment_for(
    server: DiscordServer, database: URL, folder: Path, **settings: str
) -> dict[str, str]:
    """The settings of a process that serves this Discord. discord.py imports a module for voice
    channels that Python 3.13 has not."""
    served = {
        "MINNOW_DISCORD_TOKEN": server.token,
        "MINNOW_DISCORD_API_URL": server.rest_url,
        "MINNOW_DISCORD_GATEWAY_URL": server.gateway_url,
        "PYTHONWARNINGS": "error,ignore:'audioop' is deprecated:DeprecationWarning",
    }
    return environment_with(database, folder, **served | settings)


async def test_a_wrong_token_stops_the_program_with_one_line(
    discord: DiscordServer, sqlite_url: URL, tmp_path: Path
) -> None:
    wrong = "MTA.mistyped.token"
    environment = environment_for(discord, sqlite_url, tmp_path, MINNOW_DISCORD_TOKEN=wrong)
    async with minnow_process(environment, tmp_path) as minnow:
        code, _, err = await minnow.ended()

    assert (code, err.splitlines()) == (1, [REFUSED])
    assert wrong not in minnow.log
    assert "Traceback" not in minnow.log


async def test_a_stop_finishes_the_turn_in_hand_and_a_button_of_before_works_after_it(
    discord: DiscordServer, openai: OpenAIServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    slowly_adding(openai, 0.5)
    environment = environment_for(discord, sqlite_url, tmp_path, **with_model(openai))
    async with minnow_process(environment, tmp_path) as minnow:
        await discord.connected(within=START_SECONDS)
        await ann.write(ONLY_A_MODEL_UNDERSTANDS)
        await discord.until(lambda: ann.direct.typing == 1)
        minnow.send_signal(signal.SIGTERM)
        code, out, err = await minnow.ended()

    assert (code, out.splitlines()[-1], err) == (0, "Stopped.", "")
    receipt = await ann.answer()
    assert "gnome" in receipt.text
    assert ann.direct.said_by_bot == [receipt]
    await discord.disconnected()

    async with Serving(discord, settings_for(discord, sqlite_url, tmp_path)):
        await ann.press(receipt, receipt.buttons[0])
        assert (await asked(ann, "/items")).text.startswith("Your list is empty.")
