"""The program as a process: how it ends, and what it leaves behind."""

import asyncio
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.engine import URL

from core.clock import SystemClock
from core.turns.turn import IN_HAND
from storage.engine import make_engine
from storage.tables import TurnRow
from tests.emulators.openai import OpenAIServer
from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.running import Running
from tests.end_to_end.slow_turns import ONLY_A_MODEL_UNDERSTANDS, slowly_adding, with_model
from tests.end_to_end.telegram.processes import Minnow, minnow_process
from tests.end_to_end.telegram.serving import settings_for

START_SECONDS = 20.0
REFUSED = (
    "minnow: Telegram refuses MINNOW_TELEGRAM_TOKEN: it was revoked or mistyped. "
    "@BotFather shows the right one."
)


@pytest.fixture
def openai() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


async def assert_refused(minnow: Minnow, telegram: TelegramServer) -> None:
    code, _, err = await minnow.ended()

    assert code == 1
    told = [line for line in err.splitlines() if "WARNING bot." not in line]
    assert told == [REFUSED]
    for text in (err, minnow.log):
        assert "Traceback" not in text
        assert "File " not in text
        assert telegram.token not in text
        assert telegram.token.partition(":")[2] not in text


async def test_a_token_that_was_revoked_before_the_start_is_told_of(
    telegram: TelegramServer, sqlite_url: URL, tmp_path: Path
) -> None:
    telegram.revoke_token()
    async with minnow_process(telegram, sqlite_url, tmp_path) as minnow:
        await assert_refused(minnow, telegram)


async def test_a_token_that_is_revoked_in_the_middle_of_a_turn_is_told_of_and_the_turn_is_kept(
    telegram: TelegramServer, openai: OpenAIServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    slowly_adding(openai, 0.5)
    openai.meanwhile = telegram.revoke_token
    await ann.write(ONLY_A_MODEL_UNDERSTANDS)
    async with minnow_process(telegram, sqlite_url, tmp_path, **with_model(openai)) as minnow:
        await assert_refused(minnow, telegram)

    telegram.reinstate_token()
    async with Running(settings_for(telegram, sqlite_url, tmp_path)):
        assert "gnome" in (await ann.answer()).text


async def test_a_stop_finishes_the_turn_in_hand_and_leaves_the_rest_to_the_next_start(
    telegram: TelegramServer, openai: OpenAIServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    slowly_adding(openai, 1.0)
    async with minnow_process(telegram, sqlite_url, tmp_path, **with_model(openai)) as minnow:
        await ann.write(ONLY_A_MODEL_UNDERSTANDS)
        await ann.write("/add lamp")
        await telegram.until(lambda: bool(openai.requests), START_SECONDS)
        told = time.monotonic()
        minnow.send_signal(signal.SIGTERM)
        code, out, err = await minnow.ended()
        took = time.monotonic() - told

    assert (code, out.splitlines()[-1], err) == (0, "Stopped.", "")
    assert took < 6
    assert "gnome" in (await ann.answer()).text
    await telegram.quiet()
    assert telegram.pending == 1

    async with Running(settings_for(telegram, sqlite_url, tmp_path)):
        assert "Lamp" in (await ann.answer()).text
        await telegram.quiet()


async def test_a_second_signal_ends_the_program_at_once(
    telegram: TelegramServer, openai: OpenAIServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    slowly_adding(openai, 3.0)
    async with minnow_process(telegram, sqlite_url, tmp_path, **with_model(openai)) as minnow:
        await ann.write(ONLY_A_MODEL_UNDERSTANDS)
        await telegram.until(lambda: bool(openai.requests), START_SECONDS)
        told = time.monotonic()
        minnow.send_signal(signal.SIGINT)
        await asyncio.sleep(0.2)
        minnow.send_signal(signal.SIGINT)
        code, _, err = await minnow.ended()
        took = time.monotonic() - told

    assert code == 130
    assert took < 2
    assert "Traceback" not in err


async def test_a_turn_that_was_killed_while_a_model_thought_is_done_when_its_time_is_over(
    telegram: TelegramServer, openai: OpenAIServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    openai.will_wait(0.5)
    openai.will_say("nothing that anybody hears")
    async with minnow_process(telegram, sqlite_url, tmp_path, **with_model(openai)) as minnow:
        await ann.write(ONLY_A_MODEL_UNDERSTANDS)
        await telegram.until(lambda: bool(openai.requests), START_SECONDS)
        minnow.send_signal(signal.SIGKILL)
        await minnow.ended()
    await begun_earlier(sqlite_url, IN_HAND)
    slowly_adding(openai, 0)

    async with Running(settings_for(telegram, sqlite_url, tmp_path, **with_model(openai))):
        assert "gnome" in (await ann.answer()).text
        await ann.write("/items")
        assert "1 thing" in (await ann.answer()).text


async def begun_earlier(database: URL, by: timedelta) -> None:
    """As if the last turn had begun so long ago."""
    engine = make_engine(database)
    async with engine.begin() as connection:
        await connection.execute(update(TurnRow).values(started_at=SystemClock().now() - by))
    await engine.dispose()
