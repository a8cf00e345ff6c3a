"""The calls as a model is told of them: JSON schemas, stripped of what it does not need."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from bot.agent.calls import AnyCall, Call

Schema = dict[str, Any]

HIDDEN = frozenset({
    "tool", "picture", "turn_id", "locale", "display_name",
    "quiet_from", "quiet_until", "reminder_channel",
})  # fmt: skip
"""Fields that cost tokens and that a model fills in no better than we do."""


class UnknownTool(Exception):
    """The model asked for a tool that there is not."""


class MalformedArguments(Exception):
    """The text tells the model what is wrong with its arguments."""


def tool_schemas() -> list[Schema]:
    """One function a call, named by its `tool` literal, in the form of OpenAI's API."""
    return [_function(name, call) for name, call in _calls_by_name().items()]


def parse_call(name: str, arguments: Mapping[str, Any]) -> AnyCall:
    """A model's tool call as our own. null stands for "not said", as many models write it.

    Raises UnknownTool, MalformedArguments.
    """
    if name not in _calls_by_name():
        raise UnknownTool(name)
    try:
        return _adapter().validate_python({**_without_nulls(arguments), "tool": name})
    except ValidationError as error:
        raise MalformedArguments(_what_is_wrong(error)) from None


@cache
def _calls_by_name() -> dict[str, type[Call]]:
    union = get_args(AnyCall)[0]
    return {call.model_fields["tool"].default: call for call in get_args(union)}


@cache
def _adapter() -> TypeAdapter[AnyCall]:
    return TypeAdapter(AnyCall)


def _function(name: str, call: type[Call]) -> Schema:
    schema = call.model_json_schema()
    parameters = _slim(schema, schema.get("$defs", {}))
    description = " ".join((call.__doc__ or "").split())
    function: Schema = {"name": name, "parameters": parameters}
    if description and call.__doc__ != Call.__doc__:
        function["description"] = description
    return {"type": "function", "function": function}


def _slim(schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """Without titles, defaults, references and nulls: a field may simply be left out."""
    if "$ref" in schema:
        target = definitions[schema["$ref"].rsplit("/", 1)[-1]]
        inlined = {key: value for key, value in target.items() if key != "description"}
        return _slim({**inlined, **_described(schema)}, definitions)
    if "anyOf" in schema:
        (real,) = [option for option in schema["anyOf"] if option.get("type") != "null"]
        return _slim({**real, **_described(schema)}, definitions)
    slim: Schema = {}
    for key in ("type", "enum", "const", "format", "description", "required"):
        if key in schema and schema[key] != "date":  # the prompt tells once how days are written
            slim[key] = schema[key]
    if "const" in slim:
        slim["enum"] = [slim.pop("const")]
    if "items" in schema:
        slim["items"] = _slim(schema["items"], definitions)
    if schema.get("type") == "object":
        slim.pop("description", None)
        slim["properties"] = {
            name: _slim(field, definitions)
            for name, field in schema["properties"].items()
            if name not in HIDDEN
        }
    return slim


def _described(schema: Schema) -> Schema:
    return {key: schema[key] for key in ("description",) if key in schema}


def _without_nulls(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_nulls(inner) for inner in value if inner is not None]
    return value


def _what_is_wrong(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in fault['loc'][1:])}: {fault['msg']}"
        for fault in error.errors(include_url=False, include_input=False)[:5]
    )
