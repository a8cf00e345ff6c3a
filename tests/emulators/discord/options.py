"""What Discord's client makes of the options that a person fills in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.emulators.discord import payloads
from tests.emulators.discord.posting import attach
from tests.emulators.discord.world import JSON, World

if TYPE_CHECKING:
    from tests.emulators.discord.people import Person
    from tests.emulators.discord.places import Channel

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL = 1, 2, 3, 4, 5, 6, 7
NUMBER, ATTACHMENT = 10, 11
TYPES: Mapping[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    NUMBER: (int, float),
}


class Composer:
    """Raises AssertionError for whatever the client would not let a person send."""

    def __init__(self, world: World, channel: "Channel") -> None:
        self._world = world
        self._channel = channel
        self.resolved: JSON = {}

    def data(
        self, command: JSON, path: list[str], values: Mapping[str, Any], focused: str | None
    ) -> JSON:
        """path are the names of the group and subcommand; focused is still being typed."""
        known = command.get("options") or []
        wrappers = []
        for name in path:
            part = next((it for it in known if it["name"] == name and it["type"] <= GROUP), None)
            assert part is not None, f"/{command['name']} has no {name}"
            wrappers.append(part)
            known = part.get("options") or []
        assert all(it["type"] > GROUP for it in known), f"/{command['name']} needs a subcommand"
        if focused is None:
            options = self._filled(known, values)
        else:
            options = self._being_filled(known, values, focused)
        for part in reversed(wrappers):
            options = [{"name": part["name"], "type": part["type"], "options": options}]
        data: JSON = {"id": command["id"], "name": command["name"], "type": command["type"]}
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        data["options"] = options
        if self.resolved:
            data["resolved"] = self.resolved
        return data

    def _filled(self, known: list[JSON], values: Mapping[str, Any]) -> list[JSON]:
        missing = [it["name"] for it in known if it.get("required") and it["name"] not in values]
        assert not missing, f"options missing: {missing}"
        by_name = _by_name(known, values)
        return [self._option(by_name[name], value) for name, value in values.items()]

    def _being_filled(
        self, known: list[JSON], values: Mapping[str, Any], focused: str
    ) -> list[JSON]:
        by_name = _by_name(known, values)
        assert by_name[focused].get("autocomplete"), f"{focused} has no autocomplete"
        return [
            {"name": name, "type": by_name[name]["type"], "value": str(value), "focused": True}
            if name == focused
            else self._option(by_name[name], value)
            for name, value in values.items()
        ]

    def _option(self, option: JSON, value: Any) -> JSON:
        kind, name = option["type"], option["name"]
        if kind in TYPES:
            fits = isinstance(value, TYPES[kind]) and (kind == BOOLEAN) == isinstance(value, bool)
            assert fits, f"{name}: {value!r} is of the wrong type"
            value = _chosen(option, value) if option.get("choices") else _in_range(option, value)
        elif kind == USER:
            resolve_person(self.resolved, self._channel, value)
            value = str(value.id)
        elif kind == CHANNEL:
            self.resolved.setdefault("channels", {})[str(value.id)] = payloads.channel(value)
            value = str(value.id)
        elif kind == ATTACHMENT:
            (file,) = attach(self._world, self._channel, [value])
            kept = self.resolved.setdefault("attachments", {})
            kept[str(file.id)] = payloads.attachment(file)
            value = str(file.id)
        else:
            raise AssertionError(f"{name}: options of type {kind} are not emulated")
        return {"name": name, "type": kind, "value": value}


def resolve_person(resolved: JSON, channel: "Channel", person: "Person") -> None:
    """Say who is meant, and as which member."""
    key = str(person.id)
    resolved.setdefault("users", {})[key] = payloads.user(person)
    place = channel.guild
    if place is not None and person in place.members:
        member = payloads.partial_member(place, person)
        member["permissions"] = str(place.permissions_of(person).value)
        resolved.setdefault("members", {})[key] = member


def _by_name(known: list[JSON], values: Mapping[str, Any]) -> dict[str, JSON]:
    by_name = {it["name"]: it for it in known}
    unknown = [name for name in values if name not in by_name]
    assert not unknown, f"no such options: {unknown}, but {sorted(by_name)}"
    return by_name


def _chosen(option: JSON, value: object) -> object:
    """A choice by its value, or by the name that the person sees."""
    for choice in option["choices"]:
        if value in (choice["value"], choice["name"]):
            return choice["value"]
    raise AssertionError(f"{option['name']}: {value!r} is no choice")


def _in_range(option: JSON, value: Any) -> Any:
    size, kind = (len(value), "length") if isinstance(value, str) else (value, "value")
    least, most = option.get(f"min_{kind}"), option.get(f"max_{kind}")
    low = least is not None and size < least
    high = most is not None and size > most
    assert not low, f"{option['name']}: at least {least}"
    assert not high, f"{option['name']}: at most {most}"
    return value
