"""What was understood in one line, so that tables of sentences can tell what they expect."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.agent.calls import AnyCall
from bot.agent.interpreter.understanding import (
    Answered,
    Nothing,
    Understanding,
    Understood,
    Unsure,
)
from core.items.results import Thing

_SHORT = {"item_types": "types", "received_from": "from", "received_to": "to", "unused_since": "unused", "last_used": "used", "goal_months": "goal", "item_type": "type"}  # fmt: skip


def describe(understanding: Understanding, things: Sequence[Thing]) -> str:
    names = {str(thing.id): thing.name for thing in things}
    match understanding:
        case Understood(calls=calls):
            return "; ".join(_call(call, names) for call in calls)
        case Answered(option=option):
            return f"answer {option}"
        case Unsure(code=code, choices=choices):
            labels = " / ".join(choice.label for choice in choices[:-1])
            calls = " | ".join(_call(call, names) for call in choices[0].calls)
            return f"ask {code}: {labels}" if code == "which" else f"ask {code}: {calls}"
        case Nothing(code=code):
            return f"nothing {code}"


def _call(call: AnyCall, names: Mapping[str, str]) -> str:
    fields: dict[str, Any] = call.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    items = ", ".join(names[one] for one in fields.pop("items", ()))
    tool = call.tool
    if tool == "add_items":
        return _added(fields["things"])
    if tool == "part_with_items":
        act = str(fields.pop("status")).lower()
        return f"{act} {items}{_rest(fields)}"
    if tool == "change_items":
        return f"change {items}{_rest(fields)}"
    if tool == "remove_items":
        return f"remove {items}"
    if tool == "find_items":
        aspect = fields.pop("aspect", "list")
        return f"find {aspect}{_rest(fields)}" + (f" items={items}" if items else "")
    if tool in ("complete_checkup", "show_checkups", "set_checkup_interval", "snooze_checkup"):
        return _checkup(tool, fields)
    if tool == "change_settings":
        return f"settings{_rest(fields)}"
    if tool == "show_statistics":
        return f"show {fields.get('about', 'items')}"
    return tool.replace("_", " ")


def _added(things: Sequence[dict[str, Any]]) -> str:
    status = str(things[0].get("status", "Keep")).lower()
    what = "add" if status == "keep" else f"{status} new"
    return f"{what} " + ", ".join(
        one["name"]
        + "".join(
            f" {text}"
            for text in (
                one.get("received"),
                f"goal={one['goal_months']}" if "goal_months" in one else None,
                f"to={one['recipient']}" if "recipient" in one else None,
                f"on={one['parted_on']}" if "parted_on" in one else None,
            )
            if text
        )
        for one in things
    )


def _checkup(tool: str, fields: dict[str, Any]) -> str:
    types = ",".join(fields.get("types", ()))
    match tool:
        case "complete_checkup":
            return f"complete {types}"
        case "set_checkup_interval":
            return f"interval {types} {fields['months']}"
        case "snooze_checkup":
            return f"snooze {types} {fields['until'][:10]}"
        case _:
            return "show checkups"


def _rest(fields: Mapping[str, Any]) -> str:
    return "".join(
        f" {_SHORT.get(key, key).replace('recipient', 'to') if key != 'recipient' else 'to'}={_value(value)}"
        for key, value in fields.items()
    )


def _value(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
