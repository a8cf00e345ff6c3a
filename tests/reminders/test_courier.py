"""What is due leaves once, whatever the platform, the process or the person does meanwhile."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from bot.metrics import ReminderResult
from bot.posting import Blocked, Postponed, Refused, Unknown
from bot.reminders import courier as module
from bot.reminders.channels import Channel, ChatChannel, MailChannel, Send
from bot.reminders.courier import HANDS, MOST_FAILURES, Courier
from core.clock import StandingClock
from core.reminders.outbox import LEASE
from core.reminders.results import Claimed, Notice
from storage.transactions import Database
from tests.core.reminding import FIRST_MORNING, Reminded, Reminding
from tests.reminders.posts import FakeMailer, FakePost

A_SECOND = timedelta(seconds=1)
A_DAY = timedelta(days=1)


class Round:
    """A world where reminders are due, and a courier for a channel of it."""

    def __init__(self, world: Reminding) -> None:
        self.world = world
        self.post = FakePost()
        self.reported: list[tuple[str, ReminderResult, str]] = []

    def report(self, channel: str, result: ReminderResult, reason: str) -> None:
        self.reported.append((channel, result, reason))

    def courier(self, channel: Channel | None = None) -> Courier:
        return Courier(self.world.outbox, channel or ChatChannel(self.post), self.report)

    async def people(self, number: int) -> list[Reminded]:
        """Whose reminders are due, and planned."""
        people = [await self.world.settles(f"p{index:02}") for index in range(number)]
        self.world.clock.set(FIRST_MORNING)
        await self.world.plan()
        return people

    async def deliver(self, channel: Channel | None = None) -> None:
        await self.courier(channel).deliver(asyncio.Event())

    def wait(self, duration: timedelta) -> None:
        self.world.clock.set(self.world.clock.now() + duration)

    @property
    def results(self) -> list[ReminderResult]:
        return [result for _, result, _ in self.reported]


@pytest.fixture
def round_(database: Database, clock: StandingClock) -> Round:
    return Round(Reminding(database, clock))


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MARKING_PAUSES", (0.0, 0.0))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110, a list tells nobody
            await asyncio.sleep(0.005)


async def test_everybody_who_is_due_gets_one_message_once(round_: Round) -> None:
    people = await round_.people(3 * HANDS + 1)
    await round_.deliver()
    await round_.deliver()
    assert sorted(round_.post.chats) == [f"p{index:02}" for index in range(3 * HANDS + 1)]
    assert round_.results == [ReminderResult.SENT] * (3 * HANDS + 1)
    assert await people[0].states() == [("telegram", "sent")]
    assert {(row.chat_id, row.message_id is None) for row in await people[0].reminders()} == {
        ("p00", False)
    }


async def test_no_more_are_sent_at_once_than_there_are_hands(round_: Round) -> None:
    await round_.people(2 * HANDS)
    gate = asyncio.Event()
    round_.post.slow = {f"p{index:02}": gate for index in range(2 * HANDS)}
    delivering = asyncio.create_task(round_.deliver())
    await until(lambda: round_.post.at_once == HANDS)
    gate.set()
    await delivering
    assert round_.post.most_at_once == HANDS


async def test_a_transient_failure_loses_nothing(round_: Round) -> None:
    [ann] = await round_.people(1)
    round_.post.answers_with("p00", Postponed("server error"))
    await round_.deliver()
    assert round_.reported == [("telegram", ReminderResult.POSTPONED, "server error")]
    assert await ann.states() == [("telegram", "pending")]
    round_.wait(timedelta(minutes=1))
    await round_.deliver()
    assert round_.post.chats == ["p00"]
    assert await ann.states() == [("telegram", "sent")]


async def test_whoever_is_told_to_wait_waits_just_as_long(round_: Round) -> None:
    await round_.people(1)
    round_.post.answers_with("p00", Postponed("told to wait", timedelta(seconds=37)))
    await round_.deliver()
    round_.wait(timedelta(seconds=36))
    await round_.deliver()
    assert round_.post.sent == []
    round_.wait(A_SECOND)
    await round_.deliver()
    assert round_.post.chats == ["p00"]


async def test_every_attempt_at_a_message_has_the_same_key(round_: Round) -> None:
    await round_.people(2)
    round_.post.answers_with("p00", Unknown("no answer"))
    await round_.deliver()
    round_.wait(timedelta(minutes=1))
    await round_.deliver()
    first, other, again = round_.post.keys
    assert again in (first, other)
    assert first != other


async def test_a_blocked_person_is_told_where_they_are_reached_else(round_: Round) -> None:
    ann = await round_.world.settles("ann", "discord", "telegram")
    await round_.people(1)
    round_.post.answers_with("ann", Blocked("forbidden"))
    await round_.deliver()
    assert round_.post.chats == ["p00"], "the next person is not held up"
    discord = FakePost("discord")
    await round_.deliver(ChatChannel(discord))
    assert discord.chats == ["ann"]
    await round_.deliver()
    assert round_.post.chats == ["p00"]
    assert ("discord", "sent") in await ann.states()


async def test_what_is_refused_is_given_up_with_its_reason(round_: Round) -> None:
    [ann] = await round_.people(1)
    round_.post.answers_with("p00", Refused("bad request"))
    await round_.deliver()
    assert round_.reported == [("telegram", ReminderResult.REFUSED, "bad request")]
    assert {(row.state, row.reason) for row in await ann.reminders()} == {("dead", "bad request")}


async def test_a_slow_chat_holds_nobody_up(round_: Round) -> None:
    await round_.people(2 * HANDS)
    slow = round_.post.slow["p00"] = asyncio.Event()
    delivering = asyncio.create_task(round_.deliver())
    await until(lambda: len(round_.post.sent) == 2 * HANDS - 1)
    assert "p00" not in round_.post.chats
    slow.set()
    await delivering
    assert len(round_.post.sent) == 2 * HANDS


async def test_what_becomes_due_while_a_slow_chat_is_waited_for_is_sent(
    round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_AGAIN_SECONDS", 0.01)
    bob = await round_.world.settles("bob")
    await bob.snoozes(FIRST_MORNING + timedelta(hours=1))
    await round_.people(1)
    slow = round_.post.slow["p00"] = asyncio.Event()
    delivering = asyncio.create_task(round_.deliver())
    await until(lambda: round_.post.at_once == 1)
    round_.wait(timedelta(hours=1))
    await round_.world.plan()
    await until(lambda: round_.post.chats == ["bob"])
    slow.set()
    await delivering


async def test_told_to_stop_it_finishes_what_is_in_hand_and_loses_nothing(round_: Round) -> None:
    people = await round_.people(2 * HANDS)
    gate = asyncio.Event()
    round_.post.slow = {f"p{index:02}": gate for index in range(2 * HANDS)}
    stopping = asyncio.Event()
    delivering = asyncio.create_task(round_.courier().deliver(stopping))
    await until(lambda: round_.post.at_once == HANDS)
    stopping.set()
    gate.set()
    await delivering
    assert len(round_.post.sent) == HANDS
    states = [await person.states() for person in people]
    assert states.count([("telegram", "sent")]) == HANDS
    assert states.count([("telegram", "pending")]) == HANDS
    await round_.deliver()
    assert sorted(round_.post.chats) == sorted({f"p{index:02}" for index in range(2 * HANDS)})


async def test_cancelled_in_the_midst_it_is_sent_when_the_lease_has_ended(round_: Round) -> None:
    await round_.people(1)
    round_.post.slow["p00"] = asyncio.Event()
    delivering = asyncio.create_task(round_.deliver())
    await until(lambda: round_.post.at_once == 1)
    delivering.cancel()
    await asyncio.wait([delivering])
    assert round_.post.at_once == 0
    round_.post.slow.clear()
    await round_.deliver()
    assert round_.post.sent == []
    round_.wait(LEASE)
    await round_.deliver()
    assert round_.post.chats == ["p00"]


async def test_a_channel_that_is_down_is_let_be_before_everybody_has_to_wait_longer(
    round_: Round,
) -> None:
    people = await round_.people(4 * MOST_FAILURES)
    for index in range(4 * MOST_FAILURES):
        round_.post.answers_with(f"p{index:02}", Postponed("server error"))
    await round_.deliver()
    assert MOST_FAILURES <= len(round_.reported) <= 2 * MOST_FAILURES
    attempts = [(await person.reminders())[0].attempts for person in people]
    assert attempts.count(0) >= 2 * MOST_FAILURES


async def test_single_failures_do_not_keep_the_others_waiting(round_: Round) -> None:
    await round_.people(4 * MOST_FAILURES)
    for index in range(0, 4 * MOST_FAILURES, 2):
        round_.post.answers_with(f"p{index:02}", Postponed("server error"))
    await round_.deliver()
    assert len(round_.reported) == 4 * MOST_FAILURES


async def test_what_was_done_meanwhile_is_not_reminded_of(round_: Round) -> None:
    [ann] = await round_.people(1)
    await ann.completes()
    await round_.deliver()
    assert round_.post.sent == []
    assert round_.results in ([], [ReminderResult.NOTHING])


class Broken:
    """A channel that can not make one person's message."""

    def __init__(self, post: FakePost, chat_id: str) -> None:
        self._channel = ChatChannel(post)
        self._chat_id = chat_id
        self.name = post.name

    def prepare(self, notice: Notice) -> Send:
        if notice.address == self._chat_id:
            raise KeyError(notice.display_name)
        return self._channel.prepare(notice)


async def test_a_message_that_can_not_be_made_holds_up_no_other_and_comes_again(
    round_: Round, caplog: pytest.LogCaptureFixture
) -> None:
    people = await round_.people(3)
    await round_.deliver(Broken(round_.post, "p01"))
    assert sorted(round_.post.chats) == ["p00", "p02"]
    assert await people[1].states() == [("telegram", "pending")]
    assert "P01" not in caplog.text, "nobody's name"
    round_.wait(timedelta(minutes=1))
    await round_.deliver()
    assert round_.post.chats[2:] == ["p01"]


async def test_a_post_that_raises_all_the_same_loses_nothing(round_: Round) -> None:
    [ann] = await round_.people(1)
    round_.post.answers_with("p00", RuntimeError("of a library"))
    await round_.deliver()
    assert round_.reported == [("telegram", ReminderResult.UNKNOWN, "RuntimeError")]
    assert await ann.states() == [("telegram", "pending")]


class Forgetful:
    """An outbox whose database lets nothing be marked at first."""

    def __init__(self, world: Reminding, failures: int) -> None:
        self._outbox = world.outbox
        self.claim = self._outbox.claim
        self.notice = self._outbox.notice
        self._failures = failures

    async def sent(self, claimed: Claimed, chat_id: str | None, message_id: str | None) -> bool:
        if self._failures:
            self._failures -= 1
            raise OSError("the disk is full")
        return await self._outbox.sent(claimed, chat_id, message_id)


async def test_what_was_sent_is_marked_as_soon_as_the_database_lets_it_be(
    round_: Round,
) -> None:
    [ann] = await round_.people(1)
    outbox = Forgetful(round_.world, failures=1)
    courier = Courier(outbox, ChatChannel(round_.post), round_.report)  # type: ignore[arg-type]
    await courier.deliver(asyncio.Event())
    assert await ann.states() == [("telegram", "sent")]
    assert round_.post.chats == ["p00"]


async def test_a_courier_of_one_person_carries_nothing_of_others(round_: Round) -> None:
    ann, *_ = await round_.people(3)
    whose: list[UUID] = []

    async def known() -> UUID | None:
        return whose[0] if whose else None

    courier = Courier(round_.world.outbox, ChatChannel(round_.post), round_.report, known)
    await courier.deliver(asyncio.Event())
    assert round_.post.sent == [], "nobody is known yet"
    whose.append(ann.id)
    await courier.deliver(asyncio.Event())
    assert round_.post.chats == ["p00"]


async def test_the_log_tells_each_step_by_id_and_no_text(
    round_: Round, caplog: pytest.LogCaptureFixture
) -> None:
    [ann] = await round_.people(1)
    with caplog.at_level(logging.INFO, "bot"):
        await round_.deliver()
    ids = [str(row.id) for row in await ann.reminders()]
    claimed, *steps = caplog.messages
    assert claimed.startswith(f"Reminder {ids[0]}")
    assert claimed.endswith(", telegram: claimed")
    assert steps == [
        f"Reminder {','.join(ids)}, telegram: {step}" for step in ("sending", "accepted", "marked")
    ]


async def test_a_mail_leads_into_the_chat_and_to_the_page_that_ends_mails(round_: Round) -> None:
    ann = await round_.world.settles("ann")
    await ann.wants_mail()
    await round_.people(0)
    mailer = FakeMailer()
    channel = MailChannel(
        mailer,
        {"telegram": round_.post},
        lambda person_id, key: f"https://minnow.example/off?p={person_id}&k={key}",
    )
    await round_.deliver(channel)
    [mail] = mailer.sent
    key = (await ann.row()).unsubscribe_key
    assert mail.to == "ann@example.org"
    assert "https://telegram.example/ann?start=checkup_keep" in mail.text
    assert f"https://minnow.example/off?p={ann.id}&k={key}" in mail.text
    assert {row.chat_id for row in await ann.reminders() if row.channel == "email"} == {None}
    assert ("email", "sent") in await ann.states()


async def test_a_mail_that_may_have_arrived_is_not_sent_again(round_: Round) -> None:
    ann = await round_.world.settles("ann")
    await ann.wants_mail()
    await round_.people(0)
    mailer = FakeMailer(Unknown("no answer"))
    channel = MailChannel(mailer, {}, None)
    await round_.deliver(channel)
    round_.wait(A_DAY)
    await round_.deliver(channel)
    assert len(mailer.sent) == 1
    assert ("email", "unknown") in await ann.states()
