"""Discord fails, and people are answered all the same."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL

from storage.tables import AccountRow
from tests.emulators.discord import Channel, DiscordServer, Guild, Person
from tests.emulators.openai import OpenAIServer
from tests.end_to_end.discord.serving import Serving, settings_for
from tests.end_to_end.discord.talking import asked, opened, pressed
from tests.end_to_end.running import Running
from tests.end_to_end.slow_turns import ONLY_A_MODEL_UNDERSTANDS, slowly_adding, with_model

MESSAGES = "POST /channels/*/messages"
RESPONSES = "POST /interactions/*/*/callback"
TIME_TO_RESPOND = 3.0
TIME_OF_A_TOKEN = 15 * 60.0
"""Seconds (Interactions, Responding)."""
START_SECONDS = 20.0
"""What the first turn with a model may take."""


@pytest.fixture
def openai() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


async def reachable(minnow: Running, person: Person) -> bool:
    query = select(AccountRow.unreachable_since).where(
        AccountRow.platform_user_id == str(person.id)
    )
    async with minnow.program.database.engine.connect() as connection:
        return (await connection.execute(query)).scalar_one() is None


async def test_a_command_that_waits_for_a_slow_turn_is_deferred_in_time_and_then_answered(
    discord: DiscordServer, openai: OpenAIServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    slowly_adding(openai, 1.6)
    settings = settings_for(discord, sqlite_url, tmp_path, **with_model(openai))
    async with Serving(discord, settings):
        await ann.write(ONLY_A_MODEL_UNDERSTANDS)
        command = await ann.command("items", wait=False)
        await command.answered(START_SECONDS)
        assert command.deferred_after is not None
        assert command.deferred_after < TIME_TO_RESPOND
        assert "Garden gnome" in command.text
        (message,) = command.messages
        assert not message.loading
        assert "gnome" in (await ann.answer()).text
        assert ann.direct.typing >= 1


async def test_where_the_token_is_over_the_answer_is_a_message(
    discord: DiscordServer, openai: OpenAIServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    slowly_adding(openai, 1.6)
    settings = settings_for(discord, sqlite_url, tmp_path, **with_model(openai))
    async with Serving(discord, settings):
        await ann.write(ONLY_A_MODEL_UNDERSTANDS)
        command = await ann.command("items", wait=False)
        await command.acknowledged()
        discord.time_passes(TIME_OF_A_TOKEN)
        assert "gnome" in (await ann.answer(within=START_SECONDS)).text
        assert "Garden gnome" in (await ann.answer()).text


async def test_an_interaction_that_comes_too_late_is_answered_with_a_message(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    receipt = await asked(ann, "bought a bike")
    discord.fail(RESPONSES, status=404, code=10062, times=2)
    await ann.command("items", wait=False)
    assert (await ann.answer()).text.startswith("1 thing:")
    await ann.press(receipt, receipt.buttons[0], wait=False)
    await discord.until(lambda: receipt.text.startswith("Taken back:"))


async def test_what_is_private_goes_to_the_person_where_the_token_is_over(
    minnow: Serving, discord: DiscordServer, general: Channel, ann: Person
) -> None:
    discord.fail(RESPONSES, status=404, code=10062)
    await ann.command("privacy", at=general, wait=False)
    assert "What I keep" in (await ann.answer()).text
    assert general.said_by_bot == []


@pytest.mark.parametrize("everywhere", [False, True], ids=["route", "global"])
async def test_rate_limits_are_waited_out(
    minnow: Serving, discord: DiscordServer, ann: Person, everywhere: bool
) -> None:
    limited = [
        discord.fail(MESSAGES, retry_after=0.1, everywhere=everywhere, times=2),
        discord.fail(RESPONSES, retry_after=0.1, everywhere=everywhere),
    ]
    assert "Added 🚲 Bike" in (await asked(ann, "bought a bike")).text
    assert (await ann.command("items")).text.startswith("1 thing:")
    assert [each.used for each in limited] == [2, 1]
    await discord.quiet()
    assert len(ann.direct.said_by_bot) == 2


async def test_real_limits_are_kept_to_and_everybody_is_answered(
    minnow: Serving, discord: DiscordServer
) -> None:
    discord.limit(3, 0.3)
    people = [discord.person(f"Person {number}") for number in range(4)]
    for person in people:
        for thing in ("bike", "lamp", "sofa", "tent"):
            await person.write(f"/add {thing}")
    for person in people:
        for _ in range(4):
            await person.answer()
    assert [call for call in discord.calls if call.status == 429] == []


async def test_an_answer_that_discord_fails_to_take_is_sent_again(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    for route in (MESSAGES, RESPONSES):
        discord.fail(route, status=502)
    assert "Added 🚲 Bike" in (await asked(ann, "bought a bike")).text
    assert (await ann.command("items")).text.startswith("1 thing:")
    await discord.quiet()
    assert len(ann.direct.said_by_bot) == 2


@pytest.mark.parametrize("after", [False, True], ids=["lost", "taken"])
async def test_an_answer_comes_once_whatever_the_line_does(
    minnow: Serving, discord: DiscordServer, ann: Person, after: bool
) -> None:
    discord.fail(MESSAGES, drop=True, after=after)
    receipt = await asked(ann, "bought a bike")
    await discord.settled(0.8)
    assert ann.direct.said_by_bot == [receipt]
    discord.fail(RESPONSES, drop=True, after=after)
    await pressed(ann, receipt, "Undo")
    assert receipt.text.startswith("Taken back:")


async def test_a_gateway_that_is_dropped_is_resumed_and_nothing_is_lost(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    receipt = await asked(ann, "bought a bike")
    for disturbance in (discord.reconnect(), discord.drop_gateway(), discord.drop_gateway(4000)):
        resuming = asyncio.create_task(disturbance)
        assert (await ann.command("items", wait=False)).kind
        written = await ann.write("/stats")
        await resuming
        while "You own 1 of 100" not in (answer := await ann.answer()).text:
            pass
        assert answer.id > written.id
    assert len(discord.gateway.identified) == 1
    await pressed(ann, receipt, "Undo")
    assert receipt.text.startswith("Taken back:")


async def test_a_session_that_is_not_valid_any_more_is_resumed_or_begun_anew(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    await discord.invalidate_session(resumable=True)
    assert "Added 🚲 Bike" in (await asked(ann, "bought a bike")).text
    discord.gateway.invalidate(resumable=False)
    await discord.until(lambda: len(discord.gateway.identified) == 2, within=10)
    await discord.connected()
    assert (await asked(ann, "/items")).text.startswith("1 thing:")


async def test_who_is_closed_to_the_bot_is_unreachable_until_they_write_again(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    await asked(ann, "bought a bike")
    assert await reachable(minnow, ann)
    ann.closes_dms()
    await ann.write("bought a lamp")
    await discord.until(lambda: any(call.status == 403 for call in discord.calls))
    await minnow.restart()
    assert not await reachable(minnow, ann)

    ann.opens_dms()
    assert (await asked(ann, "/items")).text.startswith("2 things:")
    assert await reachable(minnow, ann)


async def test_a_deleted_message_is_no_hindrance(
    minnow: Serving, discord: DiscordServer, general: Channel, ann: Person
) -> None:
    await opened(ann, general)
    discord.fail(MESSAGES, hang=0.1)
    question = await ann.write("/items", at=general, mention=True)
    await ann.delete(question)
    await discord.until(lambda: len(general.said_by_bot) == 2)
    assert general.said_by_bot[-1].text.startswith("Your list is empty.")


async def test_a_stop_finishes_the_turns_in_hand_and_begins_no_other(
    discord: DiscordServer, openai: OpenAIServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    slowly_adding(openai, 0.5)
    settings = settings_for(discord, sqlite_url, tmp_path, **with_model(openai))
    async with Serving(discord, settings) as minnow:
        await ann.write(ONLY_A_MODEL_UNDERSTANDS)
        await discord.until(lambda: ann.direct.typing == 1)
        await minnow.stop()
    assert "gnome" in (await ann.answer()).text
    assert len(ann.direct.said_by_bot) == 1


async def test_two_programs_share_the_servers_and_one_has_the_direct_messages(
    discord: DiscordServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    async with AsyncExitStack() as both:
        for number in (0, 1):
            shards = {"MINNOW_DISCORD_SHARDS": f"{number}/2"}
            settings = settings_for(discord, sqlite_url, tmp_path, **shards)
            await both.enter_async_context(Running(settings))
            await discord.connected(number + 1)
        await discord.until(lambda: bool(discord.commands.registered()))
        flats: list[Guild] = [
            discord.guild(f"Flat {number}", owner=ann, on_shard=(number, 2)) for number in (0, 1)
        ]
        for flat in flats:
            general = flat.channel("general")
            await opened(ann, general)
            assert "Added 🚲 Bike" in (await asked(ann, "bought a bike", general)).text
            assert (await ann.command("items", at=general)).text.startswith("1 thing:")
            assert len(general.said_by_bot) == 3
        assert "Added 💡 Lamp" in (await asked(ann, "bought a lamp")).text
        await discord.quiet()
        assert len(ann.direct.said_by_bot) == 1
    await discord.disconnected()
