"""Which routes there are, and for whom."""

import aiohttp

from tests.emulators.discord import DiscordServer, Permission, Person
from tests.emulators.discord.api import discord_api
from tests.emulators.discord.rest import HANDLERS
from tests.emulators.discord.shapes import Send


async def test_unknown_routes_and_strangers_are_refused(server: DiscordServer, send: Send) -> None:
    unknown = await send("GET", "/no/such/route")
    wrong_method = await send("DELETE", "/users/@me")
    not_here = await send("GET", "/voice/regions")
    async with aiohttp.request("GET", server.rest_url + "/users/@me") as answer:
        stranger = answer.status, await answer.json()

    assert unknown == (404, {"message": "404: Not Found", "code": 0})
    assert wrong_method[0] == 404
    assert not_here[0] == 501
    assert stranger == (401, {"message": "401: Unauthorized", "code": 0})


async def test_what_is_shown_is_as_discord_describes_it(
    server: DiscordServer, send: Send, ann: Person, bob: Person
) -> None:
    """The server that the tests are given checks the answers."""
    guild = server.guild("Flat 7", owner=ann)
    guild.add(bob, Permission.MANAGE_GUILD)
    general = guild.channel("general", bot_may_write=False)
    thread = general.thread("hoodies")
    forum = guild.forum("help")
    said = await ann.write(
        "look", at=thread, mention=True, attachments=[("a.png", "image/png", b"picture")]
    )
    await ann.write("a reply", at=thread, reply_to=said)
    command = {"name": "add", "description": "Add"}

    seen = [
        await send("GET", path)
        for path in (
            "/gateway/bot",
            "/users/@me/guilds",
            f"/users/{ann.id}",
            f"/guilds/{guild.id}",
            f"/guilds/{guild.id}/channels",
            f"/guilds/{guild.id}/roles",
            f"/guilds/{guild.id}/members/{bob.id}",
            *(f"/channels/{each.id}" for each in (general, thread, forum, ann.direct)),
            f"/channels/{thread.id}/messages",
            f"/channels/{thread.id}/messages/{said.id}",
        )
    ]
    seen.append(await send("PUT", f"/applications/{server.application_id}/commands", [command]))

    assert {status for status, _ in seen} == {200}


async def test_what_is_not_there_or_not_for_the_bot_is_refused(
    server: DiscordServer, send: Send, ann: Person, bob: Person
) -> None:
    elsewhere = server.guild("Elsewhere", owner=ann, bot=False)
    guild = server.guild("Flat 7", owner=ann)
    expected = {
        "/users/1": 10013,
        "/guilds/1": 10004,
        "/channels/1": 10003,
        f"/guilds/{elsewhere.id}": 50001,
        f"/guilds/{guild.id}/members/{bob.id}": 10007,
        f"/channels/{ann.talk_with(bob).id}": 50001,
        f"/channels/{ann.direct.id}/messages/1": 10008,
        "/users/nobody": 0,
    }

    codes = {path: (await send("GET", path))[1]["code"] for path in expected}

    assert codes == expected


def test_every_route_that_is_answered_is_one_of_discord() -> None:
    for route in HANDLERS:
        method, path = route.split(" ")
        match = discord_api().match(method, path.replace("{", "").replace("}", "1"))
        assert match is not None, route
        assert match.route == route
    assert len(HANDLERS) > 30
