"""What a replay prints of a case: a line of JSON for programs, or a transcript for people."""

from collections.abc import Mapping
from typing import Any

from bot.frontends.terminal.display import displayable
from bot.frontends.terminal.json_replies import reply_as_json
from bot.replay.cases import Say
from bot.replay.player import Played

_ITEM_KEYS = ("id", "name", "picture_url", "item_type", "status")
_DAYS_OF_ITEMS = ("item_received_date", "last_used")
_GOAL = "ownership_duration_goal_months"
_CHECKUP_KEYS = ("checkup_type", "checkup_interval_months", "last_checkup_date")
_SETTING_KEYS = ("email", "email_notifications", "timezone")


def json_line(played: Played) -> dict[str, Any]:
    """Days are printed as midnight UTC. Of a case that crashed, what there is."""
    export = played.export
    return {
        "id": played.case.id,
        "turns": [
            {"replies": [reply_as_json(reply) for reply in replies]} for replies in played.turns
        ],
        "items": [_item(item) for item in export.get("items", [])],
        "checkups": [_only(_CHECKUP_KEYS, checkup) for checkup in export.get("checkups", [])],
        "settings": _only(_SETTING_KEYS, export.get("person", {})),
    }


def _item(exported: Mapping[str, Any]) -> dict[str, Any]:
    days = {key: f"{exported[key]}T00:00:00Z" for key in _DAYS_OF_ITEMS}
    return _only(_ITEM_KEYS, exported) | days | {_GOAL: exported[_GOAL]}


def _only(keys: tuple[str, ...], exported: Mapping[str, Any]) -> dict[str, Any]:
    return {key: exported[key] for key in keys if key in exported}


def transcript(played: Played) -> str:
    """What was said and answered, and what the person has afterwards."""
    lines = [f"== {played.case.id}"]
    for turn, replies in zip(played.case.turns, played.turns, strict=False):
        lines.append(f"> {turn.text}" if isinstance(turn, Say) else f"> [{turn.label}]")
        for reply in replies:
            lines += [f"  {line}" for line in reply.plain().splitlines()]
            lines += [
                f"  {'  '.join(f'[{label}]' for label in row)}"
                for row in reply_as_json(reply)["buttons"]
            ]
    lines += [f"  = {item['name']} ({item['status']})" for item in played.export.get("items", [])]
    if played.crash is not None:
        lines.append(f"  ! crashed: {type(played.crash).__name__}")
    return displayable("\n".join(lines))
