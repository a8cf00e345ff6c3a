"""Checks bodies against the compact schemas of api.json, with the codes that Discord answers.

The codes are those of https://discord.com/developers/docs/reference#error-messages and of what
Discord is seen to answer; fields that the schemas do not know are ignored, as Discord does.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.emulators.discord.errors import Errors, fault, merged

Schema = Mapping[str, Any]
NUMBERS: Mapping[str, type] = {"integer": int, "number": float}
COMPOUNDS: Mapping[str, tuple[type, str]] = {
    "object": (dict, "DICT_TYPE_CONVERT"),
    "array": (list, "LIST_TYPE_CONVERT"),
}


class Form:
    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas

    def faults(self, value: object, schema: Schema) -> Errors:
        """A tree of everything that is wrong; empty if nothing is."""
        if value is None and schema.get("nullable"):
            return {}
        if name := schema.get("ref"):
            return self.faults(value, self._schemas[name])
        if by_type := schema.get("by_type"):
            return self._chosen_by_type(value, by_type)
        if choices := schema.get("any"):
            found = [self.faults(value, choice) for choice in choices]
            return {} if {} in found else found[0]
        if "type" not in schema:
            return _choice(value, schema)
        return self._typed(value, schema)

    def _chosen_by_type(self, value: object, by_type: Mapping[str, Schema]) -> Errors:
        if not isinstance(value, dict):
            return fault("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        if "type" not in value:
            return {"type": _required()}
        schema = by_type.get(str(value["type"]))
        if schema is None:
            known = ", ".join(sorted(by_type, key=int))
            return {"type": fault("UNION_TYPE_CHOICES", f"Value of field must be one of ({known})")}
        return self.faults(value, schema)

    def _typed(self, value: object, schema: Schema) -> Errors:
        kinds = schema["type"]
        if value is None:
            return {} if "null" in kinds else _required()
        kind = next(each for each in kinds if each != "null")
        if kind in COMPOUNDS:
            expected, code = COMPOUNDS[kind]
            if not isinstance(value, expected):
                return fault(code, f"Only {kind}s are allowed here")
            return self._object(value, schema) if kind == "object" else self._array(value, schema)
        if kind in NUMBERS:
            return _number(value, schema, NUMBERS[kind])
        if kind == "boolean":
            known = isinstance(value, bool)
            return {} if known else fault("BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
        return _string(value, schema)

    def _object(self, value: Any, schema: Schema) -> Errors:
        errors: Errors = {
            name: _required() for name in schema.get("required", ()) if name not in value
        }
        known = schema.get("properties", {})
        other = schema.get("additionalProperties")
        for name, each in value.items():
            if expected := known.get(name, other):
                found = self.faults(each, expected)
                errors = merged(errors, {name: found}) if found else errors
        return errors

    def _array(self, value: Any, schema: Schema) -> Errors:
        errors = _length(len(value), schema.get("minItems", 0), schema.get("maxItems"))
        if schema.get("uniqueItems") and len(set(map(repr, value))) < len(value):
            errors = fault("SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
        for place, each in enumerate(value):
            if found := self.faults(each, schema["items"]):
                errors[str(place)] = found
        return errors


def _required() -> Errors:
    return fault("BASE_TYPE_REQUIRED", "This field is required")


def _choice(value: object, schema: Schema) -> Errors:
    if value in schema["enum"]:
        return {}
    known = ", ".join(str(each) for each in schema["enum"])
    return fault("BASE_TYPE_CHOICES", f"Value must be one of ({known}).")


def _length(length: int, least: int, most: int | None) -> Errors:
    if most is not None and length > most and not least:
        return fault("BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
    if length < least or (most is not None and length > most):
        limits = f"between {least} and {most}" if most else f"{least} or more"
        return fault("BASE_TYPE_BAD_LENGTH", f"Must be {limits} in length.")
    return {}


def _string(value: object, schema: Schema) -> Errors:
    kind = schema.get("format")
    if kind == "snowflake":
        is_one = not isinstance(value, bool) and str(value).isdecimal()
        return {} if is_one else fault("NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
    if not isinstance(value, str):
        return fault("STRING_TYPE_CONVERT", "Could not interpret value as string.")
    if "enum" in schema:
        return _choice(value, schema)
    if errors := _length(len(value), schema.get("minLength", 0), schema.get("maxLength")):
        return errors
    return _address(value) if kind == "uri" else {}


def _address(value: str) -> Errors:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https", "attachment", "discord"}:
        return fault(
            "URL_TYPE_INVALID_SCHEME",
            f'Scheme "{parts.scheme}" is not supported. Scheme must be one of (http, https).',
        )
    return {} if parts.netloc else fault("URL_TYPE_INVALID_URL", "Not a well formed URL.")


def _number(value: object, schema: Schema, kind: type) -> Errors:
    try:
        number = kind(value) if isinstance(value, (int, float, str)) else None
    except (ValueError, OverflowError):
        number = None
    if number is None or isinstance(value, bool):
        return fault("NUMBER_TYPE_COERCE", f'Value "{value}" is not {kind.__name__}.')
    if "enum" in schema:
        return _choice(number, schema)
    if number > schema.get("maximum", number):
        most = schema["maximum"]
        return fault("NUMBER_TYPE_MAX", f"value should be less than or equal to {most}.")
    if number < schema.get("minimum", number):
        least = schema["minimum"]
        return fault("NUMBER_TYPE_MIN", f"value should be greater than or equal to {least}.")
    return {}
