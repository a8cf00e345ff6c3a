"""The emulator answers as MailerSend does."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.emulators.mailersend.faults import broken, fails, silent_after_acceptance
from tests.emulators.mailersend.server import API_KEY, MailerSendServer

MAIL: dict[str, Any] = {
    "from": {"email": "minnow@example.org", "name": "MinNow"},
    "to": [{"email": "ann@example.com", "name": "Ann"}],
    "subject": "Hello",
    "text": "Hello, Ann.",
}


@pytest.fixture
async def server() -> AsyncIterator[MailerSendServer]:
    async with MailerSendServer() as server:
        yield server


@pytest.fixture
async def client(server: MailerSendServer) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {API_KEY}"}
    base = server.url.removesuffix("/v1")
    async with httpx.AsyncClient(base_url=base, headers=headers, timeout=0.2) as client:
        yield client


async def test_a_mail_is_accepted_with_an_id(
    server: MailerSendServer, client: httpx.AsyncClient
) -> None:
    answer = await client.post("/v1/email", json=MAIL)

    assert (answer.status_code, answer.content) == (202, b"")
    assert server.sent_to("ann@example.com")[0]["message_id"] == answer.headers["X-Message-Id"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"from": {"email": "minnow@example.net"}}, "from.email"),
        ({"from": {"email": "nobody"}}, "from.email"),
        ({"to": []}, "to"),
        ({"to": [{"email": "ann@@example.com"}]}, "to.0.email"),
        ({"to": [{"email": "ann@example.com", "name": ""}]}, "to.0.name"),
        ({"subject": ""}, "subject"),
        ({"subject": "x" * 999}, "subject"),
        ({"text": None}, "text"),
        ({"tags": ["a"] * 6}, "tags"),
        ({"settings": {"track_opens": "no"}}, "settings"),
        ({"headers": [{"name": "X:Y", "value": "z"}]}, "headers.0.name"),
        ({"list_unsubscribe": "<https://example.org>"}, "list_unsubscribe"),
    ],
)
async def test_what_is_wrong_with_a_mail_is_told_by_field(
    server: MailerSendServer, client: httpx.AsyncClient, change: dict[str, Any], field: str
) -> None:
    answer = await client.post("/v1/email", json=MAIL | change)

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert server.accepted == []


async def test_headers_are_for_the_larger_plans(
    server: MailerSendServer, client: httpx.AsyncClient
) -> None:
    server.has_headers = False
    answer = await client.post("/v1/email", json=MAIL | {"list_unsubscribe": "https://a.example"})

    assert list(answer.json()["errors"]) == ["list_unsubscribe"]


async def test_nobody_sends_without_the_key(
    server: MailerSendServer, client: httpx.AsyncClient
) -> None:
    answer = await client.post("/v1/email", json=MAIL, headers={"Authorization": "Bearer other"})

    assert (answer.status_code, server.accepted) == (401, [])


async def test_a_fault_befalls_one_request(
    server: MailerSendServer, client: httpx.AsyncClient
) -> None:
    server.will(fails(429, retry_after="7"))
    refused = await client.post("/v1/email", json=MAIL)
    accepted = await client.post("/v1/email", json=MAIL)

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "7")
    assert accepted.status_code == 202
    assert len(server.accepted) == 1


async def test_a_line_breaks_before_or_after_acceptance(
    server: MailerSendServer, client: httpx.AsyncClient
) -> None:
    server.will(broken(is_accepted=False), broken(is_accepted=True))
    for accepted in (0, 1):
        with pytest.raises(httpx.RemoteProtocolError):
            await client.post("/v1/email", json=MAIL)
        assert len(server.accepted) == accepted


async def test_no_answer_comes_although_the_mail_is_accepted(
    server: MailerSendServer, client: httpx.AsyncClient
) -> None:
    server.will(silent_after_acceptance())
    with pytest.raises(httpx.ReadTimeout):
        await client.post("/v1/email", json=MAIL)

    assert len(server.accepted) == 1


async def test_another_process_plans_faults_and_reads_what_was_accepted(
    server: MailerSendServer, client: httpx.AsyncClient
) -> None:
    planned = await client.post("/control/faults", json={"status": 500, "is_accepted": True})
    failed = await client.post("/v1/email", json=MAIL)
    accepted = await client.get("/control/accepted")

    assert (planned.status_code, failed.status_code) == (204, 500)
    assert [mail["subject"] for mail in accepted.json()] == ["Hello"]
