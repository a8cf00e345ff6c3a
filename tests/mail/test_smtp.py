"""What becomes of a mail at an SMTP server, over real sockets."""

import logging
import socket
from pathlib import Path
from typing import Any

import pytest

from bot.mail.smtp import SmtpMailer
from bot.mail.smtp_server import SmtpServer
from bot.posting import Outcome, Postponed, Refused, Sent, Unknown
from tests.mail.mails import CLOCK, SENDER, UNSUBSCRIBE_URL, a_mail
from tests.mail.smtp_server import PASSWORD, USER, Behaviour, make_certificate, smtp_server


def mailer_to(
    server: Behaviour,
    user: str | None = None,
    password: str | None = None,
    *,
    host: str = "127.0.0.1",
    is_encrypted: bool = False,
) -> SmtpMailer:
    there = SmtpServer(host, server.port, is_encrypted, user, password)
    return SmtpMailer(there, SENDER, CLOCK, patience_seconds=0.3)


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That everybody trusts."""
    file = make_certificate(tmp_path / "certificate.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


async def test_a_mail_arrives_as_text_and_html() -> None:
    async with smtp_server() as server:
        outcome = await mailer_to(server).send(a_mail())

    [mail] = server.mails
    assert outcome == Sent(mail["Message-ID"])
    assert server.recipients == ["ann@example.com"]
    assert (mail["From"], mail["To"]) == ("MinNow <minnow@example.org>", "Ann <ann@example.com>")
    assert mail["List-Unsubscribe"] == f"<{UNSUBSCRIBE_URL}>"
    assert [part.get_content().strip() for part in mail.iter_parts()] == [
        "Hällo, Ann.",
        "<p>Hällo, Ann.</p>",
    ]
    assert server.hosts == ["example.org"]


async def test_each_mail_has_a_line_of_its_own() -> None:
    async with smtp_server() as server:
        mailer = mailer_to(server)
        outcomes = [await mailer.send(a_mail()) for _ in range(2)]

    assert [type(outcome) for outcome in outcomes] == [Sent, Sent]
    assert len(server.mails) == 2


@pytest.mark.parametrize(
    ("step", "answer", "expected"),
    [
        ("mail", "451 later", Postponed("sender 451")),
        ("mail", "550 not yours", Postponed("sender 550")),
        ("rcpt", "450 greylisted", Postponed("recipient 450")),
        ("rcpt", "421 too busy", Postponed("recipient 421")),
        ("rcpt", "550 no such user", Refused("recipient 550")),
        ("rcpt", "530 log in first", Postponed("recipient 530")),
        ("data", "452 no space", Postponed("content 452")),
        ("data", "554 looks like spam", Refused("content 554")),
        ("mail", None, Postponed("SMTPServerDisconnected")),
        ("rcpt", None, Postponed("SMTPServerDisconnected")),
        ("data", None, Unknown("SMTPServerDisconnected")),
    ],
)
async def test_the_answer_tells_whether_to_try_again(
    step: str, answer: str | None, expected: Outcome
) -> None:
    async with smtp_server() as server:
        setattr(server, step, answer)
        assert await mailer_to(server).send(a_mail()) == expected


async def test_no_answer_to_the_content_is_unknown() -> None:
    async with smtp_server() as server:
        server.delay_seconds = 0.5
        assert await mailer_to(server).send(a_mail()) == Unknown("SMTPReadTimeoutError")
        assert len(server.mails) == 1


async def test_nobody_there_postpones() -> None:
    async with smtp_server() as server:
        mailer = mailer_to(server)

    assert await mailer.send(a_mail()) == Postponed("SMTPConnectError")


async def test_whoever_logs_in_may_send() -> None:
    async with smtp_server(wants_login=True) as server:
        assert isinstance(await mailer_to(server, USER, PASSWORD).send(a_mail()), Sent)


async def test_a_refused_login_loses_no_mail_and_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING, logger="bot")
    async with smtp_server(wants_login=True) as server:
        mailer = mailer_to(server, USER, "wrong")
        outcomes = {await mailer.send(a_mail()) for _ in range(2)}

    assert outcomes == {Postponed("login 535")}
    assert [record.levelname for record in caplog.records if record.name == "bot.mail.smtp"] == [
        "ERROR"
    ]
    assert "wrong" not in caplog.text


@pytest.fixture
def led_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """All names lead to this machine, without looking like it."""
    ask = socket.getaddrinfo

    def answer(host: str, *others: Any, **named: Any) -> object:
        return ask("127.0.0.1", *others, **named)

    monkeypatch.setattr(socket, "getaddrinfo", answer)


async def test_a_line_is_encrypted_from_the_start(certificate: Path) -> None:
    async with smtp_server(certificate=certificate, is_encrypted=True, wants_login=True) as server:
        mailer = mailer_to(server, USER, PASSWORD, is_encrypted=True)
        assert isinstance(await mailer.send(a_mail()), Sent)

    assert server.were_encrypted == [True]


@pytest.mark.parametrize("login", [(USER, PASSWORD), (None, None)])
async def test_a_line_is_encrypted_as_soon_as_the_server_offers_it(
    certificate: Path, led_here: None, login: tuple[str | None, str | None]
) -> None:
    async with smtp_server(certificate=certificate) as server:
        mailer = mailer_to(server, *login, host="mail.example")
        assert isinstance(await mailer.send(a_mail()), Sent)

    assert server.were_encrypted == [True]


async def test_a_server_on_this_machine_needs_no_certificate_that_anybody_trusts(
    tmp_path: Path,
) -> None:
    certificate = make_certificate(tmp_path / "certificate.pem")
    async with smtp_server(certificate=certificate, wants_login=True) as server:
        assert isinstance(await mailer_to(server, USER, PASSWORD).send(a_mail()), Sent)

    assert server.were_encrypted == [False]


@pytest.mark.parametrize("is_encrypted", [False, True])
async def test_elsewhere_a_certificate_that_nobody_trusts_postpones(
    tmp_path: Path, led_here: None, is_encrypted: bool
) -> None:
    certificate = make_certificate(tmp_path / "certificate.pem")
    async with smtp_server(certificate=certificate, is_encrypted=is_encrypted) as server:
        mailer = mailer_to(server, host="mail.example", is_encrypted=is_encrypted)
        assert isinstance(await mailer.send(a_mail()), Postponed)

    assert server.mails == []


async def test_a_password_does_not_leave_the_machine_in_the_open(led_here: None) -> None:
    async with smtp_server(wants_login=True) as server:
        mailer = mailer_to(server, USER, PASSWORD, host="mail.example")
        assert await mailer.send(a_mail()) == Postponed("SMTPException")

    assert server.mails == []


@pytest.mark.parametrize("to", ["ann@example.com\r\nRCPT TO:<eve@example.com>", "ann", "ä@x.org"])
async def test_what_is_no_address_is_refused(to: str) -> None:
    async with smtp_server() as server:
        assert await mailer_to(server).send(a_mail(to=to)) == Refused("address")

    assert server.mails == []
