"""What becomes of a mail at MailerSend, over real sockets."""

import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.mail.mailersend import MailerSendMailer
from bot.posting import Blocked, Postponed, Refused, Sent, Unknown
from tests.emulators.mailersend.faults import broken, fails, late, silent_after_acceptance
from tests.emulators.mailersend.server import API_KEY, MailerSendServer
from tests.mail.mails import CLOCK, SENDER, UNSUBSCRIBE_URL, a_mail


@pytest.fixture
async def server() -> AsyncIterator[MailerSendServer]:
    async with MailerSendServer() as server:
        yield server


@pytest.fixture
async def mailer(server: MailerSendServer) -> AsyncIterator[MailerSendMailer]:
    mailer = MailerSendMailer(API_KEY, server.url, SENDER, CLOCK, patience_seconds=0.2)
    yield mailer
    await mailer.close()


async def test_an_accepted_mail_is_sent_with_the_id_of_the_service(
    server: MailerSendServer, mailer: MailerSendMailer
) -> None:
    outcome = await mailer.send(a_mail())

    [mail] = server.accepted
    assert outcome == Sent(mail["message_id"])
    assert mail["from"] == {"email": "minnow@example.org", "name": "MinNow"}
    assert mail["to"] == [{"email": "ann@example.com", "name": "Ann"}]
    assert (mail["subject"], mail["text"]) == ("Hello", "Hällo, Ann.\n")
    assert mail["html"] == "<p>Hällo, Ann.</p>"
    assert mail["tags"] == ["checkup"]
    assert mail["list_unsubscribe"] == UNSUBSCRIBE_URL
    assert "headers" not in mail


async def test_nobody_is_watched_reading(
    server: MailerSendServer, mailer: MailerSendMailer
) -> None:
    server.has_headers = False
    await mailer.send(a_mail())

    assert set(server.accepted[0]["settings"].values()) == {False}


async def test_one_line_is_kept_open_for_all_mails(
    server: MailerSendServer, mailer: MailerSendMailer
) -> None:
    for _ in range(3):
        await mailer.send(a_mail())

    assert (len(server.accepted), server.lines) == (3, 1)


async def test_other_headers_go_along(server: MailerSendServer, mailer: MailerSendMailer) -> None:
    await mailer.send(replace(a_mail(), headers=(("X-Kind", "code"),)))

    assert server.accepted[0]["headers"] == [{"name": "X-Kind", "value": "code"}]


async def test_a_plan_without_headers_gets_mails_without_them(
    server: MailerSendServer, mailer: MailerSendMailer, caplog: pytest.LogCaptureFixture
) -> None:
    server.has_headers = False
    outcomes = [await mailer.send(a_mail()), await mailer.send(a_mail())]

    assert [type(outcome) for outcome in outcomes] == [Sent, Sent]
    assert server.attempts == 3  # found out once
    assert len(caplog.records) == 1


async def test_a_refused_address_is_refused(
    server: MailerSendServer, mailer: MailerSendMailer
) -> None:
    assert await mailer.send(a_mail(to="ann@nowhere")) == Refused("422 to")
    assert await mailer.send(a_mail(subject="")) == Refused("422 subject")
    assert await mailer.send(a_mail(to="no address")) == Refused("address")


async def test_what_is_never_delivered_there_is_blocked(
    server: MailerSendServer, mailer: MailerSendMailer
) -> None:
    server.suppressed.add("ann@example.com")

    assert await mailer.send(a_mail()) == Blocked("suppressed")


async def test_a_sender_that_is_not_verified_loses_no_mail(
    server: MailerSendServer, caplog: pytest.LogCaptureFixture
) -> None:
    sender = replace(SENDER, address="minnow@example.net")
    mailer = MailerSendMailer(API_KEY, server.url, sender, CLOCK)
    outcomes = {await mailer.send(a_mail()) for _ in range(2)}
    await mailer.close()

    assert outcomes == {Postponed("the sender is refused")}
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "MINNOW_MAIL_FROM" in caplog.text


@pytest.mark.parametrize("status", [401, 403])
async def test_a_refused_key_loses_no_mail_and_is_told_once(
    server: MailerSendServer,
    mailer: MailerSendMailer,
    caplog: pytest.LogCaptureFixture,
    status: int,
) -> None:
    server.will(fails(status), fails(status))
    outcomes = {await mailer.send(a_mail()) for _ in range(2)}

    assert outcomes == {Postponed("the key is refused")}
    assert [record.levelname for record in caplog.records] == ["ERROR"]


async def test_a_wrong_key_is_such_a_one(server: MailerSendServer) -> None:
    mailer = MailerSendMailer("mlsn.other", server.url, SENDER, CLOCK)

    assert await mailer.send(a_mail()) == Postponed("the key is refused")
    await mailer.close()


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("37", timedelta(seconds=37)),
        ("Mon, 02 Mar 2026 09:01:00 GMT", timedelta(seconds=60) - timedelta(microseconds=123456)),
        ("Mon, 02 Mar 2026 08:00:00 GMT", timedelta()),
        ("soon", None),
        (None, None),
    ],
)
async def test_too_many_requests_pause_exactly_as_told(
    server: MailerSendServer, mailer: MailerSendMailer, told: str | None, wait: timedelta | None
) -> None:
    server.will(fails(429, told))

    assert await mailer.send(a_mail()) == Postponed("429", wait)
    assert server.attempts == 1


@pytest.mark.parametrize("status", [500, 502, 503, 408, 421, 404])
async def test_a_failing_service_postpones(
    server: MailerSendServer, mailer: MailerSendMailer, status: int
) -> None:
    server.will(fails(status))

    assert await mailer.send(a_mail()) == Postponed(f"{status}")
    assert server.attempts == 1


async def test_a_gateway_that_gave_up_waiting_leaves_it_unknown(
    server: MailerSendServer, mailer: MailerSendMailer
) -> None:
    server.will(fails(504))

    assert await mailer.send(a_mail()) == Unknown("504")


async def test_a_late_answer_within_the_patience_is_one(
    server: MailerSendServer, mailer: MailerSendMailer
) -> None:
    server.will(late(0.05))

    assert isinstance(await mailer.send(a_mail()), Sent)


async def test_no_answer_is_unknown_and_nothing_is_sent_again(
    server: MailerSendServer, mailer: MailerSendMailer
) -> None:
    server.will(silent_after_acceptance())

    assert await mailer.send(a_mail()) == Unknown("ReadTimeout")
    assert (server.attempts, len(server.accepted)) == (1, 1)


@pytest.mark.parametrize("is_accepted", [True, False])
async def test_a_line_that_breaks_behind_the_request_is_unknown(
    server: MailerSendServer, mailer: MailerSendMailer, is_accepted: bool
) -> None:
    server.will(broken(is_accepted=is_accepted))

    assert isinstance(await mailer.send(a_mail()), Unknown)
    assert server.attempts == 1


async def test_nobody_there_postpones_and_the_next_mail_tries_again() -> None:
    async with MailerSendServer() as server:
        url, port = server.url, int(server.url.split(":")[2].partition("/")[0])
    mailer = MailerSendMailer(API_KEY, url, SENDER, CLOCK)
    away = await mailer.send(a_mail())
    async with MailerSendServer(port):
        back = await mailer.send(a_mail())
    await mailer.close()

    assert away == Postponed("ConnectError")
    assert isinstance(back, Sent)


async def test_a_service_that_was_restarted_takes_the_next_mail() -> None:
    async with MailerSendServer() as server:
        url, port = server.url, int(server.url.split(":")[2].partition("/")[0])
        mailer = MailerSendMailer(API_KEY, url, SENDER, CLOCK)
        before = await mailer.send(a_mail())
    async with MailerSendServer(port) as server:
        after = await mailer.send(a_mail())
        taken = len(server.accepted)
    await mailer.close()

    assert isinstance(before, Sent)
    assert (type(after), taken) == (Sent, 1)


async def test_a_name_can_not_break_out_of_its_line(
    server: MailerSendServer, mailer: MailerSendMailer
) -> None:
    await mailer.send(a_mail(to_name="Ann\r\nBcc: eve@example.com\x00"))

    assert server.accepted[0]["to"][0]["name"] == "Ann Bcc: eve@example.com"


async def test_nothing_of_a_mail_is_logged(
    server: MailerSendServer, mailer: MailerSendMailer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.will(fails(500), broken(is_accepted=True))
    for to in ("ann@example.com", "ann@example.com", "ann@nowhere", "ann@example.com"):
        await mailer.send(a_mail(to=to))

    for secret in ("ann@", "Ann", "Hello", "Hällo", API_KEY, "kkkk"):
        assert secret not in caplog.text


QUIET = """
import asyncio, logging, sys
from bot.mail.mailersend import make_client
client = make_client("key", "http://127.0.0.1:1/v1", 1)
handlers = logging.getLogger("mailersend").handlers
assert [type(handler) for handler in handlers] == [logging.NullHandler], handlers
asyncio.run(client.close())
"""


def test_the_library_brings_no_log_handler() -> None:
    subprocess.run([sys.executable, "-c", QUIET], check=True, timeout=60)
