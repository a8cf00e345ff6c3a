"""People use commands and press buttons on a loopback Discord; the conversation is scripted."""

import asyncio

import pytest

from bot.conversation.form import Field, Form
from bot.conversation.messages import Button, Card, Invoked, Picture, Press, Reply
from tests.emulators.discord import Channel, DiscordServer, Person
from tests.emulators.discord.interactions import Callback
from tests.frontends.discord.answers import ScriptedConversation
from tests.frontends.discord.conftest import JPEG, Bot

UNDO = ((Button("Undo", "1un.x"),),)


@pytest.fixture
def general(server: DiscordServer, bot: Bot, ann: Person, bob: Person) -> Channel:
    guild = server.guild("Flat 7", owner=ann)
    guild.add(bob)
    return guild.channel("general")


@pytest.fixture(autouse=True)
async def _registered(bot: Bot, server: DiscordServer) -> None:
    await server.until(lambda: bool(server.commands.registered()))


async def test_a_quick_command_is_answered_at_once(bot: Bot, bob: Person) -> None:
    answered = await bob.command("add", thing="grey hoodie")

    assert answered.text == "heard: /add grey hoodie"
    assert answered.callback == Callback.MESSAGE
    assert bot.conversation.heard[0].locale == "de"


async def test_a_slow_command_thinks_first(bot: Bot, ann: Person) -> None:
    bot.conversation.seconds = 0.15
    answered = await ann.command("items")

    assert answered.deferred_after is not None
    assert answered.deferred_after < 3
    assert answered.text == "heard: /items"


async def test_a_slow_command_in_a_server_thinks_in_private_and_answers_in_public(
    bot: Bot, server: DiscordServer, ann: Person, general: Channel
) -> None:
    bot.conversation.seconds = 0.15
    command = await ann.command("items", at=general, wait=False)
    await server.until(lambda: bool(general.messages))

    assert command.deferred_after is not None
    thinking = command.response
    assert thinking is not None
    await server.until(lambda: thinking.deleted)
    assert [each.content for each in general.messages] == ["heard: /items"]


async def test_a_command_that_waits_for_others_is_held_in_time(bot: Bot, ann: Person) -> None:
    bot.conversation.gate = asyncio.Event()
    await ann.write("hello")
    command = await ann.command("items", wait=False)

    await command.acknowledged()
    bot.conversation.gate.set()
    assert (await command.answered()).text == "heard: /items"


async def test_a_command_that_is_answered_with_silence_leaves_nothing_thinking(
    bot: Bot, server: DiscordServer, conversation: ScriptedConversation, ann: Person
) -> None:
    conversation.script["/items"] = ()
    command = await ann.command("items", wait=False)

    await command.acknowledged()
    await server.settled()
    assert ann.direct.said_by_bot == []


async def test_an_edit_takes_the_place_of_the_pressed_message(
    conversation: ScriptedConversation, bot: Bot, server: DiscordServer, ann: Person
) -> None:
    conversation.script["hello"] = (Reply("Added.", (Card("Mug", "☕"),), UNDO),)
    conversation.script["1un.x"] = (Reply("Undone.", edits=True),)
    await ann.write("hello")
    answer = await ann.answer()

    pressed = await ann.press(answer, "Undo")

    assert pressed.response is answer
    assert (answer.content, answer.embeds, answer.buttons) == ("Undone.", [], [])
    assert conversation.heard[-1].content == Press("1un.x")


async def test_a_slow_press_is_held_and_then_edits(
    conversation: ScriptedConversation, bot: Bot, ann: Person
) -> None:
    conversation.script["hello"] = (Reply("Added.", buttons=UNDO),)
    conversation.script["1un.x"] = (Reply("Undone.", edits=True), Reply("Anything else?"))
    await ann.write("hello")
    answer = await ann.answer()
    conversation.seconds = 0.15

    pressed = await ann.press(answer, "Undo")
    await asyncio.sleep(0.1)

    assert pressed.callback == Callback.DEFERRED_UPDATE
    assert answer.content == "Undone."
    assert [each.content for each in pressed.followups] == ["Anything else?"]


async def test_a_button_works_after_a_restart(
    bot: Bot, conversation: ScriptedConversation, ann: Person
) -> None:
    conversation.script["hello"] = (Reply("Undo?", buttons=UNDO),)
    conversation.script["1un.x"] = (Reply("Undone.", edits=True),)
    await ann.write("hello")
    answer = await ann.answer()

    await bot.restart()
    await ann.press(answer, "Undo")

    assert answer.content == "Undone."


async def test_what_is_edited_after_another_answer_is_still_the_pressed_message(
    conversation: ScriptedConversation, bot: Bot, ann: Person
) -> None:
    conversation.script["hello"] = (Reply("Added.", buttons=UNDO),)
    conversation.script["1un.x"] = (Reply("One thing:"), Reply("Undone.", edits=True))
    await ann.write("hello")
    answer = await ann.answer()

    await ann.press(answer, "Undo")
    await asyncio.sleep(0.1)

    assert answer.content == "Undone."
    assert [each.content for each in ann.direct.said_by_bot] == ["Undone.", "One thing:"]


async def test_many_buttons_become_a_list(
    conversation: ScriptedConversation, bot: Bot, ann: Person
) -> None:
    things = tuple((Button(f"thing {number}", f"1it.{number}"),) for number in range(12))
    conversation.script["which"] = (Reply("Which?", buttons=(*things, *UNDO)),)
    await ann.write("which")
    answer = await ann.answer()
    assert answer.options[:12] == [f"thing {number}" for number in range(12)]

    await bot.restart()
    await ann.choose(answer, "thing 7")

    assert conversation.heard[-1].content == Press("1it.7")


async def test_a_notice_is_for_the_one_who_pressed(
    conversation: ScriptedConversation, bot: Bot, ann: Person, bob: Person, general: Channel
) -> None:
    conversation.script["hello"] = (Reply("Added.", buttons=UNDO),)
    conversation.script["1un.x"] = (Reply("That button is Ann's.", notice=True),)
    await ann.write("hello", at=general, mention=True)
    answer = await ann.answer(at=general)

    pressed = await bob.press(answer, "Undo")

    assert pressed.ephemeral
    assert pressed.text == "That button is Ann's."
    assert answer.content == "Added."


async def test_what_follows_from_an_ephemeral_message_is_ephemeral(
    conversation: ScriptedConversation, bot: Bot, ann: Person, bob: Person, general: Channel
) -> None:
    conversation.script["hello"] = (Reply("Added.", buttons=UNDO),)
    conversation.script["1un.x"] = (Reply("Sure?", notice=True, buttons=((Button("Yes", "y"),),)),)
    await ann.write("hello", at=general, mention=True)
    asked = await bob.press(await ann.answer(at=general), "Undo")
    assert asked.response is not None

    answered = await bob.press(asked.response, "Yes")

    assert answered.ephemeral


async def test_when_the_token_is_over_the_answer_is_a_message(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    bot.conversation.gate = asyncio.Event()
    command = await ann.command("items", wait=False)
    await command.acknowledged()
    server.time_passes(901)
    bot.conversation.gate.set()

    assert (await ann.answer()).content == "heard: /items"


async def test_when_the_token_is_over_the_pressed_message_is_edited_all_the_same(
    bot: Bot, server: DiscordServer, conversation: ScriptedConversation, ann: Person
) -> None:
    conversation.script["hello"] = (Reply("Added.", buttons=UNDO),)
    conversation.script["1un.x"] = (Reply("Undone.", edits=True),)
    await ann.write("hello")
    answer = await ann.answer()
    conversation.gate = asyncio.Event()
    pressed = await ann.press(answer, "Undo", wait=False)
    await pressed.acknowledged()
    server.time_passes(901)
    conversation.gate.set()

    await server.until(lambda: answer.content == "Undone.")


async def test_what_is_for_one_person_goes_to_them_when_the_token_is_over(
    bot: Bot,
    server: DiscordServer,
    conversation: ScriptedConversation,
    ann: Person,
    general: Channel,
) -> None:
    conversation.script["/items"] = (Reply("Only you see this.", notice=True),)
    conversation.gate = asyncio.Event()
    command = await ann.command("items", at=general, wait=False)
    await command.acknowledged()
    server.time_passes(901)
    conversation.gate.set()

    assert (await ann.answer()).content == "Only you see this."
    assert general.messages == []


async def test_an_interaction_that_somebody_else_has_taken_is_followed_up(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    """As after a response of which only the confirmation was lost."""
    server.fail("POST /interactions/*/*/callback", drop=True, after=True)
    command = await ann.command("items", wait=False)
    await server.until(lambda: bool(command.followups))

    assert command.followups[0].content == "heard: /items"


async def test_a_command_that_is_told_twice_is_answered_once(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    command = await ann.command("items")
    server.deliver_again(command)

    await server.quiet()
    assert len(bot.conversation.heard) == 1


async def test_what_is_too_much_for_an_interaction_comes_in_private(
    bot: Bot, conversation: ScriptedConversation, ann: Person, bob: Person
) -> None:
    """Where the bot takes no part, an interaction gets 5 answers more than the first."""
    ann.installs()
    together = ann.talk_with(bob)
    conversation.script["/items"] = tuple(Reply(f"part {number}") for number in range(8))
    await ann.command("items", at=together)

    said = [(await ann.answer()).content for _ in range(2)]
    assert said == ["part 6", "part 7"]


async def test_a_command_works_where_the_bot_may_not_write(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    quiet = server.guild("Flat 7", owner=ann).channel("quiet", bot_may_write=False)

    assert (await ann.command("items", at=quiet)).text == "heard: /items"


async def test_a_message_is_added_from_its_menu(bot: Bot, ann: Person, general: Channel) -> None:
    message = await ann.write("my grey hoodie", at=general)

    await ann.context_command("Add to my things", message)

    assert bot.conversation.heard[-1].content == Invoked("add", (("thing", "my grey hoodie"),))


async def test_a_picture_is_added_from_the_menu_of_its_message(
    bot: Bot, ann: Person, general: Channel
) -> None:
    files = [("mug.jpg", "image/jpeg", JPEG)]
    message = await ann.write("my mug", at=general, attachments=files)

    await ann.context_command("Add to my things", message)

    picture = bot.conversation.heard[-1].content
    assert isinstance(picture, Picture)
    assert (picture.caption, await picture.file.read()) == ("my mug", JPEG)


async def test_the_bot_is_used_among_people_where_it_takes_no_part(
    bot: Bot, server: DiscordServer, ann: Person, bob: Person
) -> None:
    ann.installs()
    together = ann.talk_with(bob)

    answered = await ann.command("items", at=together)

    assert answered.text == "heard: /items"
    group = bot.conversation.heard[-1].group
    assert group is not None
    assert group.chat_id == str(together.id)


async def test_what_somebody_does_in_a_server_without_the_bot_is_not_that_servers_business(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    ann.installs()
    elsewhere = server.guild("Flat 8", owner=ann, bot=False).channel("general")

    answered = await ann.command("items", at=elsewhere)
    await ann.autocomplete("used", at=elsewhere, thing="g")

    heard = bot.conversation.heard[-1]
    assert (heard.group, heard.is_passing) == (None, True)
    typed = bot.conversation.typed[-1][0]
    assert (typed.group, typed.is_passing) == (None, True)
    assert answered.ephemeral


async def test_a_server_with_the_bot_is_a_group_for_who_has_installed_it_too(
    bot: Bot, ann: Person, general: Channel
) -> None:
    ann.installs()
    await ann.command("items", at=general)

    heard = bot.conversation.heard[-1]
    assert heard.group is not None
    assert not heard.is_passing


async def test_the_options_of_a_command_are_told_one_by_one(bot: Bot, ann: Person) -> None:
    await ann.command("add", thing="mug", goal="2 years", type="Clothing")

    values = dict(bot.conversation.heard[-1].content.values)  # type: ignore[union-attr]
    assert values["thing"] == "mug"
    assert values["goal"] == "2 years"


async def test_things_are_suggested_while_somebody_types(bot: Bot, ann: Person) -> None:
    bot.conversation.suggestions = ("grey hoodie", "green mug")

    offered = await ann.autocomplete("item", thing="gre")

    assert [each["value"] for each in offered] == ["grey hoodie", "green mug"]
    incoming, *rest = bot.conversation.typed[0]
    assert rest == ["item", "thing", "gre"]
    assert incoming.account.user_id == str(ann.id)


async def test_whatever_is_typed_gets_suggestions_or_none(bot: Bot, ann: Person) -> None:
    assert await ann.autocomplete("item", thing="x" * 6000) == []
    assert await ann.autocomplete("item", thing="") == []


async def test_a_form_is_shown_and_calls_its_command(
    bot: Bot, conversation: ScriptedConversation, ann: Person
) -> None:
    about = "01a1f9cb-882b-7698-b342-f18661343fe1"
    fields = (Field("name", "Name", "Mug", required=True), Field("goal", "Goal in months"))
    conversation.script["/edit Mug"] = (
        Reply("Use words", form=Form("Edit", "edit", fields, about)),
    )
    opened = await ann.command("edit", thing="Mug")
    assert opened.modal is not None

    await bot.restart()
    answered = await ann.submit(opened, {"Name": "Cup", "Goal in months": ""})

    assert answered.text.startswith("heard: /edit")
    sent = conversation.heard[-1].content
    assert sent == Invoked("edit", (("thing", about), ("name", "Cup"), ("goal", "")))


async def test_a_form_of_a_button_is_shown_though_the_turn_is_slow(
    bot: Bot, conversation: ScriptedConversation, ann: Person
) -> None:
    form = Form("Add a thing", "add", (Field("thing", "What is it?", required=True),))
    conversation.script["/add"] = (Reply("In words, please.", form=form),)
    conversation.seconds = 0.15

    opened = await ann.command("add")

    assert opened.modal is not None
    assert opened.messages == []


async def test_where_no_form_can_be_shown_the_words_come(
    bot: Bot, conversation: ScriptedConversation, ann: Person
) -> None:
    form = Form("Edit", "edit", (Field("name", "Name"),))
    conversation.script["/items"] = (Reply("Use words, please.", form=form),)
    conversation.seconds = 0.15

    answered = await ann.command("items")

    assert answered.text == "Use words, please."


async def test_what_is_for_one_person_is_ephemeral_in_a_server(
    bot: Bot, conversation: ScriptedConversation, ann: Person, general: Channel
) -> None:
    conversation.script["/privacy"] = (Reply("What I keep of you", private=True),)

    assert (await ann.command("privacy", at=general)).ephemeral
    assert not (await ann.command("privacy")).ephemeral
