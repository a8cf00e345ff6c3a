"""What the Bot API takes and returns: bot_api.json, which follows Bot API 10.1."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("bot_api.json")
ARRAY = "Array of "
INTEGER = re.compile(r"-?\d{1,19}")
TRUE, FALSE = {"true", "yes", "1"}, {"false", "no", "0"}


class WrongType(Exception):
    """A value is not what the table says; the message is a place and what was expected."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The parameters of a method, or the fields of an object: their possible types by name."""

    required: Mapping[str, Sequence[str]]
    optional: Mapping[str, Sequence[str]]
    constants: Mapping[str, str] = field(default_factory=dict)
    """Values that tell an object from its siblings."""

    def types_of(self, name: str) -> Sequence[str] | None:
        return self.required.get(name) or self.optional.get(name)


@dataclass(frozen=True, slots=True)
class Table:
    methods: Mapping[str, Fields]
    spelling: Mapping[str, str]
    """The methods by their names in small letters: Telegram does not mind the capitals."""
    objects: Mapping[str, Fields]
    subtypes: Mapping[str, Sequence[str]]

    def check(self, value: object, types: Sequence[str], place: str) -> None:
        """Raises WrongType, of the first thing that is wrong."""
        faults = [fault for kind in types if (fault := self._fault(value, kind, place))]
        if len(faults) == len(types):
            raise WrongType(faults[0])

    def check_object(self, value: object, kind: str, place: str) -> None:
        if fault := self._fault(value, kind, place):
            raise WrongType(fault)

    def _fault(self, value: object, kind: str, place: str) -> str | None:
        if kind.startswith(ARRAY):
            if not isinstance(value, list):
                return f"{place}: expected an array"
            element = kind.removeprefix(ARRAY)
            found = (self._fault(each, element, f"{place}[{n}]") for n, each in enumerate(value))
            return next((fault for fault in found if fault), None)
        if kind in SIMPLE:
            fits = isinstance(value, SIMPLE[kind]) and (kind == "Boolean") == isinstance(
                value, bool
            )
            return None if fits else f"{place}: expected {kind}"
        if not isinstance(value, dict):
            return f"{place}: expected {kind}"
        if kind in self.subtypes:
            faults = [self._fault(value, each, place) for each in self.subtypes[kind]]
            return None if None in faults else f"{place}: no {kind} ({faults[0]})"
        return self._fault_in_fields(value, kind, place)

    def _fault_in_fields(self, value: dict[str, Any], kind: str, place: str) -> str | None:
        fields = self.objects[kind]
        for name in fields.required:
            if name not in value:
                return f'{place}: can\'t find field "{name}" of {kind}'
        for name, constant in fields.constants.items():
            if value[name] != constant:
                return f"{place}.{name}: expected {constant}"
        for name, inner in value.items():
            types = fields.types_of(name)
            if types is None:
                return f'{place}: {kind} has no field "{name}"'
            faults = [self._fault(inner, each, f"{place}.{name}") for each in types]
            if None not in faults:
                return faults[0]
        return None


SIMPLE: Mapping[str, type | tuple[type, ...]] = {
    "String": str,
    "Integer": int,
    "Float": (int, float),
    "Boolean": bool,
    "InputFile": str,
}
"""Inside of JSON a file is attach://name, a file_id or an address."""


@cache
def bot_api() -> Table:
    known = json.loads(FILE.read_text(encoding="utf-8"))
    types = known["types"]
    return Table(
        methods={name: Fields(**fields) for name, fields in known["methods"].items()},
        spelling={name.casefold(): name for name in known["methods"]},
        objects={name: Fields(**each) for name, each in types.items() if "required" in each},
        subtypes={name: each["subtypes"] for name, each in types.items() if "subtypes" in each},
    )


def from_text(text: str, types: Sequence[str]) -> object:
    """The value of a form field; as it stands where it is none of the types."""
    simple = [kind for kind in types if kind in SIMPLE]
    if len(simple) < len(types):
        try:
            return json.loads(text)
        except ValueError:
            return text
    if "Integer" in simple and INTEGER.fullmatch(text):
        return int(text)
    if "Boolean" in simple and text.casefold() in TRUE | FALSE:
        return text.casefold() in TRUE
    if "Float" in simple:
        try:
            return float(text)
        except ValueError:
            return text
    return text
