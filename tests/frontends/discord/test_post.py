"""Unasked messages on their way to a loopback Discord that fails at times."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import discord
import pytest
from discord.http import Route

from bot.conversation.messages import Button, Card, Reply
from bot.counters import Counters
from bot.exits import Stop
from bot.frontends.discord.client import DiscordSettings
from bot.frontends.discord.post import DiscordPost, open_discord_post, outcome_of, pace_of
from bot.frontends.pace import Pace
from bot.metrics import SendResult
from bot.posting import Blocked, Outcome, Postponed, Refused, Sent, Unknown
from core.pictures.references import reference_to
from tests.emulators.discord import DiscordServer, Person
from tests.frontends.counting_meter import CountingMeter
from tests.frontends.discord.conftest import Bot

MESSAGES = "POST /channels/*/messages"
REMINDER = Reply("A checkup is due.", buttons=((Button("Start", "review:1"),),))
PICTURE = reference_to(UUID(int=7))


async def read_picture(_picture_id: UUID) -> bytes:
    raise LookupError


def settings_of(server: DiscordServer) -> DiscordSettings:
    return DiscordSettings(server.token, server.rest_url, server.gateway_url)


class Office:
    def __init__(self, server: DiscordServer, post: DiscordPost, meter: CountingMeter) -> None:
        self.server = server
        self.post = post
        self.meter = meter

    async def send(self, person: Person, *replies: Reply, key: str = "1") -> Outcome:
        return await self.post.send(str(person.direct.id), replies or [REMINDER], key=key)

    @property
    def requests(self) -> int:
        return len(self.server.calls_to("POST /channels/{channel_id}/messages"))


@pytest.fixture
async def office(server: DiscordServer) -> AsyncIterator[Office]:
    """Without listening."""
    meter = CountingMeter()
    pace = pace_of(server.token, Counters())
    async with open_discord_post(settings_of(server), read_picture, pace, meter) as post:
        yield Office(server, post, meter)


async def test_a_reminder_arrives_with_its_buttons(office: Office, ann: Person) -> None:
    outcome = await office.send(ann)
    (message,) = ann.direct.said_by_bot
    assert (message.content, message.buttons) == ("A checkup is due.", ["Start"])
    assert outcome == Sent(str(message.id))
    assert office.meter.messages == [SendResult.SENT]
    assert office.server.gateway.live == []


async def test_of_several_messages_the_last_is_told(office: Office, ann: Person) -> None:
    outcome = await office.send(ann, Reply("One."), Reply("Two."))
    assert [message.content for message in ann.direct.said_by_bot] == ["One.", "Two."]
    assert outcome == Sent(str(ann.direct.said_by_bot[-1].id))


async def test_a_short_wait_is_waited_out(office: Office, ann: Person) -> None:
    office.server.fail(MESSAGES, retry_after=0.05)
    assert isinstance(await office.send(ann), Sent)


async def test_of_a_long_wait_it_is_told_exactly_how_long(office: Office, ann: Person) -> None:
    office.server.fail(MESSAGES, retry_after=61.5)
    assert await office.send(ann) == Postponed("told to wait", timedelta(seconds=61.5))
    assert office.requests == 1
    assert office.meter.messages == [SendResult.FAILED]


async def test_a_server_error_is_for_later_and_then_passes(office: Office, ann: Person) -> None:
    office.server.fail(MESSAGES, status=503)
    assert await office.send(ann) == Postponed("status 503, code 0")
    assert office.requests == 1
    assert isinstance(await office.send(ann), Sent)


@pytest.mark.parametrize("after", [False, True])
async def test_what_a_broken_line_leaves_unknown_is_sent_again_and_is_there_once(
    office: Office, ann: Person, after: bool
) -> None:
    office.server.fail(MESSAGES, drop=True, after=after)
    assert isinstance(await office.send(ann), Unknown)
    assert len(ann.direct.said_by_bot) == after

    outcome = await office.send(ann)
    (message,) = ann.direct.said_by_bot
    assert outcome == Sent(str(message.id))


async def test_another_message_is_another_message(office: Office, ann: Person) -> None:
    for key in ("01a1f9cb-882b-7698-b342-f18661343fe1", "01a1f9cb-882b-7698-b342-f18661343fe2"):
        await office.send(ann, key=key)
    assert len(ann.direct.said_by_bot) == 2


async def test_somebody_closed_to_the_bot_is_told_of(office: Office, ann: Person) -> None:
    ann.closes_dms()
    assert await office.send(ann) == Blocked("status 403, code 50007")
    assert office.meter.messages == [SendResult.UNREACHABLE]


async def test_somebody_without_a_common_server_is_told_of(office: Office, ann: Person) -> None:
    office.server.fail(MESSAGES, status=403, code=50278)
    assert await office.send(ann) == Blocked("status 403, code 50278")


async def test_a_card_that_discord_does_not_like_comes_in_words(
    office: Office, ann: Person
) -> None:
    office.server.fail(MESSAGES, status=400, code=50035)
    outcome = await office.send(ann, Reply("", (Card("Mug", "https://pictures.example/mug"),)))
    assert isinstance(outcome, Sent)
    assert ann.direct.said_by_bot[-1].content == "📦 Mug"


async def test_a_picture_that_can_not_be_had_is_left_out(office: Office, ann: Person) -> None:
    assert isinstance(await office.send(ann, Reply("", (Card("Mug", PICTURE),))), Sent)


async def test_what_would_be_refused_again_is_refused(office: Office, ann: Person) -> None:
    office.server.fail(MESSAGES, status=400, code=50035)
    assert await office.send(ann) == Refused("status 400, code 50035")


async def test_a_refused_token_is_for_later(office: Office, ann: Person) -> None:
    office.server.fail(MESSAGES, status=401)
    assert await office.send(ann) == Postponed("status 401, code 0")


class Answer:
    """As much of a response as the library's errors look at."""

    reason = ""

    def __init__(self, status: int, headers: Mapping[str, str]) -> None:
        self.status = status
        self.headers = headers


@pytest.mark.parametrize(
    ("status", "headers", "outcome"),
    [
        (504, {}, Unknown("status 504, code 0")),
        (524, {}, Unknown("status 524, code 0")),
        (500, {}, Postponed("status 500, code 0")),
        (429, {"Retry-After": "3600"}, Postponed("told to wait", timedelta(hours=1))),
        (429, {}, Postponed("told to wait")),
    ],
)
def test_what_the_library_gives_up_means(
    status: int, headers: Mapping[str, str], outcome: Outcome
) -> None:
    error = discord.HTTPException(cast("Any", Answer(status, headers)), None)
    assert outcome_of(error) == outcome


async def test_where_the_first_of_several_has_arrived_it_is_not_surely_unsent(
    office: Office, ann: Person
) -> None:
    office.server.fail(MESSAGES, status=503, skip=1)
    outcome = await office.send(ann, Reply("One."), Reply("Two."))
    assert outcome == Unknown("cut short: status 503, code 0")

    await office.send(ann, Reply("One."), Reply("Two."))
    assert [message.content for message in ann.direct.said_by_bot] == ["One.", "Two."]


async def test_what_never_left_is_for_later(office: Office, ann: Person) -> None:
    Route.BASE = "http://127.0.0.1:1"
    assert await office.send(ann) == Postponed("ClientConnectorError")


def pace() -> Pace:
    return Pace(1_000, "discord", Counters())


async def test_who_waits_for_a_place_while_the_connection_ends_is_for_later(
    server: DiscordServer, ann: Person
) -> None:
    slowly = Pace(8, "discord", Counters())
    chat_id = str(ann.direct.id)
    async with open_discord_post(
        settings_of(server), read_picture, slowly, CountingMeter()
    ) as post:
        sending = [
            asyncio.create_task(post.send(chat_id, [REMINDER], key=key)) for key in ("1", "2")
        ]
        await sending[0]
    assert await sending[1] == Postponed("not connected")
    assert len(ann.direct.said_by_bot) == 1


async def test_a_link_leads_to_the_chat(office: Office, ann: Person) -> None:
    chat_id = str(ann.direct.id)
    address = f"https://discord.com/channels/@me/{chat_id}"
    assert office.post.link(chat_id, "checkup_keep") == address


async def test_a_refused_token_stops_what_does_not_listen(server: DiscordServer) -> None:
    settings = DiscordSettings("wrong", server.rest_url, server.gateway_url)
    with pytest.raises(Stop, match="MINNOW_DISCORD_TOKEN"):
        async with open_discord_post(settings, read_picture, pace(), CountingMeter()):
            raise AssertionError


async def test_where_discord_is_away_all_is_for_later(server: DiscordServer, ann: Person) -> None:
    server.fail("GET /users/@me", status=503)
    meter = CountingMeter()
    async with open_discord_post(settings_of(server), read_picture, pace(), meter) as post:
        assert await Office(server, post, meter).send(ann) == Postponed("not connected")


async def test_the_front_end_sends_while_it_runs(bot: Bot, ann: Person) -> None:
    chat_id = str(ann.direct.id)
    assert isinstance(await bot.front_end.post.send(chat_id, [REMINDER], key="1"), Sent)
    await bot.stop()
    outcome = await bot.front_end.post.send(chat_id, [REMINDER], key="2")
    assert outcome == Postponed("not connected")
