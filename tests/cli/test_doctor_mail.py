"""What `minnow doctor` tells of mails, asked over real sockets."""

from collections.abc import Iterator

import pytest

from tests.cli.conftest import Minnow
from tests.cli.elsewhere import ServerElsewhere
from tests.emulators.mailersend.server import API_KEY, MailerSendServer
from tests.mail.smtp_server import PASSWORD, USER, Behaviour, smtp_server


@pytest.fixture
def mailersend(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailerSendServer]:
    server = MailerSendServer()
    elsewhere = ServerElsewhere(server)
    monkeypatch.setenv("MAILERSEND_API_KEY", API_KEY)
    monkeypatch.setenv("MINNOW_MAILERSEND_API_URL", server.url)
    monkeypatch.setenv("MINNOW_MAIL_FROM", "minnow@example.org")
    yield server
    elsewhere.close()


@pytest.fixture
def smtp_port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Of a server that wants a login."""
    behaviour = Behaviour()
    elsewhere = ServerElsewhere(smtp_server(behaviour, wants_login=True))
    monkeypatch.setenv("MINNOW_MAIL_FROM", "minnow@example.org")
    yield behaviour.port
    elsewhere.close()


def told(minnow: Minnow) -> str:
    """The one line about mails."""
    [line] = [line for line in minnow("doctor").out.splitlines() if line[2:].startswith("mail:")]
    return line


def test_without_a_service_the_folder_is_named(minnow: Minnow) -> None:
    line = told(minnow)

    assert line.startswith("✓ mail: into /")
    assert "/minnow/mail; MAILERSEND_API_KEY or MINNOW_SMTP_URL" in line


def test_a_key_that_holds_is_well(minnow: Minnow, mailersend: MailerSendServer) -> None:
    assert told(minnow) == "✓ mail: MailerSend"
    assert mailersend.attempts == 0


def test_a_key_that_may_only_send_is_well(minnow: Minnow, mailersend: MailerSendServer) -> None:
    mailersend.may_only_send = True

    assert told(minnow).startswith("✓ mail: MailerSend; ")


def test_a_refused_key_is_told_without_telling_it(
    minnow: Minnow, mailersend: MailerSendServer
) -> None:
    mailersend.api_key = "mlsn.another"
    ran = minnow("doctor")

    assert ran.code == 1
    assert "✗ mail: MailerSend refuses MAILERSEND_API_KEY" in ran.out.splitlines()
    assert API_KEY not in ran.out + ran.err


@pytest.mark.parametrize(
    ("path", "reason"), [("http://127.0.0.1:1/v1", "ConnectError"), ("other", "answers 404")]
)
def test_a_service_that_is_not_there_is_told(
    minnow: Minnow,
    mailersend: MailerSendServer,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    reason: str,
) -> None:
    url = path if path.startswith("http") else f"{mailersend.url}/{path}"
    monkeypatch.setenv("MINNOW_MAILERSEND_API_URL", url)
    line = told(minnow)

    assert line.startswith("✗ mail: MailerSend")
    assert reason in line


def test_an_smtp_server_is_logged_in_to(
    minnow: Minnow, smtp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = PASSWORD.replace("/", "%2F").replace("#", "%23")
    monkeypatch.setenv("MINNOW_SMTP_URL", f"smtp://{USER}:{password}@127.0.0.1:{smtp_port}")

    assert told(minnow) == f"✓ mail: 127.0.0.1:{smtp_port}"


def test_a_refused_login_is_told(
    minnow: Minnow, smtp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_SMTP_URL", f"smtp://{USER}:wrong@127.0.0.1:{smtp_port}")

    assert told(minnow) == f"✗ mail: 127.0.0.1:{smtp_port} refuses the user or the password"


def test_an_smtp_server_that_is_not_there_is_told(
    minnow: Minnow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINNOW_SMTP_URL", "smtp://127.0.0.1:1")
    monkeypatch.setenv("MINNOW_MAIL_FROM", "minnow@example.org")

    assert told(minnow) == "✗ mail: 127.0.0.1:1, SMTPConnectError"
