"""Connecting, losing the connection, and coming back."""

import asyncio

import discord
import pytest

from tests.emulators.discord import DiscordServer, Intent, Person, pointed_at
from tests.emulators.discord.conftest import Bot, Running


async def test_a_client_learns_of_itself_and_its_servers(
    server: DiscordServer, running: Running, ann: Person, bob: Person
) -> None:
    guild = server.guild("Flat 7", owner=ann)
    guild.channel("general")
    server.guild("Elsewhere", owner=bob, bot=False)

    bot = await running(Bot())

    assert bot.user is not None
    assert bot.user.id == server.bot_id
    assert bot.application_id == server.application_id
    assert [each.name for each in bot.guilds] == ["Flat 7"]
    assert [each.name for each in bot.guilds[0].text_channels] == ["general"]


async def test_a_client_without_shards_connects_too(server: DiscordServer, ann: Person) -> None:
    client = discord.Client(intents=discord.Intents.default(), guild_ready_timeout=0.02)
    await client.login(server.token)
    task = asyncio.create_task(client.connect())
    await client.wait_until_ready()
    await client.close()
    await task
    assert len(server.gateway.identified) == 1


async def test_each_shard_hears_of_its_own_servers_and_the_first_of_direct_messages(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    channels = [
        server.guild(f"Guild {shard}", owner=ann, on_shard=(shard, 2)).channel("general")
        for shard in (0, 1)
    ]
    both = await running(Bot(shard_count=2))
    second = await running(Bot(shard_count=2, shard_ids=[1]))

    for channel in channels:
        await ann.write("hello", at=channel)
    await ann.write("hello")
    await server.settled()

    assert len(both.received) == 3
    assert [each.channel.id for each in second.received] == [channels[1].id]


async def test_what_happens_while_the_client_reconnects_is_replayed(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    bot = await running(Bot())

    await ann.write("before")
    coming_back = asyncio.create_task(server.reconnect())
    await server.disconnected()
    await ann.write("meanwhile")
    await coming_back
    await ann.write("after")
    await server.settled()

    assert [each.content for each in bot.received] == ["before", "meanwhile", "after"]
    assert (bot.ready_times, bot.resumed_times) == (1, 1)


async def test_a_closed_connection_and_a_resumable_session_are_resumed(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    bot = await running(Bot())

    await server.drop_gateway(4000)
    await server.drop_gateway()
    await server.invalidate_session(resumable=True)
    await ann.write("still there?")
    await server.settled()

    assert [each.content for each in bot.received] == ["still there?"]
    assert (bot.ready_times, bot.resumed_times) == (1, 3)


async def test_a_lost_session_begins_anew_and_misses_what_happened(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    bot = await running(Bot())

    await server.invalidate_session(resumable=False)
    await server.settled()

    assert (bot.ready_times, bot.resumed_times) == (2, 0)
    assert len(server.gateway.identified) == 2


async def test_an_event_can_come_twice(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    bot = await running(Bot())

    message = await ann.write("hello")
    server.deliver_again(message)
    await server.settled()

    assert [each.id for each in bot.received] == [message.id, message.id]


async def test_a_zombie_connection_is_given_up_by_the_client(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    server.gateway.heartbeat_interval = 0.05
    bot = await running(Bot(heartbeat_timeout=0.15))
    server.gateway.heartbeat_interval = 10

    server.gateway.silence()
    await ann.write("into the void")
    await server.disconnected()
    await server.connected()
    await server.settled(0.02)

    assert "into the void" in [each.content for each in bot.received]


async def test_a_wrong_token_is_refused() -> None:
    async with DiscordServer("right") as server:
        with pointed_at(server), pytest.raises(discord.LoginFailure):
            async with Bot() as bot:
                await bot.start("wrong")


async def test_privileged_intents_are_refused_unless_they_are_enabled(ann: Person) -> None:
    wanted = discord.Intents.default()
    wanted.message_content = True
    async with DiscordServer() as server:
        with pointed_at(server), pytest.raises(discord.PrivilegedIntentsRequired):
            async with Bot(wanted) as bot:
                await bot.start(server.token)


async def test_with_the_content_intent_everything_is_read() -> None:
    wanted = discord.Intents.default()
    wanted.message_content = True
    async with DiscordServer(privileged=Intent.MESSAGE_CONTENT) as server:
        with pointed_at(server):
            ann = server.person("Ann")
            general = server.guild("Flat 7", owner=ann).channel("general")
            running = Running(server)
            bot = await running(Bot(wanted))
            await ann.write("secret", at=general)
            await server.settled()
            await running.stop_all()
    assert [each.content for each in bot.received] == ["secret"]


async def test_joining_and_leaving_servers_is_told(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    bot = await running(Bot())

    guild = server.guild("Flat 7", owner=ann)
    guild.channel("general")
    await server.settled()
    there = [(each.name, len(each.text_channels)) for each in bot.guilds]
    guild.remove_bot()
    await asyncio.sleep(0.05)

    assert there == [("Flat 7", 1)]
    assert list(bot.guilds) == []
