"""The bot itself, its servers and their members over HTTP."""

from collections.abc import Mapping

from tests.emulators.discord import payloads
from tests.emulators.discord.errors import (
    MISSING_ACCESS,
    UNKNOWN_GUILD,
    UNKNOWN_MEMBER,
    UNKNOWN_USER,
    refusal,
)
from tests.emulators.discord.people import Person
from tests.emulators.discord.places import Guild
from tests.emulators.discord.requests import Handler, Request
from tests.emulators.discord.world import JSON, World


def _guild(world: World, request: Request) -> Guild:
    guild = world.guilds.get(request.id("guild_id"))
    if guild is None:
        raise refusal(UNKNOWN_GUILD)
    if not guild.has_bot:
        raise refusal(MISSING_ACCESS)
    return guild


def _person(world: World, request: Request) -> Person:
    person = world.people.get(request.id("user_id"))
    if person is None:
        raise refusal(UNKNOWN_USER)
    return person


def show_self(world: World, request: Request) -> object:
    return payloads.user(world.bot) | {"mfa_enabled": False, "verified": True, "locale": "en-US"}


def show_application(world: World, request: Request) -> object:
    return {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "",
        "flags": 0,
        "owner": payloads.user(world.bot),
        "team": None,
        "interactions_endpoint_url": None,
    }


def show_person(world: World, request: Request) -> object:
    return payloads.user(_person(world, request))


def show_guild(world: World, request: Request) -> object:
    return payloads.guild(_guild(world, request))


def list_channels(world: World, request: Request) -> object:
    guild = _guild(world, request)
    return [payloads.channel(each) for each in guild.channels if not each.is_thread]


def list_roles(world: World, request: Request) -> object:
    return payloads.guild(_guild(world, request))["roles"]


def show_member(world: World, request: Request) -> object:
    guild = _guild(world, request)
    person = _person(world, request)
    if person not in guild.members:
        raise refusal(UNKNOWN_MEMBER)
    return payloads.member(guild, person)


def list_guilds(world: World, request: Request) -> object:
    return [_partial(guild, world) for guild in world.guilds.values() if guild.has_bot]


def leave(world: World, request: Request) -> None:
    _guild(world, request).remove_bot()


def _partial(guild: Guild, world: World) -> JSON:
    permissions = guild.permissions_of(world.bot).value
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "banner": None,
        "owner": False,
        "permissions": str(permissions),
        "features": [],
    }


ROUTES: Mapping[str, Handler] = {
    "GET /users/@me": show_self,
    "GET /applications/@me": show_application,
    "GET /oauth2/applications/@me": show_application,
    "GET /users/{user_id}": show_person,
    "GET /users/@me/guilds": list_guilds,
    "DELETE /users/@me/guilds/{guild_id}": leave,
    "GET /guilds/{guild_id}": show_guild,
    "GET /guilds/{guild_id}/channels": list_channels,
    "GET /guilds/{guild_id}/roles": list_roles,
    "GET /guilds/{guild_id}/members/{user_id}": show_member,
}
