"""Unasked messages on their way to a Telegram that answers over HTTP, and that fails at times."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from bot.conversation.messages import Button, Card, Reply
from bot.counters import Counters
from bot.exits import Stop
from bot.frontends.pace import Pace
from bot.frontends.telegram.client import TelegramSettings
from bot.frontends.telegram.delivery import Delivery
from bot.frontends.telegram.origin import Origin
from bot.frontends.telegram.post import TelegramPost, open_telegram_post, pace_of
from bot.frontends.telegram.rendering import Renderer
from bot.metrics import SendResult
from bot.posting import Blocked, Outcome, Postponed, Refused, Sent, Unknown
from core.pictures.references import reference_to, stored_id
from tests.emulators.telegram import Person, TelegramServer
from tests.frontends.counting_meter import CountingMeter
from tests.frontends.telegram.lines import LibraryBot, Pauses, bot_on
from tests.redis_server import redis_in

REMINDER = Reply("A checkup is due.", buttons=((Button("Start", "review:1"),),))
BOT = "telegram"
PICTURE = reference_to(UUID(int=7))


async def read_picture(_picture_id: UUID) -> bytes:
    raise LookupError


def pace(most: int = 1_000, patience: float = 0.05) -> Pace:
    return Pace(most, BOT, Counters(), patience)


class Office:
    """Sends reminders from a bot of the real library, in a time that passes by itself."""

    def __init__(self, server: TelegramServer, bot: LibraryBot, pauses: Pauses) -> None:
        self.server = server
        self.bot = bot
        self.pauses = pauses
        self.meter = CountingMeter()
        self.post = TelegramPost(bot, read_picture, pace(), self.meter)
        self.post.connected()

    async def send(self, person: Person, *replies: Reply) -> Outcome:
        return await self.post.send(str(person.id), replies or [REMINDER], key="1")

    @property
    def requests(self) -> int:
        return len(self.server.called("sendMessage"))


@pytest.fixture
def office(server: TelegramServer, bot: LibraryBot, pauses: Pauses) -> Office:
    return Office(server, bot, pauses)


@pytest.fixture
def ann(server: TelegramServer) -> Person:
    return server.person("Ann")


async def test_a_reminder_arrives_with_its_buttons(office: Office, ann: Person) -> None:
    outcome = await office.send(ann)
    (message,) = ann.messages
    assert (message.text, message.labels) == ("A checkup is due.", ["Start"])
    assert outcome == Sent(str(message.message_id))
    assert office.meter.messages == [SendResult.SENT]


async def test_of_several_messages_the_last_is_told(office: Office, ann: Person) -> None:
    outcome = await office.send(ann, Reply("One."), Reply("Two."))
    assert [message.text for message in ann.messages] == ["One.", "Two."]
    assert outcome == Sent(str(ann.messages[-1].message_id))


async def test_where_telegram_asks_to_wait_it_is_told_exactly_how_long(
    office: Office, ann: Person
) -> None:
    office.server.fail("sendMessage", 429, retry_after=37)
    assert await office.send(ann) == Postponed("told to wait", timedelta(seconds=37))
    assert office.pauses == []
    assert office.meter.messages == [SendResult.FAILED]


async def test_nothing_is_sent_early_to_a_chat_that_pauses(office: Office, ann: Person) -> None:
    office.server.fail("sendMessage", 429, retry_after=37)
    await office.send(ann)

    office.pauses.append(36.5)
    assert await office.send(ann) == Postponed("told to wait", timedelta(seconds=0.5))
    assert office.requests == 1

    office.pauses.append(0.5)
    assert isinstance(await office.send(ann), Sent)
    assert office.requests == 2


async def test_an_answer_waits_for_what_a_reminder_was_told(office: Office, ann: Person) -> None:
    office.server.fail("sendMessage", 429, retry_after=37)
    await office.send(ann)
    renderer = Renderer(office.server.bot_username, stored_id)
    delivery = Delivery(office.bot, renderer, read_picture, sleep=office.pauses)
    await delivery.deliver(Origin(ann.id), [Reply("Hello.")])
    assert office.pauses == [37]
    assert [message.text for message in ann.messages] == ["Hello."]


async def test_others_are_not_held_up_by_a_chat_that_pauses(office: Office, ann: Person) -> None:
    office.server.fail("sendMessage", 429, retry_after=37)
    await office.send(ann)
    assert isinstance(await office.send(office.server.person("Ben")), Sent)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_error_is_for_later_and_then_passes(
    office: Office, ann: Person, status: int
) -> None:
    office.server.fail("sendMessage", status)
    assert await office.send(ann) == Postponed("server error")
    assert office.requests == 1
    assert isinstance(await office.send(ann), Sent)


@pytest.mark.parametrize("after", [False, True])
async def test_a_line_that_breaks_leaves_it_unknown(
    office: Office, ann: Person, after: bool
) -> None:
    office.server.fail("sendMessage", drop=True, after=after)
    assert isinstance(await office.send(ann), Unknown)
    assert len(ann.messages) == after
    assert office.requests == 1


@pytest.mark.parametrize("after", [False, True])
async def test_a_timeout_after_the_request_left_leaves_it_unknown(
    server: TelegramServer, pauses: Pauses, ann: Person, after: bool
) -> None:
    async with bot_on(server, pauses, read_timeout=0.1) as bot:
        server.fail("sendMessage", 200, hang=0.5, after=after)
        assert await Office(server, bot, pauses).send(ann) == Unknown("ReadTimeout")
    assert len(ann.messages) == after


async def test_a_gateway_that_has_waited_in_vain_leaves_it_unknown(
    office: Office, ann: Person
) -> None:
    office.server.fail("sendMessage", 504, after=True)
    assert await office.send(ann) == Unknown("gateway timeout")


async def test_what_never_left_is_for_later(pauses: Pauses) -> None:
    async with TelegramServer() as server:
        ann = server.person("Ann")
        bot = bot_on(server, pauses)
        await bot.initialize()
    assert await Office(server, bot, pauses).send(ann) == Postponed("ConnectError")
    await bot.shutdown()


async def test_somebody_who_blocked_the_bot_is_told_of(office: Office, ann: Person) -> None:
    await ann.blocks_bot()
    assert await office.send(ann) == Blocked("forbidden")
    assert office.meter.messages == [SendResult.UNREACHABLE]


async def test_a_chat_that_is_not_there_is_closed(office: Office) -> None:
    outcome = await office.post.send("404", [REMINDER], key="1")
    assert outcome == Blocked("the chat is closed")


async def test_formatting_that_is_refused_goes_without(office: Office, ann: Person) -> None:
    office.server.fail("sendMessage", 400, description="Bad Request: can't parse entities: oh")
    outcome = await office.send(ann, Reply("", (Card("Violin", "🎻"),)))
    assert isinstance(outcome, Sent)
    assert ann.messages[-1].html == "🎻 Violin"


async def test_a_picture_that_can_not_be_had_is_left_out(office: Office, ann: Person) -> None:
    outcome = await office.send(ann, Reply("", (Card("Violin", PICTURE),)))
    assert isinstance(outcome, Sent)
    assert ann.messages[-1].text == "Violin"


async def test_what_would_be_refused_again_is_refused(office: Office, ann: Person) -> None:
    office.server.fail("sendMessage", 400, description="Bad Request: something new")
    assert await office.send(ann) == Refused("bad request")
    assert office.meter.messages == [SendResult.REFUSED]


async def test_where_the_first_of_several_has_arrived_it_is_not_surely_unsent(
    office: Office, ann: Person
) -> None:
    def fail_from_now_on(method: str, done: bool) -> None:
        if done and method == "sendMessage":
            office.server.fail("sendMessage", 429, retry_after=5)

    office.server.watch = fail_from_now_on
    outcome = await office.send(ann, Reply("One."), Reply("Two."))
    assert outcome == Unknown("cut short: told to wait")


async def test_it_follows_a_chat_that_has_moved(office: Office, ann: Person) -> None:
    group = office.server.group("Flat", kind="group")
    await group.add(ann)
    await group.add_bot(by=ann)
    new = await group.migrate()
    assert isinstance(await office.post.send(str(group.id), [REMINDER], key="1"), Sent)
    assert [message.text for message in new.messages if message.from_bot] == ["A checkup is due."]


async def test_a_refused_token_is_for_later(office: Office, ann: Person) -> None:
    office.server.revoke_token()
    assert await office.send(ann) == Postponed("the token is refused")
    office.server.reinstate_token()
    assert isinstance(await office.send(ann), Sent)


async def test_what_finds_no_free_place_is_for_later(office: Office, ann: Person) -> None:
    post = TelegramPost(office.bot, read_picture, pace(1, patience=0.05), office.meter)
    post.connected()
    outcomes = [await post.send(str(ann.id), [REMINDER], key="1") for _ in range(2)]
    assert isinstance(outcomes[0], Sent)
    assert outcomes[1] == Postponed("no free place")
    assert office.requests == 1


async def test_two_processes_send_together_no_more_than_telegram_takes(
    office: Office, ann: Person, tmp_path: Path
) -> None:
    flood_control = office.server.flood_control
    flood_control.on, flood_control.per_second = True, 15
    async with redis_in(tmp_path) as redis:
        await redis.start()
        processes = [Counters(redis.url) for _ in range(2)]
        sending = []
        for counters in processes:
            post = TelegramPost(office.bot, read_picture, Pace(10, BOT, counters), office.meter)
            post.connected()
            sending += [post.send(str(ann.id), [REMINDER], key="1") for _ in range(8)]
        outcomes = await asyncio.gather(*sending)
        for counters in processes:
            await counters.close()
    assert [type(outcome) for outcome in outcomes] == [Sent] * 16
    assert office.requests == 16


async def test_before_and_after_the_connection_all_is_for_later(
    office: Office, ann: Person
) -> None:
    office.post.disconnected()
    assert await office.send(ann) == Postponed("not connected")
    assert office.post.link(str(ann.id), "checkup_keep") is None
    assert office.meter.messages == []


async def test_who_waits_for_a_place_while_the_connection_ends_is_for_later(
    office: Office, ann: Person
) -> None:
    post = TelegramPost(office.bot, read_picture, pace(8, patience=5), office.meter)
    post.connected()
    chat_id = str(ann.id)
    sending = [asyncio.create_task(post.send(chat_id, [REMINDER], key=key)) for key in ("1", "2")]
    await sending[0]
    post.disconnected()
    assert await sending[1] == Postponed("not connected")
    assert office.requests == 1


async def test_a_link_leads_to_the_bot(office: Office, ann: Person) -> None:
    address = f"https://t.me/{office.server.bot_username}?start=checkup_keep"
    assert office.post.link(str(ann.id), "checkup_keep") == address


class TestWithoutListening:
    @pytest.fixture
    def settings(self, server: TelegramServer) -> TelegramSettings:
        return TelegramSettings(server.token, server.base_url)

    async def test_it_sends(
        self, server: TelegramServer, settings: TelegramSettings, ann: Person
    ) -> None:
        pace = pace_of(settings.token, Counters())
        async with open_telegram_post(settings, read_picture, pace, CountingMeter()) as post:
            assert isinstance(await post.send(str(ann.id), [REMINDER], key="1"), Sent)
        assert server.called("getUpdates") == []
        assert await post.send(str(ann.id), [REMINDER], key="1") == Postponed("not connected")

    async def test_a_refused_token_stops_it(
        self, server: TelegramServer, settings: TelegramSettings
    ) -> None:
        server.revoke_token()
        with pytest.raises(Stop, match="MINNOW_TELEGRAM_TOKEN"):
            async with open_telegram_post(settings, read_picture, pace(), CountingMeter()):
                raise AssertionError

    async def test_where_telegram_is_away_all_is_for_later(
        self, server: TelegramServer, settings: TelegramSettings, ann: Person
    ) -> None:
        server.fail("getMe", 502)
        async with open_telegram_post(settings, read_picture, pace(), CountingMeter()) as post:
            assert await post.send(str(ann.id), [REMINDER], key="1") == Postponed("not connected")
