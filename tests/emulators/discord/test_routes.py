"""Which routes there are, and for whom."""

import aiohttp

from tests.emulators.discord import DiscordServer
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


def test_every_route_that_is_answered_is_one_of_discord() -> None:
    for route in HANDLERS:
        method, path = route.split(" ")
        match = discord_api().match(method, path.replace("{", "").replace("}", "1"))
        assert match is not None, route
        assert match.route == route
    assert len(HANDLERS) > 30
