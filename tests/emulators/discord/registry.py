"""The commands that the bot has registered, and who is offered them where."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.emulators.discord.interactions import context_of
from tests.emulators.discord.permissions import Permission
from tests.emulators.discord.world import JSON, World

if TYPE_CHECKING:
    from tests.emulators.discord.people import Person
    from tests.emulators.discord.places import Channel

CHAT_INPUT = 1
IN_SERVER = 0
BY_PERSON = 1


class Commands:
    def __init__(self, world: World) -> None:
        self._world = world
        self._scopes: dict[int | None, list[JSON]] = {}

    def registered(self, guild_id: int | None = None) -> list[JSON]:
        """Those of one server, or (None) those for everywhere."""
        return self._scopes.setdefault(guild_id, [])

    def __getitem__(self, name: str) -> JSON:
        """A command for everywhere. Raises KeyError."""
        for command in self.registered():
            if command["name"] == name:
                return command
        raise KeyError(name)

    def __iter__(self) -> Iterator[JSON]:
        return iter(self.registered())

    def put(self, body: JSON, guild_id: int | None) -> JSON:
        """Register, or replace the one of the same type and name, which keeps its id."""
        scope = self.registered(guild_id)
        kind = body.get("type") or CHAT_INPUT
        known = next((it for it in scope if (it["type"], it["name"]) == (kind, body["name"])), None)
        command = {
            "id": known["id"] if known else str(self._world.next_id()),
            "application_id": str(self._world.bot.id),
            "version": str(self._world.next_id()),
            "description": "",
            "default_member_permissions": None,
            "dm_permission": True,
            "nsfw": False,
            "integration_types": [IN_SERVER],
            "contexts": None,
            **{name: value for name, value in body.items() if value is not None},
            "type": kind,
        }
        command.pop("guild_id", None)
        if guild_id is not None:
            command["guild_id"] = str(guild_id)
        if command["default_member_permissions"] is not None:
            command["default_member_permissions"] = str(command["default_member_permissions"])
        if known:
            scope[scope.index(known)] = command
        else:
            scope.append(command)
        return command

    def replace_all(self, bodies: list[JSON], guild_id: int | None) -> list[JSON]:
        new = [self.put(body, guild_id) for body in bodies]
        self._scopes[guild_id] = new
        return new

    def offered(self, person: "Person", channel: "Channel", kind: int = CHAT_INPUT) -> list[JSON]:
        """What Discord's own client would offer that person there."""
        place = channel.guild
        local = self.registered(place.id) if place and place.has_bot else []
        return [
            command
            for command in [*local, *self.registered()]
            if command["type"] == kind and self.owners(command, person, channel)
        ]

    def owners(self, command: JSON, person: "Person", channel: "Channel") -> JSON:
        """The installations that give that person this command there; nothing if none does."""
        contexts = command["contexts"]
        if contexts is not None and context_of(channel) not in contexts:
            return {}
        kinds = command["integration_types"]
        found: JSON = {}
        if IN_SERVER in kinds and self._installed(command, person, channel):
            found["0"] = str(channel.guild.id) if channel.guild else "0"
        if BY_PERSON in kinds and person.has_installed:
            found["1"] = str(person.id)
        return found

    def _installed(self, command: JSON, person: "Person", channel: "Channel") -> bool:
        if channel.guild is None:
            return context_of(channel) == 1
        if not channel.guild.has_bot:
            return False
        permissions = channel.permissions_of(person)
        needed = command["default_member_permissions"]
        if needed == "0":
            return Permission.ADMINISTRATOR in permissions
        has_all = needed is None or Permission(int(needed)) in permissions
        return has_all and Permission.USE_APPLICATION_COMMANDS in permissions
