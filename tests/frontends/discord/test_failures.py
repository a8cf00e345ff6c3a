"""What goes wrong at Discord, and on the way there."""

import asyncio

import pytest

from bot.conversation.messages import Card, Reply
from bot.exits import Stop
from bot.frontends.discord.client import DiscordSettings
from core.turns.desk import TurnInHand
from storage.transactions import Database
from tests.emulators.discord import DiscordServer, Person
from tests.frontends.discord.answers import ScriptedConversation
from tests.frontends.discord.conftest import Bot

MESSAGES = "POST /channels/*/messages"


async def test_a_rate_limit_is_waited_out(bot: Bot, server: DiscordServer, ann: Person) -> None:
    server.fail(MESSAGES, retry_after=0.05, times=2)
    server.fail(MESSAGES, retry_after=0.05, everywhere=True, skip=2)
    await ann.write("hello")

    assert (await ann.answer()).content == "heard: hello"


async def test_a_rate_limit_of_a_command_is_waited_out(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    await server.until(lambda: bool(server.commands.registered()))
    server.fail("POST /interactions/*/*/callback", retry_after=0.05)

    assert (await ann.command("items")).text == "heard: /items"


@pytest.mark.parametrize("after", [False, True])
async def test_a_message_survives_a_broken_line_and_comes_once(
    bot: Bot, server: DiscordServer, ann: Person, after: bool
) -> None:
    server.fail(MESSAGES, drop=True, after=after)
    await ann.write("hello")

    assert (await ann.answer()).content == "heard: hello"
    await server.settled(0.8)
    assert len(ann.direct.said_by_bot) == 1


async def test_a_server_error_is_tried_again(bot: Bot, server: DiscordServer, ann: Person) -> None:
    server.fail(MESSAGES, status=503)
    await ann.write("hello")

    assert (await ann.answer()).content == "heard: hello"


async def test_a_turn_that_is_in_hand_elsewhere_is_tried_again(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    bot.conversation.failures = [TurnInHand()]
    await ann.write("hello")

    assert (await ann.answer(within=5)).content == "heard: hello"
    assert len(bot.conversation.heard) == 2


async def test_reconnecting_loses_nothing(bot: Bot, server: DiscordServer, ann: Person) -> None:
    await server.reconnect()
    await ann.write("one")
    assert (await ann.answer()).content == "heard: one"

    await server.drop_gateway()
    await ann.write("two")
    assert (await ann.answer()).content == "heard: two"


async def test_a_session_that_is_over_is_begun_anew(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    await server.invalidate_session(resumable=True)
    await ann.write("one")

    assert (await ann.answer()).content == "heard: one"


async def test_somebody_closed_to_the_bot_is_remembered_as_that(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    ann.closes_dms()
    await ann.write("hello")
    await server.settled(0.1)

    assert ann.direct.said_by_bot == []
    assert await bot.front_end.is_well()


async def test_a_card_that_discord_does_not_like_comes_in_words(
    bot: Bot, server: DiscordServer, conversation: ScriptedConversation, ann: Person
) -> None:
    conversation.script["show"] = (Reply("", (Card("Mug", "https://pictures.example/mug"),)),)
    server.fail(MESSAGES, status=400, code=50035)
    await ann.write("show")

    assert (await ann.answer()).content == "📦 Mug"


async def test_a_channel_that_is_gone_stops_nobody(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    general = server.guild("Flat 7", owner=ann).channel("general")
    bot.conversation.gate = asyncio.Event()
    await ann.write("hello", at=general, mention=True)
    await server.settled()
    general.delete()
    bot.conversation.gate.set()
    await ann.write("still there?")

    assert (await ann.answer()).content == "heard: still there?"


async def test_a_stop_finishes_the_turn_in_hand(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    bot.conversation.seconds = 0.2
    message = await ann.write("hello")
    await server.settled()
    await bot.stop()

    assert (await ann.answer()).content == "heard: hello"
    assert bot.conversation.told == [str(message.id)]
    await server.disconnected()


async def test_a_stop_answers_what_waits_for_its_turn_or_for_another_attempt(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    bot.conversation.gate = asyncio.Event()
    bot.conversation.failures = [TurnInHand()]
    written = [await ann.write(text) for text in ("one", "two", "three")]
    await server.until(lambda: bool(bot.conversation.heard))
    bot.tell_to_stop()
    await server.settled()
    bot.conversation.gate.set()
    await bot.stop()

    said = sorted(each.content for each in ann.direct.said_by_bot)
    assert said == ["heard: one", "heard: three", "heard: two"]
    assert sorted(bot.conversation.told) == [str(each.id) for each in written]


async def test_a_refused_token_stops_the_program_with_its_name(
    server: DiscordServer, database: Database
) -> None:
    bot = Bot(server, database)
    bot.settings = DiscordSettings("wrong", server.rest_url, server.gateway_url)

    with pytest.raises(Stop, match="MINNOW_DISCORD_TOKEN"):
        await asyncio.wait_for(bot.begin(), 5)


@pytest.mark.parametrize(
    ("code", "named"),
    [(4004, "MINNOW_DISCORD_TOKEN"), (4014, "privileged"), (4011, "MINNOW_DISCORD_SHARDS")],
)
async def test_a_gateway_that_refuses_for_good_stops_the_program(
    server: DiscordServer, database: Database, code: int, named: str
) -> None:
    bot = Bot(server, database)
    running = bot.begin()
    await server.connected()
    server.gateway.drop(code)

    with pytest.raises(Stop, match=named):
        await asyncio.wait_for(running, 5)


async def test_discord_away_at_the_start_is_tried_again(
    server: DiscordServer, database: Database, ann: Person
) -> None:
    server.fail("GET /users/@me", drop=True)
    bot = Bot(server, database)
    await bot.start()
    await ann.write("hello")

    assert (await ann.answer()).content == "heard: hello"
    await bot.stop()


async def test_a_stop_while_discord_is_away_is_a_stop(
    server: DiscordServer, database: Database
) -> None:
    server.fail("GET /users/@me", drop=True, times=100)
    bot = Bot(server, database)
    bot.begin()
    await server.until(lambda: bool(server.calls))

    await bot.stop()


async def test_a_stop_while_discord_hangs_is_a_stop(
    server: DiscordServer, database: Database
) -> None:
    server.fail("GET /users/@me", hang=3)
    bot = Bot(server, database)
    bot.begin()
    await server.settled()

    async with asyncio.timeout(2):
        await bot.stop()


async def test_commands_are_registered_once(bot: Bot, server: DiscordServer) -> None:
    await server.until(lambda: bool(server.commands.registered()))
    await bot.restart()
    await server.settled(0.2)

    assert len(server.calls_to("PUT /applications/{application_id}/commands")) == 1


async def test_several_processes_share_the_shards(
    server: DiscordServer, database: Database, ann: Person
) -> None:
    bot = Bot(server, database)
    bot.settings = DiscordSettings(
        server.token, server.rest_url, server.gateway_url, shard_ids=(1,), shard_count=2
    )
    await bot.start()
    here = server.guild("Flat 7", owner=ann, on_shard=(1, 2)).channel("general")
    elsewhere = server.guild("Flat 8", owner=ann, on_shard=(0, 2)).channel("general")
    await ann.write("one", at=elsewhere, mention=True)
    await ann.write("two", at=here, mention=True)

    assert (await ann.answer(at=here)).content == "heard: two"
    assert elsewhere.said_by_bot == []
    await bot.stop()
