"""How a good bot behaves on Discord, whatever it is asked."""

import asyncio
from pathlib import Path

from sqlalchemy.engine import URL

from tests.emulators.discord import Channel, DiscordServer, Person
from tests.end_to_end.discord.serving import Serving, settings_for
from tests.end_to_end.discord.talking import answer_to, asked, opened, pressed


async def test_it_speaks_the_language_of_the_client_and_remembers_it(
    minnow: Serving, discord: DiscordServer
) -> None:
    eva = discord.person("Eva", locale="de")
    assert "Hallo" in (await eva.command("start")).text
    await minnow.restart()
    receipt = await asked(eva, "/add Fahrrad")
    assert "Fahrrad hinzugefügt" in receipt.text
    assert "Rückgängig" in receipt.buttons[0]
    form = await eva.command("add")
    assert form.modal is not None
    assert form.modal["title"] != "Add a thing"


async def test_a_mere_mention_is_answered(minnow: Serving, general: Channel, ann: Person) -> None:
    offer = await answer_to(await ann.write("", at=general, mention=True))
    assert "Shall I start one?" in offer.text
    await pressed(ann, offer, "Yes, start a shared list")
    assert (await answer_to(await ann.write("", at=general, mention=True))).text


async def test_a_reply_that_pings_nobody_is_no_riddle(
    minnow: Serving, discord: DiscordServer, general: Channel, ann: Person
) -> None:
    """Discord does not tell the bot what it says."""
    await opened(ann, general)
    receipt = await asked(ann, "bought a bike", general)
    await ann.write("bought a lamp", at=general, reply_to=receipt, ping=False)
    await discord.quiet()


async def test_a_press_is_answered_while_an_earlier_message_is_still_in_hand(
    minnow: Serving, discord: DiscordServer, ann: Person
) -> None:
    receipt = await asked(ann, "bought a bike")
    discord.fail("POST /channels/*/messages", hang=0.8)
    await ann.write("/items")
    await discord.until(lambda: ann.direct.typing == 1)
    press = await ann.press(receipt, receipt.buttons[0], wait=False)
    await press.acknowledged()
    await discord.until(lambda: receipt.text.startswith("Taken back:"))
    assert press.responded_after is not None
    assert press.responded_after < 3


async def test_a_form_for_a_thing_that_is_gone_says_so(minnow: Serving, ann: Person) -> None:
    await asked(ann, "/add Bike")
    form = await ann.command("edit", thing="bike")
    card = (await ann.command("item", thing="bike")).response
    assert card is not None
    await asked(ann, "/undo")
    late = await ann.submit(form, {"name": "Red Bike"})
    assert late.text
    assert "Renamed" not in late.text
    pressed_late = await pressed(ann, card, "Edit")
    assert pressed_late.modal is None
    assert pressed_late.text
    assert (await ann.command("items")).text.startswith("Your list is empty.")


async def test_among_people_nothing_private_is_suggested_or_shown(
    minnow: Serving, discord: DiscordServer, ann: Person, bob: Person
) -> None:
    ann.installs()
    await ann.command("add", thing="diary")
    for place in (ann.talk_with(bob), ann.talk_with(bob, discord.person("Eve"))):
        assert await ann.autocomplete("item", at=place, thing="di") == []
        for name in ("items", "history", "stats", "start"):
            answer = await ann.command(name, at=place)
            assert "Diary" not in answer.text
    assert "Diary" in (await ann.command("items")).text


async def test_everybody_is_answered_at_once(minnow: Serving, discord: DiscordServer) -> None:
    people = [discord.person(f"Person {number}") for number in range(12)]
    await asyncio.gather(*(person.command("add", thing="bike") for person in people))
    listed = await asyncio.gather(*(person.command("items") for person in people))
    assert all(each.text.startswith("1 thing:") for each in listed)


async def test_who_asks_too_much_is_told_once_and_then_left_alone(
    discord: DiscordServer, sqlite_url: URL, tmp_path: Path, ann: Person
) -> None:
    settings = settings_for(discord, sqlite_url, tmp_path, MINNOW_RATE_LIMIT="3/60s")
    async with Serving(discord, settings):
        for _ in range(9):
            await ann.write("/items")
        await discord.until(lambda: len(ann.direct.said_by_bot) == 4)
        told = ann.direct.said_by_bot[-1]
        assert not told.text.startswith("Your list is empty.")
        silent = await ann.command("items")  # is acknowledged, and shows nothing
        assert silent.callback is not None
        assert [message for message in silent.messages if not message.deleted] == []
        await discord.quiet()
        assert len(ann.direct.said_by_bot) == 4
