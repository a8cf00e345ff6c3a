"""Servers that the bot comes into and goes out of."""

from bot.conversation.messages import Address, Group, Joined
from tests.emulators.discord import DiscordServer, Guild, Person
from tests.frontends.discord.conftest import Bot


def flat(server: DiscordServer, owner: Person, *, may_write: bool = True) -> Guild:
    guild = server.guild("Flat 7", owner=owner, bot=False, locale="de")
    guild.system_channel = guild.channel("general", bot_may_write=may_write)
    return guild


async def test_the_bot_greets_where_it_comes_in(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    guild = flat(server, ann)
    assert guild.system_channel is not None
    await server.settled(0.3)

    guild.add_bot()

    assert (await ann.answer(at=guild.system_channel)).content == "Joined"
    heard = bot.conversation.heard[0]
    assert heard.content == Joined()
    assert heard.address == Address("discord", str(guild.system_channel.id))
    assert heard.group == Group(str(guild.id), "Flat 7", is_run_by_person=True)
    assert (heard.account.user_id, heard.locale) == (str(ann.id), "de")


async def test_where_the_bot_may_not_write_or_nobody_is_greeted_it_is_silent(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    await server.settled(0.3)
    flat(server, ann, may_write=False).add_bot()
    server.guild("Flat 8", owner=ann)

    await server.quiet(0.3)
    assert bot.conversation.heard == []


async def test_servers_that_are_known_at_the_start_are_not_greeted(
    bot: Bot, server: DiscordServer, ann: Person
) -> None:
    await server.settled(0.3)
    flat(server, ann).add_bot()
    await server.settled(0.3)
    bot.conversation.heard.clear()

    await bot.restart()

    await server.quiet(0.4)
    assert bot.conversation.heard == []
