"""Switching mails off from a mail: by the page its link opens, or by the mail program's button."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import ClientResponse, ClientSession, ClientTimeout, FormData
from prometheus_client import CollectorRegistry

from bot.http.server import open_server
from bot.mail.links import unsubscribe_url
from bot.mail.unsubscribing import unsubscribe_routes
from core.clock import StandingClock
from core.history.actions import show_history
from core.people.actions import change_settings, show_settings
from core.people.emails import begin_verification, enter_code
from core.people.results import SettingsEdit
from core.people.unsubscribing import Unsubscriber
from core.work import Work
from storage.base import new_id
from storage.transactions import Database
from tests.core.acting import Person

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
QUESTION, DONE = "Stop the reminders by mail?", "No more reminders by mail"


@dataclass
class World:
    address: str
    client: ClientSession
    ann: Person
    bob: Person

    async def link(self, person: Person) -> str:
        """As it stands in a mail."""

        async def find(work: Work) -> str:
            row = await work.transaction.person(work.actor.person_id).get()
            return unsubscribe_url(self.address, row.id, row.unsubscribe_key or "")

        return await person.does(find)

    async def gets_mails(self, person: Person) -> bool:
        return (await person.does(show_settings)).email_notifications

    async def changes(self, person: Person) -> int:
        return len((await person.does(show_history)).entries)


async def wants_mails(person: Person, address: str, locale: str = "en") -> None:
    edit = SettingsEdit(email=address, locale=locale)
    await person.does(lambda work: change_settings(work, edit))
    code = await person.does(begin_verification)
    await person.does(lambda work: enter_code(work, code.digits))


@pytest.fixture
async def world(database: Database, clock: StandingClock) -> AsyncIterator[World]:
    ann, bob = (Person(database, clock, name) for name in ("ann", "bob"))
    await wants_mails(ann, "ann@example.org")
    await wants_mails(bob, "bob@example.org", "de-AT")
    routes = unsubscribe_routes(Unsubscriber(database, clock))
    async with (
        ClientSession(timeout=ClientTimeout(5)) as client,
        open_server(0, {}, CollectorRegistry(), routes) as port,
    ):
        yield World(f"http://127.0.0.1:{port}", client, ann, bob)


async def page(answer: ClientResponse) -> str:
    assert (answer.status, answer.content_type) == (200, "text/html")
    return await answer.text()


async def test_to_open_the_link_asks_and_changes_nothing(world: World) -> None:
    link = await world.link(world.ann)
    for _ in range(2):
        async with world.client.get(link) as answer:
            text = await page(answer)
    assert QUESTION in text
    assert '<form method="post">' in text
    async with world.client.head(link) as answer:
        assert (answer.status, await answer.read()) == (200, b"")
    assert await world.gets_mails(world.ann)


async def test_the_button_of_the_page_switches_mails_off_and_says_so(world: World) -> None:
    link = await world.link(world.ann)
    async with world.client.get(link) as answer:
        assert 'name="List-Unsubscribe" value="One-Click"' in await answer.text()
    async with world.client.post(link, data=ONE_CLICK) as answer:
        text = await page(answer)
    assert DONE in text
    assert "<form" not in text
    assert not await world.gets_mails(world.ann)
    assert await world.gets_mails(world.bob)


async def test_a_mail_program_does_it_with_one_click_in_either_form(world: World) -> None:
    multipart = FormData(default_to_multipart=True)
    multipart.add_field("List-Unsubscribe", "One-Click")
    async with world.client.post(await world.link(world.ann), data=multipart) as answer:
        assert DONE in await page(answer)
    assert not await world.gets_mails(world.ann)
    async with world.client.post(
        await world.link(world.bob),
        data=b"List-Unsubscribe=One-Click",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        allow_redirects=False,
    ) as answer:
        assert answer.status == 200
    assert not await world.gets_mails(world.bob)


async def test_the_second_click_is_answered_alike_and_changes_nothing(world: World) -> None:
    link = await world.link(world.ann)
    pages = []
    for _ in range(2):
        async with world.client.post(link, data=ONE_CLICK) as answer:
            pages.append(await page(answer))
        changes = await world.changes(world.ann)
    assert pages[0] == pages[1]
    assert changes == 3, "the address, the code, the click"


async def test_a_post_that_does_not_say_so_asks(world: World) -> None:
    for body in (b"", b"a=b", b"List-Unsubscribe=No"):
        async with world.client.post(await world.link(world.ann), data=body) as answer:
            assert QUESTION in await page(answer)
    assert await world.gets_mails(world.ann)


async def test_wrong_keys_get_the_same_pages_and_do_nothing(world: World) -> None:
    right = await world.link(world.ann)
    anns, _, bobs_key = right.partition("&")[0], *(await world.link(world.bob)).partition("&")[1:]
    somebody = unsubscribe_url(world.address, new_id(), bobs_key.removeprefix("k="))
    page_of = right.partition("?")[0]
    wrong = [
        *(f"{anns}&{bobs_key}", f"{right}x", anns, page_of, f"{page_of}?p=%00&k=%FF", somebody),
        right.replace("p=", "p=x"),
    ]
    for address in wrong:
        async with world.client.get(right) as known, world.client.get(address) as unknown:
            assert await page(known) == await page(unknown)
        async with world.client.post(address, data=ONE_CLICK) as answer:
            assert DONE in await page(answer)
    assert await world.gets_mails(world.ann)
    assert await world.gets_mails(world.bob)


async def test_who_has_the_key_reads_their_own_language(world: World) -> None:
    link = await world.link(world.bob)
    async with world.client.get(link) as answer:
        text = await answer.text()
    assert "Erinnerungen per Mail beenden?" in text
    assert '<html lang="de">' in text
    async with world.client.get(f"{link}x") as answer:
        assert '<html lang="en">' in await answer.text()
    async with world.client.post(link, data=ONE_CLICK) as answer:
        assert "Keine Erinnerungen per Mail mehr" in await answer.text()


async def test_the_page_loads_sets_and_tells_nothing(world: World) -> None:
    link = await world.link(world.ann)
    for method in ("GET", "POST"):
        async with world.client.request(method, link, data=ONE_CLICK) as answer:
            text, headers = await answer.text(), answer.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'; style-src 'sha256-" in headers["Content-Security-Policy"]
        assert "Set-Cookie" not in headers
        for word in ("http", "src=", "<script", "ann", "k="):
            assert word not in text


async def test_a_body_that_is_too_large_is_refused(world: World) -> None:
    link = await world.link(world.ann)
    async with world.client.post(link, data=b"x" * 5000) as answer:
        assert answer.status == 413


async def test_keys_are_not_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    link = await world.link(world.ann)
    async with world.client.get(link), world.client.post(link, data=ONE_CLICK):
        pass
    assert link.partition("k=")[2] not in caplog.text
