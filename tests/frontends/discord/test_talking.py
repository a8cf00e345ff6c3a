"""People write on a loopback Discord; the conversation is scripted."""

import asyncio

import pytest

from bot.conversation.messages import (
    Address,
    Button,
    Card,
    Document,
    Group,
    Other,
    OtherKind,
    Picture,
    Reply,
    Text,
    Voice,
)
from core.turns.desk import TurnInHand
from tests.emulators.discord import DiscordServer, Permission, Person
from tests.frontends.discord.answers import ScriptedConversation
from tests.frontends.discord.conftest import JPEG, Bot


async def test_a_direct_message_is_answered(bot: Bot, ann: Person) -> None:
    await ann.write("bought a mug")

    assert (await ann.answer()).content == "heard: bought a mug"
    heard = bot.conversation.heard[0]
    assert heard.address == Address("discord", str(ann.direct.id))
    assert heard.account.user_id == str(ann.id)
    assert heard.group is None


async def test_in_a_server_only_a_mention_is_answered_and_with_a_reply(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    guild = server.guild("Flat 7", owner=ann)
    general = guild.channel("general")
    await ann.write("nobody asked the bot", at=general)
    written = await ann.write("bought a mug", at=general, mention=True)

    answer = await ann.answer(at=general)

    assert answer.content == "heard: bought a mug"
    assert answer.reply_to is written
    assert answer.mentions == []
    assert [each.group for each in bot.conversation.heard] == [
        Group(str(guild.id), "Flat 7", is_run_by_person=True)
    ]


async def test_who_may_manage_a_server_runs_its_list(
    bot: Bot, server: DiscordServer, ann: Person, bob: Person
) -> None:
    guild = server.guild("Flat 7", owner=ann)
    guild.add(bob)
    general = guild.channel("general")
    await server.until(lambda: bool(server.commands.registered()))
    await bob.write("one", at=general, mention=True)
    await bob.answer(at=general)
    await bob.command("items", at=general)
    guild.add(bob, Permission.MANAGE_GUILD)
    await server.settled()
    await bob.write("two", at=general, mention=True)
    await bob.answer(at=general)
    await bob.command("items", at=general)

    groups = [each.group for each in bot.conversation.heard]
    assert [group and group.is_run_by_person for group in groups] == [False, False, True, True]


async def test_a_question_replies_to_what_it_is_about(
    bot: Bot, conversation: ScriptedConversation, ann: Person
) -> None:
    conversation.script["gave the mug away"] = (Reply("To whom?", asks=True),)
    written = await ann.write("gave the mug away")

    assert (await ann.answer()).reply_to is written
    await ann.write("thanks")
    assert (await ann.answer()).reply_to is None


async def test_a_reply_to_the_bot_is_heard(bot: Bot, server: DiscordServer, ann: Person) -> None:
    general = server.guild("Flat 7", owner=ann).channel("general")
    await ann.write("hello", at=general, mention=True)
    said = await ann.answer(at=general)

    await ann.write("24 months", at=general, reply_to=said)

    assert (await ann.answer(at=general)).content == "heard: 24 months"


async def test_threads_and_posts_are_places_of_their_own(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    guild = server.guild("Flat 7", owner=ann)
    thread = guild.channel("general").thread("things")
    await ann.write("one", at=thread, mention=True)
    await ann.answer(at=thread)
    post = await ann.open_post(guild.forum("swap"), "A mug", "two", mention=True)
    await ann.answer(at=post)

    addresses = [each.address for each in bot.conversation.heard]
    assert addresses == [Address("discord", str(thread.id)), Address("discord", str(post.id))]
    assert {each.group for each in bot.conversation.heard} == {
        Group(str(guild.id), "Flat 7", is_run_by_person=True)
    }


async def test_bots_webhooks_system_messages_and_edits_are_not_heard(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    general = server.guild("Flat 7", owner=ann).channel("general")
    robot = server.person("Robot", bot=True)
    assert general.guild is not None
    general.guild.add(robot)
    await robot.write("beep", at=general, mention=True)
    server.post_by_webhook(general, "Hook", f"<@{server.bot_id}> hello")
    await ann.write(at=general, kind=7)
    message = await ann.write("one", at=general)
    await ann.edit(message, f"<@{server.bot_id}> one")

    await server.quiet()
    assert bot.conversation.heard == []


async def test_a_picture_can_be_fetched_and_has_its_words(bot: Bot, ann: Person) -> None:
    await ann.write("my mug", attachments=[("mug.jpg", "image/jpeg", JPEG)])
    await ann.answer()

    content = bot.conversation.heard[0].content
    assert isinstance(content, Picture)
    assert content.caption == "my mug"
    assert content.file.media_type == "image/jpeg"
    assert await content.file.read() == JPEG


async def test_the_pictures_of_an_album_are_answered_together_each_once(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    bot.conversation.failures = [TurnInHand()]
    files = [(f"{number}.jpg", "image/jpeg", JPEG) for number in range(3)]
    message = await ann.write("my mug", attachments=files)
    said = await ann.answers()
    await server.until(lambda: len(ann.direct.said_by_bot) == 3)
    await bot.stop()

    assert said[0].content == "Picture"
    heard = [each.update_id for each in bot.conversation.heard]
    parts = [str(message.id), f"{message.id}-2", f"{message.id}-3"]
    assert heard == [parts[0], *parts]
    assert bot.conversation.told == parts


async def test_a_voice_message_can_be_fetched(bot: Bot, ann: Person) -> None:
    await ann.write(voice=True, attachments=[("voice.ogg", "audio/ogg", b"sound")])
    await ann.answer()

    content = bot.conversation.heard[0].content
    assert isinstance(content, Voice)
    assert (content.seconds, await content.file.read()) == (2, b"sound")


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("video/mp4", OtherKind.VIDEO),
        ("audio/mpeg", OtherKind.AUDIO),
        ("application/zip", OtherKind.DOCUMENT),
        ("", OtherKind.DOCUMENT),
    ],
)
async def test_any_other_file_gets_an_answer(
    bot: Bot, ann: Person, media_type: str, kind: OtherKind
) -> None:
    await ann.write(attachments=[("file", media_type, b"?")])
    await ann.answer()

    assert bot.conversation.heard[0].content == Other(kind)


async def test_an_event_that_comes_twice_is_answered_once(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    message = await ann.write("hello")
    server.deliver_again(message)
    await ann.answer()
    server.deliver_again(message)

    await server.quiet()
    assert len(bot.conversation.heard) == 1


async def test_messages_of_one_channel_are_answered_in_their_order(bot: Bot, ann: Person) -> None:
    bot.conversation.gate = asyncio.Event()
    for text in ("one", "two", "three"):
        await ann.write(text)
    bot.conversation.gate.set()

    said = [(await ann.answer()).content for _ in range(3)]
    assert said == ["heard: one", "heard: two", "heard: three"]


async def test_people_see_that_the_bot_works(bot: Bot, ann: Person) -> None:
    bot.conversation.seconds = 0.6
    await ann.write("hello")

    await ann.answer()
    assert ann.direct.typing == 1


async def test_a_card_becomes_an_embed_with_its_picture(
    bot: Bot, conversation: ScriptedConversation, ann: Person
) -> None:
    picture = "picture:01a1f9cb-882b-7698-b342-f18661343fe1"
    card = Card("Mug", picture, (("Kept", "1 year"),), 0.4, "Goal", ("Bronze Mug Keeper",))
    conversation.script["show"] = (Reply("Here it is:", cards=(card,)),)
    await ann.write("show")

    answer = await ann.answer()
    assert answer.content == "Here it is:"
    assert answer.embeds[0]["title"] == "Mug"
    assert "40%" in answer.embeds[0]["description"]
    assert answer.embeds[0]["footer"]["text"] == "Bronze Mug Keeper"
    assert [file.content for file in answer.attachments] == [JPEG]


async def test_a_document_is_attached(
    bot: Bot, conversation: ScriptedConversation, ann: Person
) -> None:
    file = Document("things.json", "application/json", b"{}")
    conversation.script["/export"] = (Reply("All of it:", document=file),)
    await ann.write("/export")

    answer = await ann.answer()
    assert [(each.name, each.content) for each in answer.attachments] == [("things.json", b"{}")]


async def test_a_long_answer_comes_in_parts_with_the_buttons_under_the_last(
    bot: Bot, conversation: ScriptedConversation, ann: Person
) -> None:
    text = "\n".join(f"{number} *things*" for number in range(600))
    conversation.script["list"] = (Reply(text, buttons=((Button("Next", "1pg.x"),),)),)
    await ann.write("list")
    await ann.answer()
    await asyncio.sleep(0.2)

    parts = ann.direct.said_by_bot
    assert [each.buttons for each in parts[:-1]] == [[]] * (len(parts) - 1)
    assert parts[-1].buttons == ["Next"]
    assert "\n".join(each.content for each in parts).replace("\\", "") == text


async def test_nobody_is_pinged_and_nothing_is_styled_by_peoples_words(
    bot: Bot, server: DiscordServer, ann: Person, bob: Person
) -> None:
    general = server.guild("Flat 7", owner=ann).channel("general")
    await ann.write("@everyone **hi** <#1>", at=general, mention=True)

    answer = await ann.answer(at=general)
    assert not answer.pings_everyone
    assert answer.mentions == []
    assert answer.content == r"heard: \@everyone \*\*hi\*\* \<#1>"
    assert bot.conversation.heard[0].content == Text("@everyone **hi** <#1>")


async def test_the_answered_are_told(bot: Bot, ann: Person) -> None:
    message = await ann.write("hello")
    await ann.answer()
    await bot.stop()

    assert bot.conversation.told == [str(message.id)]


async def test_where_embeds_are_not_allowed_the_words_come(
    bot: Bot, server: DiscordServer, conversation: ScriptedConversation, ann: Person
) -> None:
    guild = server.guild("Flat 7", owner=ann)
    general = guild.channel("general", denied=Permission.EMBED_LINKS)
    buttons = ((Button("Undo", "1un.x"),),)
    conversation.script["show"] = (Reply("Here:", (Card("Mug", "☕"),), buttons),)
    await ann.write("show", at=general, mention=True)

    answer = await ann.answer(at=general)
    assert answer.content == "Here:\n\n☕ Mug"
    assert answer.buttons == ["Undo"]


async def test_where_the_bot_may_not_write_it_says_in_private_which_permission_it_needs(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    general = server.guild("Flat 7", owner=ann).channel("general", bot_may_write=False)
    await ann.write("hello", at=general, mention=True)

    answer = await ann.answer()
    assert "“Send Messages”" in answer.content
    assert r"#general" in answer.content


async def test_where_nothing_can_be_said_at_all_there_is_silence(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    ann.closes_dms()
    general = server.guild("Flat 7", owner=ann).channel("general", bot_may_write=False)
    await ann.write("hello", at=general, mention=True)

    await server.quiet()
    await server.settled()
    assert await bot.front_end.is_well()


async def test_a_file_that_discord_does_not_take_is_answered_with_words(
    bot: Bot, server: DiscordServer, conversation: ScriptedConversation, ann: Person
) -> None:
    large = b" " * (10 * 1024 * 1024 + 1)
    file = Document("things.json", "application/json", large, "Too large, sorry.")
    conversation.script["/export"] = (Reply("All of it:", document=file),)
    await ann.write("/export")

    assert (await ann.answer()).content == "Too large, sorry."
    await server.until(lambda: bool(server.commands.registered()))
    assert (await ann.command("export")).text == "Too large, sorry."
