"""Commands, buttons, lists and modals, as the real discord.py handles them."""

import asyncio

import discord
import pytest

from tests.emulators.discord import DiscordServer, Permission, Person
from tests.emulators.discord.assistant import Assistant
from tests.emulators.discord.conftest import Running


@pytest.fixture
async def bot(running: Running) -> Assistant:
    bot = Assistant()
    await running(bot)
    return bot


async def test_a_command_gets_its_options_and_is_answered(
    bot: Assistant, server: DiscordServer, ann: Person
) -> None:
    short = await ann.command("add", thing="grey hoodie")
    long = await ann.command("add", thing="mug", months=24)
    grouped = await ann.command("checkup interval", months=3)

    assert (short.text, long.text, grouped.text) == (
        "grey hoodie for 12",
        "mug for 24",
        "every 3",
    )
    assert short.response in ann.messages
    assert not short.ephemeral
    assert short.deferred_after is None


async def test_a_client_sends_no_options_that_discord_would_not(
    bot: Assistant, ann: Person
) -> None:
    for options in ({}, {"thing": 3}, {"thing": "mug", "months": 61}, {"thing": "mug", "size": 1}):
        with pytest.raises(AssertionError):
            await ann.command("add", **options)
    with pytest.raises(AssertionError, match="needs a subcommand"):
        await ann.command("checkup")


async def test_choices_are_offered_while_typing(bot: Assistant, ann: Person) -> None:
    choices = await ann.autocomplete("show", thing="gre")
    nothing = await ann.autocomplete("show", thing="x" * 6000)

    assert [choice["value"] for choice in choices] == ["grey hoodie", "green mug"]
    assert nothing == []


async def test_an_ephemeral_answer_is_in_no_channel(
    bot: Assistant, server: DiscordServer, ann: Person, bob: Person
) -> None:
    guild = server.guild("Flat 7", owner=ann)
    general = guild.channel("general", bot_may_write=False)

    shown = await ann.command("show", at=general, thing="mug")

    assert shown.text == "just for you: mug"
    assert shown.ephemeral
    assert general.messages == []
    assert shown.response is not None
    with pytest.raises(AssertionError, match="Bob does not see"):
        await bob.press(shown.response, "Undo")


async def test_a_button_is_answered_by_a_client_that_has_started_since(
    bot: Assistant, running: Running, ann: Person
) -> None:
    added = await ann.command("add", thing="mug")
    assert added.response is not None
    assert added.response.buttons == ["Undo"]

    await running.stop(bot)
    await running(Assistant())
    pressed = await ann.press(added.response, "Undo")

    assert pressed.response is added.response
    assert added.response.content == "undone 7"
    with pytest.raises(AssertionError, match="no button"):
        await ann.press(added.response, "Undo")


async def test_an_option_of_a_list_is_chosen_by_its_label(
    bot: Assistant, server: DiscordServer, ann: Person, bob: Person
) -> None:
    general = server.guild("Flat 7", owner=ann).channel("general")
    asked = await ann.command("pick", at=general, whose=bob)
    assert asked.response is not None
    assert asked.response.options == ["Hoodie", "Mug"]
    assert asked.response.content == "of bob"

    chosen = await ann.choose(asked.response, "Mug")

    assert asked.response.content == "chose mug"
    assert chosen.deferred_after is not None


async def test_a_modal_is_filled_in_as_far_as_the_client_allows(
    bot: Assistant, ann: Person
) -> None:
    opened = await ann.command("edit")
    unchanged = await ann.submit(opened, {})
    changed = await ann.submit(await ann.command("edit"), {"Name": "mug", "Note": "chipped"})

    assert unchanged.text == "hoodie|"
    assert changed.text == "mug|chipped"
    for wrong in ({"Name": ""}, {"Name": "x" * 41}, {"Size": "L"}):
        with pytest.raises(AssertionError):
            await ann.submit(opened, wrong)


async def test_files_are_options_too(bot: Assistant, ann: Person) -> None:
    shown = await ann.command("picture", file=("hoodie.png", "image/png", b"grey"))

    assert shown.text == "hoodie.png: grey"


async def test_containers_and_labelled_fields_work_as_rows_do(bot: Assistant, ann: Person) -> None:
    card = await ann.command("card")
    opened = await ann.command("label")
    labelled = await ann.submit(opened, {"Kind": "Tools"})

    assert card.text == "A hoodie"
    assert card.response is not None
    assert card.response.buttons == ["Undo"]
    assert labelled.text == "Tools"


async def test_a_deferred_answer_is_filled_in_and_followed_up(bot: Assistant, ann: Person) -> None:
    bot.may_answer.clear()
    asked = await ann.command("slow", wait=False)
    await asked.acknowledged()

    assert asked.response is not None
    assert asked.response.loading
    assert asked.deferred_after is not None
    bot.may_answer.set()
    await asked.answered()
    assert asked.response.content == "done"
    await ann.command("add", thing="mug")
    assert [each.content for each in asked.followups] == ["and more"]
    assert asked.ephemeral


async def test_the_menu_of_a_message_shows_the_bot_what_it_may_not_read_otherwise(
    bot: Assistant, server: DiscordServer, ann: Person
) -> None:
    general = server.guild("Flat 7", owner=ann).channel("general")
    message = await ann.write("a grey hoodie", at=general)

    added = await ann.context_command("Add to my things", message)

    assert added.text == "added a grey hoodie"


async def test_a_response_after_three_seconds_and_a_second_one_are_refused(
    bot: Assistant, server: DiscordServer, ann: Person
) -> None:
    bot.may_answer.clear()
    slow = await ann.command("late", wait=False)
    await ann.command("add", thing="mug")
    server.time_passes(3.1)
    bot.may_answer.set()
    sorry = await ann.answer()
    await ann.command("twice")
    await server.settled()

    assert slow.callback is None
    assert sorry.text == "sorry"
    assert [refused.code for refused in bot.refused] == [10062, 40060]
    assert isinstance(bot.refused[0], discord.NotFound)


async def test_a_follow_up_after_fifteen_minutes_is_refused(
    bot: Assistant, server: DiscordServer, ann: Person
) -> None:
    bot.may_answer.clear()
    asked = await ann.command("late", deferred=True, wait=False)
    await asked.acknowledged()
    server.time_passes(15 * 60 + 1)
    bot.may_answer.set()
    await server.settled()

    assert [refused.code for refused in bot.refused] == [50027]
    assert ann.messages[-1].text == "sorry"


async def test_commands_are_offered_by_permission_place_and_installation(
    bot: Assistant, server: DiscordServer, ann: Person, bob: Person
) -> None:
    guild = server.guild("Flat 7", owner=ann)
    general = guild.channel("general")
    guild.add(bob)

    assert (await ann.command("admin", at=general)).text == "may: True"
    for nowhere in (general, bob.direct):
        with pytest.raises(AssertionError, match="not offered 'admin'"):
            await bob.command("admin", at=nowhere)
    guild.add(bob, Permission.MANAGE_GUILD)
    assert (await bob.command("admin", at=general)).text == "may: True"

    elsewhere = server.guild("Elsewhere", owner=ann, bot=False).channel("general")
    among_people = ann.talk_with(bob)
    for place in (elsewhere, among_people):
        with pytest.raises(AssertionError, match="not offered"):
            await ann.command("add", at=place, thing="mug")
    ann.installs()
    for place in (elsewhere, among_people):
        assert (await ann.command("add", at=place, thing="mug")).text == "mug for 12"
        with pytest.raises(AssertionError, match="not offered"):
            await ann.command("show", at=place, thing="mug")


async def test_an_interaction_that_comes_twice_is_answered_once(
    bot: Assistant, server: DiscordServer, ann: Person
) -> None:
    added = await ann.command("add", thing="mug")
    server.deliver_again(added)
    await server.settled()

    assert len(ann.messages) == 1
    assert [call.status for call in server.calls[-2:]] == [200, 400]


async def test_an_interaction_during_a_reconnection_is_answered_after_it(
    bot: Assistant, server: DiscordServer, ann: Person
) -> None:
    coming_back = asyncio.create_task(server.reconnect())
    await server.disconnected()
    added = await ann.command("add", thing="mug")
    await coming_back

    assert added.text == "mug for 12"


async def test_registered_commands_are_there_for_tests(
    bot: Assistant, server: DiscordServer
) -> None:
    assert server.commands["add"]["contexts"] == [0, 1, 2]
    assert server.commands["add"]["integration_types"] == [0, 1]
    assert server.commands["admin"]["default_member_permissions"] == "32"
    assert "Add to my things" in [command["name"] for command in server.commands]
