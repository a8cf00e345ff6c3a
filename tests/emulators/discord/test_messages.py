"""Messages, as the real discord.py reads and writes them."""

import discord
import pytest

from tests.emulators.discord import DiscordServer, Permission, Person
from tests.emulators.discord.conftest import Bot, Running


class Echo(Bot):
    async def on_message(self, message: discord.Message) -> None:
        await super().on_message(message)
        if message.author != self.user:
            await message.channel.send(message.content.upper() or "?")


async def test_a_direct_message_is_answered(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    await running(Echo())

    await ann.write("hello")
    answer = await ann.answer()

    assert answer.text == "HELLO"
    assert [each.content for each in ann.messages] == ["hello", "HELLO"]


async def test_answers_are_read_in_order_and_once(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    await running(Echo())

    for text in ("one", "two", "three"):
        await ann.write(text)
    await server.until(lambda: len(ann.direct.said_by_bot) == 3)

    assert (await ann.answer()).text == "ONE"
    assert [each.text for each in await ann.answers()] == ["TWO", "THREE"]
    with pytest.raises(AssertionError, match="in vain"):
        await ann.answer(within=0.01)


async def test_a_bot_that_should_be_quiet_is_caught(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    await running(Echo())
    await server.quiet(0.01)

    await ann.write("hello")

    with pytest.raises(AssertionError, match="not quiet"):
        await server.quiet(0.1)


async def test_what_is_said_in_a_server_is_read_only_when_the_bot_is_mentioned(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    general = server.guild("Flat 7", owner=ann).channel("general")
    bot = await running(Echo())

    await ann.write("secret", at=general)
    first = await ann.answer(at=general)
    await ann.write("hello", at=general, mention=True)
    await ann.answer(at=general)
    await ann.write("a reply", at=general, reply_to=first)
    await ann.answer(at=general)
    await ann.write("without a ping", at=general, reply_to=first, ping=False)
    await ann.answer(at=general)

    read = [each.content for each in bot.received]
    assert read == ["", f"<@{server.bot_id}> hello", "a reply", ""]
    resolved = bot.received[2].reference and bot.received[2].reference.resolved
    assert isinstance(resolved, discord.Message)
    assert resolved.content == "?"


async def test_attachments_and_voice_messages_can_be_fetched(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    bot = await running(Bot())

    await ann.write("look", attachments=[("hoodie.png", "image/png", b"picture")])
    await ann.write(attachments=[("voice-message.ogg", "audio/ogg", b"sound")], voice=True)
    await server.settled()

    picture, voice = (each.attachments[0] for each in bot.received)
    assert await picture.read() == b"picture"
    assert picture.content_type == "image/png"
    assert await voice.read() == b"sound"
    assert voice.is_voice_message()
    server.fail("GET /attachments/*", status=404)
    with pytest.raises(discord.NotFound):
        await picture.read()


async def test_embeds_buttons_files_and_mentions_are_recorded(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    bot = await running(Bot())
    channel = await bot.create_dm(discord.Object(ann.id))
    embed = discord.Embed(title="Hoodie", description="grey").set_thumbnail(
        url="attachment://a.png"
    )
    view = discord.ui.View()
    view.add_item(discord.ui.Button(label="Undo", custom_id="undo"))

    sent = await channel.send(
        f"for <@{ann.id}>",
        embed=embed,
        file=discord.File(__file__, filename="a.png"),
        view=view,
        allowed_mentions=discord.AllowedMentions.none(),
    )
    (message,) = ann.messages
    assert message.allowed_mentions == {"parse": []}
    assert message.mentions == []
    await sent.edit(content="changed", view=None)

    assert message.text == "changed\nHoodie\ngrey"
    assert message.attachments[0].name == "a.png"
    assert message.embeds[0]["thumbnail"]["url"] == message.attachments[0].url
    assert message.buttons == []
    assert message.edited
    await sent.delete()
    assert ann.messages == []


async def test_whoever_is_named_is_pinged_unless_it_is_said_otherwise(
    server: DiscordServer, running: Running, ann: Person, bob: Person
) -> None:
    general = server.guild("Flat 7", owner=ann).channel("general")
    bot = await running(Bot())
    channel = bot.get_partial_messageable(general.id)
    asked = await ann.write("hello", at=general, mention=True)
    reply = channel.get_partial_message(asked.id).reply

    for allowed in (
        discord.AllowedMentions.all(),
        discord.AllowedMentions(users=[bob], everyone=False, replied_user=False),
        discord.AllowedMentions.none(),
    ):
        await reply(f"<@{ann.id}> <@{bob.id}> @everyone", allowed_mentions=allowed)

    pinged = [(each.mentions, each.pings_everyone) for each in general.said_by_bot]
    assert pinged == [([ann, bob], True), ([bob], False), ([], False)]
    assert general.said_by_bot[0].reply_to is asked


async def test_edits_deletions_threads_posts_and_other_authors_arrive_as_such(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    guild = server.guild("Flat 7", owner=ann)
    general = guild.channel("general")
    bot = await running(Bot())

    thread = general.thread("hoodies")
    await ann.write("in a thread", at=thread, mention=True)
    post = await ann.open_post(guild.forum("help"), "How?", "in a post", mention=True)
    server.post_by_webhook(general, "News", "from a webhook")
    other = server.person("Other", bot=True)
    guild.add(other)
    await other.write("from a bot", at=general)
    message = await ann.write("fist", mention=True, at=general)
    await ann.edit(message, "first")
    await ann.delete(message)
    await server.settled()

    in_thread, in_post, by_webhook, by_bot, _ = bot.received
    assert isinstance(in_thread.channel, discord.Thread)
    assert in_thread.channel.parent_id == general.id
    assert in_post.id == in_post.channel.id == post.id
    assert by_webhook.webhook_id
    assert by_bot.author.bot
    assert message not in general.messages


async def test_writing_where_it_may_not_is_refused_as_discord_does(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    guild = server.guild("Flat 7", owner=ann)
    mute = guild.channel("mute", bot_may_write=False)
    hidden = guild.channel("hidden", bot_may_see=False)
    plain = guild.channel("plain", denied=Permission.EMBED_LINKS)
    bot = await running(Bot())

    async def refusal(channel_id: int, **message: str) -> int:
        embed = discord.Embed(title="a") if "embed" in message else None
        with pytest.raises(discord.HTTPException) as refused:
            await bot.get_partial_messageable(channel_id).send("x", embed=embed)  # type: ignore[arg-type]
        return refused.value.code

    assert await refusal(mute.id) == 50013
    assert await refusal(hidden.id) == 50001
    assert await refusal(plain.id, embed="yes") == 50013
    assert await refusal(12345) == 10003
    ann.closes_dms()
    assert await refusal(ann.direct.id) == 50007
    ann.opens_dms()
    assert await bot.get_partial_messageable(ann.direct.id).send("x")
    guild.remove_bot()
    assert await refusal(mute.id) == 50001


async def test_unknown_and_foreign_messages_can_not_be_changed(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    bot = await running(Bot())
    hers = await ann.write("mine")
    channel = bot.get_partial_messageable(ann.direct.id)

    with pytest.raises(discord.NotFound) as unknown:
        await channel.get_partial_message(1).edit(content="x")
    with pytest.raises(discord.Forbidden) as foreign:
        await channel.get_partial_message(hers.id).edit(content="x")

    assert unknown.value.code == 10008
    assert foreign.value.code == 50005


async def test_a_message_with_the_same_enforced_nonce_is_sent_once(
    server: DiscordServer, running: Running, ann: Person
) -> None:
    bot = await running(Bot())
    channel = bot.get_partial_messageable(ann.direct.id)

    first = await channel.send("once", nonce="7")
    second = await channel.send("once", nonce="7")

    assert first.id == second.id
    assert len(ann.messages) == 1
