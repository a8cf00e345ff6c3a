"""Rate limits, errors and lost connections."""

import asyncio

import aiohttp
import discord
import pytest

from tests.emulators.discord import DiscordServer, Person
from tests.emulators.discord.conftest import Bot, Running

SENDING = "POST /channels/*/messages"


@pytest.fixture
async def channel(running: Running, ann: Person) -> discord.abc.Messageable:
    bot = await running(Bot())
    return bot.get_partial_messageable(ann.direct.id)


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_client_obeys_a_rate_limit(
    server: DiscordServer, channel: discord.abc.Messageable, ann: Person, everywhere: bool
) -> None:
    failure = server.fail(SENDING, retry_after=0.05, everywhere=everywhere, times=2)

    await channel.send("hello")

    assert [each.content for each in ann.messages] == ["hello"]
    assert failure.used == 2
    sent = server.calls_to("POST /channels/{channel_id}/messages")
    assert [call.status for call in sent] == [429, 429, 200]


async def test_real_limits_count_requests_and_the_client_keeps_to_them(
    server: DiscordServer, channel: discord.abc.Messageable, ann: Person
) -> None:
    server.limit(2, 0.1)

    await asyncio.gather(*(channel.send(f"{each}") for each in range(5)))

    assert len(ann.messages) == 5


async def test_one_request_too_many_is_refused_for_each_route_and_for_all(
    server: DiscordServer, ann: Person, bob: Person
) -> None:
    server.limit(30, 5)
    headers = {"Authorization": f"Bot {server.token}"}
    answers = []
    async with aiohttp.ClientSession(headers=headers) as session:
        for person in [ann] * 31 + [bob] * 25:
            url = f"{server.rest_url}/channels/{person.direct.id}"
            async with session.get(url) as answer:
                answers.append((answer.status, answer.headers.get("X-RateLimit-Global")))

    assert answers[30] == (429, None)
    assert answers[31] == (200, None)
    assert answers[-1] == (429, "true")


async def test_a_failure_can_have_a_code_let_others_pass_and_end(
    server: DiscordServer, channel: discord.abc.Messageable, ann: Person
) -> None:
    server.fail(SENDING, status=403, code=50278, skip=1)

    await channel.send("first")
    with pytest.raises(discord.Forbidden) as refused:
        await channel.send("second")
    await channel.send("third")

    assert refused.value.code == 50278
    assert [each.content for each in ann.messages] == ["first", "third"]


async def test_an_answer_can_be_lost_after_the_effect(
    server: DiscordServer, channel: discord.abc.Messageable, ann: Person
) -> None:
    server.fail(SENDING, drop=True, times=2)
    server.fail(SENDING, status=503, after=True, times=9)

    for _ in range(2):
        with pytest.raises(aiohttp.ClientError):
            await channel.send("lost")
    with pytest.raises(discord.DiscordServerError):
        await channel.send("sent all the same")
    server.recover()
    await channel.send("well again")

    assert [each.content for each in ann.messages] == ["sent all the same", "well again"]


async def test_an_answer_can_come_late(
    server: DiscordServer, channel: discord.abc.Messageable, ann: Person
) -> None:
    server.fail(SENDING, hang=0.05)
    started = asyncio.get_running_loop().time()

    await channel.send("late")

    assert asyncio.get_running_loop().time() - started >= 0.05
    assert len(ann.messages) == 1
