"""Each command once as a slash command, and what Discord is told of them."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from bot.conversation.command import Place
from bot.conversation.commands import COMMANDS
from tests.emulators.discord import Channel, DiscordServer, Guild, Person
from tests.end_to_end.discord.serving import Serving
from tests.end_to_end.discord.talking import asked, commanded, opened, pressed

TIME_TO_RESPOND = 3.0
"""Seconds (Interactions, Responding)."""
SLASH, OF_A_MESSAGE = 1, 3
IN_SERVERS, WITH_THE_BOT, AMONG_PEOPLE = 0, 1, 2


class Use(NamedTuple):
    command: str
    options: Mapping[str, Any]
    answer: str


HOODIE = {"thing": "grey hoodie"}
THINGS = (
    Use(
        "add",
        HOODIE | {"received": "3 May 2024", "goal": "1 year", "type": "Clothing"},
        "Added 🧥 Grey Hoodie · received 3 May 2024",
    ),
    Use("items", {}, "1 thing:\n1. 🧥 Grey Hoodie"),
    Use("item", HOODIE, "🧥 Grey Hoodie\nGoal"),
    Use("stats", {}, "You own 1 of 100 things; there is room for 99 more."),
    Use("badges", {}, "Your badges:\n🥉 Bronze Clothing Keeper · 🧥 Grey Hoodie"),
    Use("used", HOODIE | {"on": "4 May 2025"}, "last used"),
    Use("goal", HOODIE | {"goal": "2 years"}, "🧥 Grey Hoodie: goal 1 year → 2 years"),
    Use("edit", HOODIE | {"goal": "30"}, "🧥 Grey Hoodie: goal 2 years → 2 years, 6 months"),
    Use(
        "give",
        HOODIE | {"to": "my brother", "on": "yesterday"},
        "Gave 🧥 Grey Hoodie to my brother",
    ),
    Use("undo", {}, "Taken back:\n🧥 Grey Hoodie is yours again"),
    Use("donate", HOODIE | {"to": "Oxfam"}, "Donated 🧥 Grey Hoodie to Oxfam"),
    Use("history", {}, "Donated 🧥 Grey Hoodie to Oxfam"),
    Use("rename", HOODIE | {"name": "Old Hoodie"}, "Renamed 🧥 Grey Hoodie to Old Hoodie"),
    Use("remove", {"thing": "old hoodie"}, "Remove Old Hoodie from your list?"),
)
"""One after the other."""
ONESELF = (
    Use("start", {}, "1/3 · Hello! I am MinNow"),
    Use("help", {}, "/deletemydata – delete everything I keep about you"),
    Use("checkups", {}, "Keep checkup: next on"),
    Use("review", {"checkup": "Give checkup"}, "Nothing waits to be handed over."),
    Use(
        "snooze",
        {"until": "in 2 weeks", "checkup": "Keep checkup"},
        "Keep checkup: I will not remind you before",
    ),
    Use("timezone", {"zone": "Berlin"}, "Time zone: UTC → Europe/Berlin"),
    Use("settings", {}, "Name: Ann\nLanguage: en-US\nTime zone: Europe/Berlin"),
    Use("reminders", {}, "Reminders come at 9:00"),
    Use("email", {}, "I have no e-mail address of yours."),
    Use("privacy", {}, "What I keep: your things and their pictures"),
    Use("export", {}, "Here is everything I keep about you."),
    Use("deletemydata", {}, "Delete everything I keep about you? 0 things"),
)


def test_no_command_is_missing_here() -> None:
    assert {use.command for use in (*THINGS, *ONESELF)} == {command.name for command in COMMANDS}


@pytest.mark.parametrize("uses", [THINGS, ONESELF], ids=["things", "oneself"])
async def test_every_command_does_what_it_says(
    minnow: Serving, ann: Person, uses: tuple[Use, ...]
) -> None:
    for use in uses:
        answer = await ann.command(use.command, **use.options)
        assert use.answer in answer.text, use.command
        assert not answer.ephemeral, "in the direct messages there is nobody else"
        assert answer.responded_after is not None
        assert answer.responded_after < TIME_TO_RESPOND


async def test_nobody_is_ever_pinged(
    minnow: Serving, discord: DiscordServer, general: Channel, ann: Person, bob: Person
) -> None:
    await opened(ann, general)
    added = await commanded(ann, "add", general, thing=f"@everyone <@{bob.id}> bike")
    listed = await asked(ann, "/items", general)
    for message in (added, listed):
        assert message.mentions == []
        assert not message.pings_everyone
        assert message.allowed_mentions is not None
        assert message.allowed_mentions["parse"] == []


async def test_options_that_cannot_be_read_are_told_of(minnow: Serving, ann: Person) -> None:
    await ann.command("add", thing="bike")
    unread = await ann.command("goal", thing="bike", goal="a while")
    assert "a while" in unread.text
    unknown = await ann.command("item", thing="yacht")
    assert unknown.text.startswith("I cannot find that on your list.")
    listed = await ann.command("items", which="donated")
    assert listed.text.startswith("Nothing")


async def test_an_export_is_a_file_with_all_there_is(minnow: Serving, ann: Person) -> None:
    await ann.command("add", thing="bike")
    export = await ann.command("export")
    (message,) = export.messages
    (file,) = message.attachments
    assert file.name.startswith("minnow-export-")
    assert file.name.endswith(".json")
    assert "Bike" in json.dumps(json.loads(file.content))


async def test_own_things_are_suggested_while_somebody_types(
    minnow: Serving, general: Channel, ann: Person, bob: Person
) -> None:
    await opened(ann, general)
    await ann.command("add", thing="grey hoodie")
    await ann.command("add", thing="green mug")
    await bob.command("add", thing="greyhound")
    await commanded(ann, "add", general, thing="grey toaster")

    async def suggested(person: Person, typed: str, at: Channel | None = None) -> list[str]:
        return [each["value"] for each in await person.autocomplete("item", at=at, thing=typed)]

    assert await suggested(ann, "") == ["Green Mug", "Grey Hoodie"]
    assert await suggested(ann, "grey h") == ["Grey Hoodie", "Green Mug"]
    assert await suggested(bob, "grey h") == ["Greyhound"]
    assert await suggested(ann, "grey t", general) == ["Grey Toaster"]
    assert await suggested(ann, "x" * 6000) == []
    assert await suggested(ann, "\u202e\n👒") == []
    assert "Europe/Berlin" in [
        each["value"] for each in await ann.autocomplete("timezone", zone="Berl")
    ]


async def test_a_message_of_somebody_becomes_a_thing_of_who_picks_it(
    minnow: Serving, discord: DiscordServer, general: Channel, ann: Person, bob: Person
) -> None:
    await opened(ann, general)
    said = await bob.write("grey hoodie", at=general)
    added = await ann.context_command("Add to my things", said)
    await discord.until(lambda: "Grey Hoodie" in added.text)

    own = await ann.write("bike")
    await ann.answer()
    assert "Added 🚲 Bike" in (await ann.context_command("Add to my things", own)).text


async def test_things_are_added_and_changed_by_forms(minnow: Serving, ann: Person) -> None:
    await asked(ann, "/items")
    form = await ann.command("add")
    added = await ann.submit(form, {"thing": "desk lamp", "goal": "2 years"})
    assert added.text.startswith("Added 💡 Desk Lamp · received")
    assert "goal 2 years" in added.text

    form = await ann.command("edit", thing="desk lamp")
    await minnow.restart()
    changed = await ann.submit(form, {"name": "Floor Lamp"})
    assert "Renamed 💡 Desk Lamp to Floor Lamp" in changed.text

    form = await ann.command("edit", thing="floor lamp")
    unchanged = await ann.submit(form, {})
    assert unchanged.text


async def test_fields_left_empty_change_nothing(minnow: Serving, ann: Person) -> None:
    await asked(ann, "/items")
    form = await ann.command("add")
    blank = await ann.submit(form, {"thing": " ", "received": " ", "goal": " "})
    assert blank.text
    assert (await ann.command("items")).text.startswith("Your list is empty.")

    await ann.command("add", thing="bike", goal="2 years")
    form = await ann.command("edit", thing="bike")
    await ann.submit(form, dict.fromkeys(("received", "last_used", "goal", "type"), ""))
    card = await ann.command("item", thing="bike")
    assert "Bike" in card.text
    assert "2 years" in card.text


async def test_a_form_of_a_button_edits_its_thing(minnow: Serving, ann: Person) -> None:
    await ann.command("add", thing="bike")
    card = await ann.command("item", thing="bike")
    assert card.response is not None
    await minnow.restart()
    form = await pressed(ann, card.response, "Edit")
    assert form.modal is not None
    changed = await ann.submit(form, {"name": "Red Bike"})
    assert "Renamed 🚲 Bike to Red Bike" in changed.text


async def test_a_list_of_many_things_is_chosen_from(minnow: Serving, ann: Person) -> None:
    await asked(
        ann, "/add a lamp, a bike, a sofa, a desk, a vase, a rug, a book, a drill and a pan"
    )
    await asked(ann, "/add a tent, a kite, a harp and a globe")
    listed = await ann.command("items")
    page = listed.response
    assert page is not None
    assert page.text.startswith("1–10 of 13:")
    assert len(page.options) == 11, "the things, and the next page"
    await minnow.restart()

    card = await ann.choose(page, next(label for label in page.options if "Sofa" in label))
    assert "Sofa" in card.text
    await ann.choose(page, next(label for label in page.options if "Next" in label))
    assert page.text.startswith("11–13 of 13:")


async def test_in_a_server_what_is_private_is_seen_by_who_asked_alone(
    minnow: Serving, flat: Guild, general: Channel, ann: Person, bob: Person
) -> None:
    shown_to_one = [
        await commanded(ann, "help", general),
        await commanded(ann, "privacy", general),
    ]
    await opened(ann, general)
    shown_to_one.append(await commanded(ann, "item", general, thing="yacht"))
    assert all(each.ephemeral for each in shown_to_one)
    shared = await commanded(ann, "add", general, thing="toaster")
    assert not shared.ephemeral
    for command in (each for each in COMMANDS if each.place is Place.PRIVATE):
        with pytest.raises(AssertionError, match="is not offered"):
            await ann.command(command.name, at=general)
        answer = await asked(ann, f"/{command.name}", general)
        assert answer.text.startswith("That is between the two of us."), command.name


async def test_where_it_is_only_installed_for_a_person_it_answers_them_alone(
    minnow: Serving, discord: DiscordServer, ann: Person, bob: Person
) -> None:
    ann.installs()
    elsewhere = discord.guild("Flat 8", owner=bob, bot=False)
    elsewhere.add(ann)
    await ann.command("add", thing="diary")
    listed = await commanded(ann, "items", elsewhere.channel("general"))
    assert listed.ephemeral
    assert "Diary" in listed.text
    answer = await commanded(ann, "help", ann.talk_with(bob))
    assert answer.ephemeral


async def test_commands_are_registered_once_for_everywhere(
    minnow: Serving, discord: DiscordServer, flat: Guild
) -> None:
    await minnow.restart()
    await discord.settled()
    registering = "PUT /applications/{application_id}/commands"
    assert [call.status for call in discord.calls_to(registering)] == [200]
    assert discord.commands.registered(flat.id) == []
    names = [each["name"] for each in discord.commands if each["type"] == SLASH]
    assert names == [command.name for command in COMMANDS]
    menus = [each["name"] for each in discord.commands if each["type"] == OF_A_MESSAGE]
    assert menus == ["Add to my things"]
    for command in COMMANDS:
        registered = discord.commands[command.name]
        is_private = command.place is Place.PRIVATE
        assert registered["contexts"] == (
            [WITH_THE_BOT] if is_private else [IN_SERVERS, WITH_THE_BOT, AMONG_PEOPLE]
        )
        assert registered["integration_types"] == [0, 1]
        assert registered["default_member_permissions"] is None
        assert registered["description_localizations"]["de"] != registered["description"]
    assert discord.commands["help"]["name_localizations"]["de"] == "hilfe"
