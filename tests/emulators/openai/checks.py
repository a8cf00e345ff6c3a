"""What OpenAI would refuse in a request: the first thing that is wrong, or None."""

import re
from typing import Any

from tests.emulators.openai.formats import fault_in_content, fault_in_format

FUNCTION_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
SCHEMA_TYPES = {"object", "array", "string", "integer", "number", "boolean"}
SCHEMA_KEYS = {"type", "properties", "required", "items", "enum", "format", "description"}


def fault_in(body: Any) -> str | None:
    if not isinstance(body, dict):
        return "body is no object"
    if not isinstance(body.get("model"), str):
        return "model is missing"
    if not isinstance(body.get("messages"), list) or not body["messages"]:
        return "messages are missing"
    return (
        _fault_in_messages(body["messages"])
        or _fault_in_tools(body.get("tools", []))
        or fault_in_format(body.get("response_format"))
    )


def _fault_in_messages(messages: list[Any]) -> str | None:
    waiting: set[str] = set()
    for place, message in enumerate(messages):
        role = message.get("role")
        if role == "tool":
            if message.get("tool_call_id") not in waiting:
                return f"messages[{place}] answers no tool call"
            waiting.remove(message["tool_call_id"])
            continue
        if waiting:
            return f"messages[{place}] comes before the results of {sorted(waiting)}"
        if role not in {"system", "user", "assistant"}:
            return f"messages[{place}] has the role {role}"
        waiting = {call["id"] for call in message.get("tool_calls") or ()}
        if not waiting and (fault := fault_in_content(message.get("content"), role)):
            return f"messages[{place}] has {fault}"
    return f"no results of {sorted(waiting)}" if waiting else None


def _fault_in_tools(tools: list[Any]) -> str | None:
    for tool in tools:
        function = tool.get("function", {})
        name = function.get("name", "")
        if tool.get("type") != "function" or not FUNCTION_NAME.fullmatch(name):
            return f"{name!r} is no function"
        parameters = function.get("parameters", {})
        if parameters.get("type") != "object":
            return f"parameters of {name} are no object"
        if fault := _fault_in_schema(parameters, name):
            return fault
    return None


def _fault_in_schema(schema: dict[str, Any], where: str) -> str | None:
    if unknown := set(schema) - SCHEMA_KEYS:
        return f"{where} has {sorted(unknown)}"
    kind = schema.get("type")
    if kind not in SCHEMA_TYPES:
        return f"{where} is of the type {kind}"
    if kind == "array":
        return _fault_in_schema(schema.get("items", {}), f"{where}[]")
    if kind != "object":
        return None
    fields = schema.get("properties", {})
    if missing := set(schema.get("required", ())) - set(fields):
        return f"{where} requires {sorted(missing)}, which it has not"
    faults = (_fault_in_schema(field, f"{where}.{name}") for name, field in fields.items())
    return next((fault for fault in faults if fault), None)
