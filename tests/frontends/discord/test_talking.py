"""People write and press on a loopback Discord; the conversation is scripted."""

from bot.conversation.messages import Button, Reply
from tests.emulators.discord import DiscordServer, Person
from tests.frontends.discord.answers import ScriptedConversation
from tests.frontends.discord.conftest import Bot


async def test_a_direct_message_is_answered(bot: Bot, ann: Person) -> None:
    await ann.write("bought a mug")

    assert (await ann.answer()).content == "heard: bought a mug"


async def test_in_a_server_only_a_mention_is_answered_with_a_reply(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    general = server.guild("Flat 7", owner=ann).channel("general")
    await ann.write("nobody asked the bot", at=general)
    written = await ann.write("bought a mug", at=general, mention=True)

    answer = await ann.answer(at=general)

    assert answer.content == "heard: bought a mug"
    assert answer.reply_to is written
    assert answer.mentions == []
    assert len(bot.conversation.heard) == 1


async def test_a_slash_command_is_answered_at_once(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    await server.until(lambda: bool(server.commands.registered()))
    answered = await ann.command("add", words="grey hoodie")

    assert answered.text == "heard: /add grey hoodie"
    assert answered.deferred_after is None


async def test_a_button_works_after_a_restart(
    bot: Bot, server: DiscordServer, conversation: ScriptedConversation, ann: Person
) -> None:
    conversation.script["hello"] = (Reply("Undo?", buttons=((Button("Undo", "1un.x"),),)),)
    conversation.script["1un.x"] = (Reply("Undone.", edits=True),)
    await ann.write("hello")
    answer = await ann.answer()

    await bot.restart()
    pressed = await ann.press(answer, "Undo")

    assert pressed.response is answer
    assert answer.content == "Undone."
    assert answer.buttons == []
