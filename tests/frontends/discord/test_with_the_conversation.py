"""The front end with all that is behind it: what people do on Discord is stored and shown."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Self

import pytest
from PIL import Image
from sqlalchemy import Select, select
from sqlalchemy.engine import URL

from bot.composition import Program, open_program
from bot.counters import Counters
from bot.frontends.discord.client import DiscordSettings
from bot.frontends.discord.front_end import DiscordFrontEnd
from bot.frontends.pace import Pace
from bot.metrics import NoMeter
from bot.settings import Settings, read_settings
from core.households.places import Places
from storage.tables import AccountRow, HouseholdRow
from tests.emulators.discord import DiscordServer, Person


class Running:
    """The program, to be stopped and started again."""

    program: Program

    def __init__(self, server: DiscordServer, settings: Settings) -> None:
        self._server = server
        self._settings = settings

    async def __aenter__(self) -> Self:
        self._opened = AsyncExitStack()
        self._stopping = asyncio.Event()
        self.program = program = await self._opened.enter_async_context(
            open_program(self._settings)
        )
        front_end = DiscordFrontEnd(
            DiscordSettings(self._server.token, self._server.rest_url, self._server.gateway_url),
            program.conversation,
            Places(program.database, program.clock),
            program.pictures.get,
            NoMeter(),
            pace=Pace(1_000, "discord", Counters()),
        )
        self._serving = asyncio.create_task(front_end.run(self._stopping))
        await self._server.connected()
        await self._server.until(lambda: bool(self._server.commands.registered()))
        return self

    async def __aexit__(self, *failure: object) -> None:
        self._stopping.set()
        await self._serving
        await self._opened.aclose()

    async def restart(self) -> None:
        await self.__aexit__()
        await self._server.disconnected()
        await self.__aenter__()


@pytest.fixture
async def minnow(server: DiscordServer, sqlite_url: URL, tmp_path: Path) -> AsyncIterator[Running]:
    environment = {"MINNOW_DATABASE_URL": sqlite_url.render_as_string(hide_password=False)}
    settings = read_settings(environment, tmp_path / "no.env", tmp_path / "data")
    async with Running(server, settings) as running:
        yield running


async def test_a_thing_is_added_and_taken_back_after_a_restart(
    minnow: Running, ann: Person
) -> None:
    await ann.write("bought a grey hoodie yesterday")
    receipt = await ann.answer(within=20)
    assert "Grey Hoodie" in receipt.text

    await minnow.restart()
    label = next(each for each in receipt.buttons if "Undo" in each)
    await ann.press(receipt, label)

    listed = await ann.command("items")
    assert "empty" in listed.text


async def test_a_command_with_options_says_it_all(minnow: Running, ann: Person) -> None:
    added = await ann.command("add", thing="desk lamp", goal="2 years", type="Clothing")
    assert "Desk Lamp" in added.text

    shown = await ann.command("item", thing="desk lamp")
    assert "2 years" in shown.text
    assert [each["value"] for each in await ann.autocomplete("item", thing="desk")] != []


async def test_a_thing_is_added_and_changed_by_forms(minnow: Running, ann: Person) -> None:
    opened = await ann.command("add")
    assert opened.modal is not None
    fields = {"thing": "desk lamp", "received": "", "last_used": "", "goal": "", "type": ""}
    added = await ann.submit(opened, fields)
    assert "Desk Lamp" in added.text

    editing = await ann.command("edit", thing="desk lamp")
    assert editing.modal is not None
    changed = await ann.submit(editing, {"name": "floor lamp"})
    assert "floor lamp" in changed.text.casefold()


async def test_a_picture_is_kept_and_shown_from_our_own_store(minnow: Running, ann: Person) -> None:
    await ann.write("my teal mug", attachments=[("mug.jpg", "image/jpeg", _photo())])
    await ann.answer(within=20)

    shown = await ann.command("item", thing="teal mug")

    assert shown.response is not None
    assert len(shown.response.attachments) == 1
    assert shown.response.attachments[0].content.startswith(b"\xff\xd8")
    thumbnail = shown.response.embeds[0]["thumbnail"]["url"]
    assert "discord" not in thumbnail


async def test_of_an_album_one_picture_is_taken_and_that_is_said_once(
    minnow: Running, server: DiscordServer, ann: Person
) -> None:
    files = [(f"{number}.jpg", "image/jpeg", _photo()) for number in range(3)]
    await ann.write("bought a teal mug", attachments=files)

    assert (await ann.answer(within=20)).content.startswith("Added")
    assert (await ann.answer()).content.startswith("One picture for each thing")
    await server.quiet()


async def test_an_export_is_a_file(minnow: Running, ann: Person) -> None:
    exported = await ann.command("export")

    assert exported.response is not None
    assert len(exported.response.attachments) == 1


async def test_a_button_is_for_the_one_it_was_made_for(
    minnow: Running, server: DiscordServer, ann: Person, bob: Person
) -> None:
    guild = server.guild("Flat 7", owner=ann)
    guild.add(bob)
    general = guild.channel("general")
    await ann.write("hello", at=general, mention=True)
    offer = await ann.answer(at=general, within=20)
    assert offer.buttons

    pressed = await bob.press(offer, offer.buttons[0])

    assert pressed.messages[0].ephemeral or pressed.response is offer


async def test_the_bot_can_be_used_where_it_is_only_installed_for_the_person(
    minnow: Running, server: DiscordServer, ann: Person
) -> None:
    ann.installs()
    elsewhere = server.guild("Flat 8", owner=ann, bot=False).channel("general")

    answered = await ann.command("help", at=elsewhere)
    added = await ann.command("add", at=elsewhere, thing="mug")

    assert "/add" in answered.text
    assert "Added" in added.text
    assert answered.ephemeral
    assert added.ephemeral
    assert await _value(minnow, select(HouseholdRow.chat_id)) is None
    assert await _value(minnow, select(AccountRow.chat_id)) is None


async def test_somebody_closed_to_the_bot_is_unreachable_until_they_write_again(
    minnow: Running, server: DiscordServer, ann: Person
) -> None:
    await ann.write("hello")
    await ann.answer(within=20)
    ann.closes_dms()
    await ann.write("/items")
    await server.settled(0.3)
    assert await _is_unreachable(minnow)

    ann.opens_dms()
    await ann.write("/items")
    await ann.answer()
    assert not await _is_unreachable(minnow)


async def test_a_server_that_the_bot_is_taken_out_of_is_stopped(
    minnow: Running, server: DiscordServer, ann: Person
) -> None:
    guild = server.guild("Flat 7", owner=ann)
    await ann.command("help", at=guild.channel("general"))
    guild.remove_bot()
    await server.settled(0.3)

    since = select(HouseholdRow.stopped_at).where(HouseholdRow.chat_id == str(guild.id))
    assert await _value(minnow, since) is not None


def _photo() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(content, "JPEG")
    return content.getvalue()


async def _is_unreachable(minnow: Running) -> bool:
    return await _value(minnow, select(AccountRow.unreachable_since)) is not None


async def _value(minnow: Running, query: Select[Any]) -> object:
    async with minnow.program.database.engine.connect() as connection:
        return (await connection.execute(query)).scalar_one()
