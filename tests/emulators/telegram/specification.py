"""Makes bot_api.json again, from any copy of the public machine-readable specification of the Bot
API ({"version", "methods": {name: {"fields": [{"name", "types", "required"}]}}, "types"}):

    python -m tests.emulators.telegram.specification telegram-bot-api.json
"""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.emulators.telegram.table import FILE

TELLING = {"type", "status", "source"}
CONSTANT = re.compile(r', (?:always|must be) "?(\w+)"?$')
"""How a description says which value tells an object from its siblings."""


def condensed(specification: Mapping[str, Any]) -> str:
    """The table of a specification, a line each method and type."""

    def fields(entry: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        known = entry.get("fields", [])
        return {
            word: {field["name"]: field["types"] for field in known if field["required"] is needed}
            for word, needed in (("required", True), ("optional", False))
        }

    def kind(entry: Mapping[str, Any]) -> Mapping[str, Any]:
        if subtypes := entry.get("subtypes"):
            return {"subtypes": subtypes}
        described = {field["name"]: field["description"] for field in entry.get("fields", [])}
        told = {name: CONSTANT.search(text) for name, text in described.items()}
        constants = {name: found[1] for name, found in told.items() if found and name in TELLING}
        return {**fields(entry), **({"constants": constants} if constants else {})}

    def lines(entries: Mapping[str, Any]) -> str:
        return ",\n".join(f"{json.dumps(name)}: {json.dumps(entries[name])}" for name in entries)

    methods = {name: fields(entry) for name, entry in specification["methods"].items()}
    types = {name: kind(entry) for name, entry in specification["types"].items()}
    version = json.dumps(specification["version"])
    kinds = f'"methods": {{\n{lines(methods)}}},\n"types": {{\n{lines(types)}}}'
    return f'{{"version": {version},\n{kinds}}}\n'


if __name__ == "__main__":
    FILE.write_text(condensed(json.loads(Path(sys.argv[1]).read_text("utf-8"))), "utf-8")
