"""The bot's commands over HTTP, for everywhere and for single servers."""

from collections.abc import Mapping

from tests.emulators.discord.command_rules import set_faults
from tests.emulators.discord.errors import (
    MISSING_ACCESS,
    UNKNOWN_COMMAND,
    invalid_form,
    refusal,
)
from tests.emulators.discord.requests import Handler, Request
from tests.emulators.discord.world import JSON, World


def _scope(world: World, request: Request) -> int | None:
    """The server, or None for everywhere. Raises the refusal of what is not the bot's."""
    if request.id("application_id") != world.bot.id:
        raise refusal(MISSING_ACCESS)
    if "guild_id" not in request.values:
        return None
    guild = world.guilds.get(request.id("guild_id"))
    if guild is None or not guild.has_bot:
        raise refusal(MISSING_ACCESS)
    return guild.id


def _command(world: World, request: Request) -> JSON:
    wanted = str(request.id("command_id"))
    for command in world.commands.registered(_scope(world, request)):
        if command["id"] == wanted:
            return command
    raise refusal(UNKNOWN_COMMAND)


def list_commands(world: World, request: Request) -> object:
    return world.commands.registered(_scope(world, request))


def replace_commands(world: World, request: Request) -> object:
    scope = _scope(world, request)
    bodies = request.body or []
    if found := set_faults(bodies):
        raise invalid_form(found)
    return world.commands.replace_all(bodies, scope)


def put_command(world: World, request: Request) -> object:
    """Takes the place of a command of the same type and name."""
    scope = _scope(world, request)
    kind = request.body.get("type") or 1
    others = [
        command
        for command in world.commands.registered(scope)
        if (command["type"], command["name"]) != (kind, request.body["name"])
    ]
    _check(request.body, others)
    return world.commands.put(request.body, scope)


def edit_command(world: World, request: Request) -> object:
    command = _command(world, request)
    scope = _scope(world, request)
    others = [each for each in world.commands.registered(scope) if each is not command]
    _check(command | request.body, others)
    command.update(request.body)
    return command


def show_command(world: World, request: Request) -> object:
    return _command(world, request)


def delete_command(world: World, request: Request) -> None:
    world.commands.registered(_scope(world, request)).remove(_command(world, request))


def _check(body: JSON, others: list[JSON]) -> None:
    if found := set_faults([body, *others]):
        raise invalid_form(found.get("0", found))


_EVERYWHERE = "/applications/{application_id}/commands"
_IN_SERVER = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES: Mapping[str, Handler] = {
    f"{method} {path}{rest}": handler
    for path in (_EVERYWHERE, _IN_SERVER)
    for method, rest, handler in (
        ("GET", "", list_commands),
        ("PUT", "", replace_commands),
        ("POST", "", put_command),
        ("GET", "/{command_id}", show_command),
        ("PATCH", "/{command_id}", edit_command),
        ("DELETE", "/{command_id}", delete_command),
    )
}
