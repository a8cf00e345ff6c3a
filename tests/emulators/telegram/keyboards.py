"""Inline keyboards as Telegram takes them (Bot API, InlineKeyboardMarkup)."""

import re
from dataclasses import dataclass
from typing import Any

from tests.emulators.telegram.errors import bad_request
from tests.emulators.telegram.table import Table, WrongType, bot_api

Json = dict[str, Any]

MOST_BUTTONS = 100
LONGEST_DATA = 64
NO_ACTION = {"text", "icon_custom_emoji_id", "style"}
STYLES = {"danger", "success", "primary"}
ADDRESS = re.compile(r"(?:https?://)?[^\s/.]+(?:\.[^\s/.]+)+(?:[/?#:].*)?|tg://.+")


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    data: str | None = None
    """What a press sends."""
    url: str | None = None


def check_inline_keyboard(markup: Json) -> Json | None:
    """The keyboard as a message has it: None if it has no buttons. Raises Refusal."""
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list):
        raise bad_request('can\'t parse inline keyboard: field "inline_keyboard" must be an Array')
    if len(markup) > 1:
        raise bad_request("object expected as reply markup: inline_keyboard and nothing else")
    for row in rows:
        if not isinstance(row, list):
            raise bad_request("can't parse inline keyboard: row must be an Array")
        for button in row:
            _check_button(button, bot_api())
    kept = [row for row in rows if row]
    if sum(map(len, kept)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def buttons_of(markup: Json) -> list[list[Button]]:
    return [
        [Button(each["text"], each.get("callback_data"), each.get("url")) for each in row]
        for row in markup.get("inline_keyboard", [])
    ]


def _check_button(button: object, table: Table) -> None:
    def fault(why: str) -> Exception:
        return bad_request(f"can't parse inline keyboard button: {why}")

    if not isinstance(button, dict):
        raise fault("InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise fault('Can\'t find field "text"')
    try:
        table.check_object(button, "InlineKeyboardButton", "button")
    except WrongType as wrong:
        raise fault(str(wrong)) from None
    actions = sorted(set(button) - NO_ACTION)
    if not actions or button.get("callback_data") == "":
        raise fault("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise fault(f"exactly one action is allowed, found {', '.join(actions)}")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if len(button.get("callback_data", "").encode()) > LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not ADDRESS.fullmatch(button["url"]):
        raise bad_request(
            f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        )
    if button.get("style", "primary") not in STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")
