"""A mail on the wire."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.composing import NoSuchMail, compose
from bot.mail.mail import Mail
from bot.mail.sender import Sender
from tests.mail.mails import NOW, SENDER, UNSUBSCRIBE_URL, a_mail

HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "MIME-Version",
    "Content-Type",
]


def on_the_wire(mail: Mail) -> bytes:
    return compose(mail, SENDER, NOW).as_bytes()


def read(mail: Mail) -> EmailMessage:
    return message_from_bytes(on_the_wire(mail), policy=policy.default)


def test_a_mail_has_all_headers_that_it_needs() -> None:
    message = read(a_mail())

    assert sorted(message.keys()) == sorted(HEADERS)
    assert message["Date"] == "Mon, 02 Mar 2026 09:00:00 +0000"
    assert message["Message-ID"].endswith("@example.org>")
    assert message.get_content_type() == "multipart/alternative"


def test_text_comes_before_html() -> None:
    kinds = [part.get_content_type() for part in read(a_mail()).iter_parts()]

    assert kinds == ["text/plain", "text/html"]


def test_the_address_to_unsubscribe_at_is_written_as_it_is() -> None:
    assert f"\r\nList-Unsubscribe: <{UNSUBSCRIBE_URL}>\r\n".encode() in on_the_wire(a_mail())


def test_every_server_takes_it() -> None:
    content = on_the_wire(a_mail(to_name="Ännchen", subject="Überfällig"))

    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998


@given(
    to=st.text(max_size=80)
    | st.text('a@.,;:<>()[]\\" \r\n\t=?ä', max_size=30)
    | st.emails().map(lambda address: f"{address}\n")
)
def test_an_address_makes_a_mail_to_one_person_or_none(to: str) -> None:
    try:
        content = on_the_wire(a_mail(to=to))
    except NoSuchMail:
        return
    head, _, _ = content.partition(b"\r\n\r\n")
    message = message_from_bytes(content, policy=policy.default)

    assert len(message["To"].addresses) == 1
    assert len(re.findall(rb"(?m)^[A-Za-z-]+:", head)) == len(HEADERS)


@given(name=st.text(max_size=300), subject=st.text(max_size=300))
def test_no_name_and_no_subject_adds_a_header_or_a_person(name: str, subject: str) -> None:
    content = on_the_wire(a_mail(to_name=name, subject=subject))
    head, _, _ = content.partition(b"\r\n\r\n")
    message = message_from_bytes(content, policy=policy.default)

    names = [name.decode() for name in re.findall(rb"(?m)^([A-Za-z-]+):", head)]
    assert sorted(names) == sorted(HEADERS)
    assert [one.addr_spec for one in message["To"].addresses] == ["ann@example.com"]
    assert b"\n" not in head.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "mail",
    [
        a_mail(to="ann@example.com\r\nBcc: eve@example.com"),
        a_mail(to="ann@example.com, eve@example.com"),
        a_mail(to="ann"),
        a_mail(to=""),
        a_mail(to="ä@example.com"),
        replace(a_mail(), headers=(("X-Kind", "code\r\nBcc: eve@example.com"),)),
    ],
)
def test_what_no_mail_can_have_is_refused(mail: Mail) -> None:
    with pytest.raises(NoSuchMail):
        compose(mail, SENDER, NOW)


def test_a_domain_is_written_as_in_dns() -> None:
    assert read(a_mail(to="ann@bücher.example"))["To"] == "Ann <ann@xn--bcher-kva.example>"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("MinNow <minnow@example.org>", Sender("MinNow", "minnow@example.org")),
        ('"MinNow, the bot" <a.b+c@example.org>', Sender("MinNow, the bot", "a.b+c@example.org")),
        ("minnow@example.org", Sender("", "minnow@example.org")),
        ("<minnow@localhost>", Sender("", "minnow@localhost")),
    ],
)
def test_a_sender_is_an_address_with_or_without_a_name(value: str, expected: Sender) -> None:
    assert Sender.parse(value) == expected


@pytest.mark.parametrize("value", ["MinNow", "a@b@c", "x <a@b>, <c@d>", "a@b\r\nBcc: c@d", "a@-b"])
def test_what_is_no_sender_is_told(value: str) -> None:
    with pytest.raises(ValueError, match=re.escape("MinNow <minnow@example.org>")):
        Sender.parse(value)
