"""Derives api.json from Discord's own description of its API, which is in OpenAPI.

    python -m tests.emulators.discord.derive openapi.json > tests/emulators/discord/api.json

The description is https://github.com/discord/discord-api-spec (specs/openapi.json, API v10). What
is kept: every route with its methods, and of the bodies that the emulator reads and answers the
types, the required fields, the lengths and numbers of items, the ranges and the values of
enumerations.
"""

import json
import sys
from pathlib import Path
from typing import Any

READ = (
    "POST /channels/{channel_id}/messages",
    "PATCH /channels/{channel_id}/messages/{message_id}",
    "POST /users/@me/channels",
    "POST /interactions/{interaction_id}/{interaction_token}/callback",
    "POST /webhooks/{webhook_id}/{webhook_token}",
    "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
    "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
    "POST /applications/{application_id}/commands",
    "PUT /applications/{application_id}/commands",
    "PATCH /applications/{application_id}/commands/{command_id}",
    "POST /applications/{application_id}/guilds/{guild_id}/commands",
    "PUT /applications/{application_id}/guilds/{guild_id}/commands",
    "PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
)
ANSWERED = (
    "GET /users/@me",
    "GET /users/{user_id}",
    "GET /users/@me/guilds",
    "POST /users/@me/channels",
    "GET /guilds/{guild_id}",
    "GET /guilds/{guild_id}/channels",
    "GET /guilds/{guild_id}/roles",
    "GET /guilds/{guild_id}/members/{user_id}",
    "GET /channels/{channel_id}",
    "GET /channels/{channel_id}/messages",
    "POST /channels/{channel_id}/messages",
    "GET /channels/{channel_id}/messages/{message_id}",
    "PATCH /channels/{channel_id}/messages/{message_id}",
    "POST /interactions/{interaction_id}/{interaction_token}/callback",
    "POST /webhooks/{webhook_id}/{webhook_token}",
    "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original",
    "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
    "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
    "GET /applications/{application_id}/commands",
    "PUT /applications/{application_id}/commands",
    "POST /applications/{application_id}/commands",
    "PUT /applications/{application_id}/guilds/{guild_id}/commands",
)
KEPT = (
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "maxProperties",
    "uniqueItems",
    "format",
    "required",
    "enum",
)
PREFIX = "#/components/schemas/"


class Derivation:
    def __init__(self, description: dict[str, Any]) -> None:
        self._paths: dict[str, Any] = description["paths"]
        self._full: dict[str, Any] = description["components"]["schemas"]
        self._compact: dict[str, Any] = {}

    def table(self) -> dict[str, Any]:
        routes = {
            path: sorted(method.upper() for method in operations if method != "parameters")
            for path, operations in sorted(self._paths.items())
        }
        bodies = {route: self._body(*route.split(" ", 1)) for route in READ}
        answers = {route: self._answer(*route.split(" ", 1)) for route in ANSWERED}
        schemas = dict(sorted(self._compact.items()))
        return {"routes": routes, "bodies": bodies, "answers": answers, "schemas": schemas}

    def _body(self, method: str, path: str) -> Any:
        content = self._paths[path][method.lower()]["requestBody"]["content"]
        return self._compacted(content["application/json"]["schema"])

    def _answer(self, method: str, path: str) -> Any:
        content = self._paths[path][method.lower()]["responses"]["200"]["content"]
        return self._compacted(content["application/json"]["schema"])

    def _compacted(self, schema: dict[str, Any]) -> dict[str, Any]:
        if reference := schema.get("$ref"):
            return self._named(reference)
        if choices := schema.get("oneOf") or schema.get("anyOf"):
            return self._union(choices)
        compact: dict[str, Any] = {}
        kinds = schema.get("type", [])
        compact["type"] = [kinds] if isinstance(kinds, str) else kinds
        compact |= {key: schema[key] for key in KEPT if key in schema}
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict):
                compact[key] = self._compacted(schema[key])
        if "properties" in schema:
            compact["properties"] = {
                name: self._compacted(each) for name, each in schema["properties"].items()
            }
        return compact

    def _union(self, choices: list[dict[str, Any]]) -> dict[str, Any]:
        nullable = {"nullable": True} if {"type": "null"} in choices else {}
        rest = [choice for choice in choices if choice != {"type": "null"}]
        if all("const" in choice for choice in rest):
            return nullable | {"enum": [choice["const"] for choice in rest]}
        if len(rest) == 1:
            return nullable | self._compacted(rest[0])
        by_type = self._by_type(rest)
        if by_type is not None:
            return nullable | {"by_type": by_type}
        return nullable | {"any": [self._compacted(choice) for choice in rest]}

    def _by_type(self, choices: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The choices by the values of their field `type`, where each says its own."""
        found: dict[str, Any] = {}
        for choice in choices:
            full = self._full[choice["$ref"].removeprefix(PREFIX)] if "$ref" in choice else choice
            values = full.get("properties", {}).get("type", {}).get("enum")
            if values is None:
                return None
            found |= {str(value): self._compacted(choice) for value in values}
        return found

    def _named(self, reference: str) -> dict[str, Any]:
        name = reference.removeprefix(PREFIX)
        if name not in self._compact:
            self._compact[name] = {}  # a schema may contain itself
            self._compact[name] = self._compacted(self._full[name])
        return {"ref": name}


def main() -> None:
    description = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    table = Derivation(description).table()
    parts = []
    for part, entries in table.items():
        lines = [f"{json.dumps(key)}: {json.dumps(entry)}" for key, entry in entries.items()]
        parts.append(f"{json.dumps(part)}: {{\n" + ",\n".join(lines) + "\n}")
    sys.stdout.write("{\n" + ",\n".join(parts) + "\n}\n")


if __name__ == "__main__":
    main()
