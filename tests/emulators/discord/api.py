"""Discord's routes and the shapes of bodies, from api.json; derive.py says where that is from."""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.emulators.discord.errors import Errors
from tests.emulators.discord.forms import Form


@dataclass(frozen=True, slots=True)
class Match:
    route: str
    """Such as `GET /channels/{channel_id}`."""
    values: dict[str, str]


class Api:
    def __init__(self, table: dict[str, Any]) -> None:
        self._routes: dict[int, list[tuple[str, list[str], list[str]]]] = defaultdict(list)
        for template, methods in table["routes"].items():
            parts = template.strip("/").split("/")
            self._routes[len(parts)].append((template, parts, methods))
        self._bodies: dict[str, Any] = table["bodies"]
        self._answers: dict[str, Any] = table["answers"]
        self._form = Form(table["schemas"])

    def match(self, method: str, path: str) -> Match | None:
        """The route of a path below the version, without the query; None if Discord has none."""
        parts = path.strip("/").split("/")
        found = None
        for template, expected, methods in self._routes.get(len(parts), ()):
            values = _values(expected, parts)
            # `users/@me` is more to the point than `users/{user_id}`
            if (
                values is not None
                and method in methods
                and (found is None or len(values) < len(found.values))
            ):
                found = Match(f"{method} {template}", values)
        return found

    def faults(self, route: str, body: object) -> Errors:
        """What the description says against the body of a request; nothing if it has no shape."""
        schema = self._bodies.get(route)
        return self._form.faults(body, schema) if schema else {}

    def faults_of_answer(self, route: str, body: object) -> Errors:
        """What the description says against an answer of 200; nothing if it has no shape."""
        schema = self._answers.get(route)
        return self._form.faults(body, schema) if schema else {}


@cache
def discord_api() -> Api:
    path = Path(__file__).with_name("api.json")
    return Api(json.loads(path.read_text(encoding="utf-8")))


def _values(template: list[str], parts: list[str]) -> dict[str, str] | None:
    values = {}
    for expected, part in zip(template, parts, strict=True):
        if expected.startswith("{"):
            values[expected.strip("{}")] = part
        elif expected != part:
            return None
    return values
