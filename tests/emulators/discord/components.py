"""What Discord refuses in components beyond what its description says.

https://discord.com/developers/docs/components/reference
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import count
from typing import Any

from tests.emulators.discord.errors import Errors, at, fault, merged
from tests.emulators.discord.messages import BUTTON, SELECTS
from tests.emulators.discord.world import JSON

ROW, STRING_SELECT, TEXT_INPUT, CONTAINER = 1, 3, 4, 17
LEGACY = frozenset({ROW})
MOST_ROWS = 5
MOST_V2 = 40
ROW_WIDTH = 5
MOST_FIELDS = 5
LINK, PREMIUM = 5, 6
DEFAULTS: Mapping[int, JSON] = {
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECTS},
    CONTAINER: {"accent_color": None, "spoiler": False},
}
"""By the type of the component."""

Path = tuple[str | int, ...]


def message_faults(components: list[JSON], *, v2: bool) -> Errors:
    """A tree below `components`."""
    errors: Errors = {}
    if not v2 and len(components) > MOST_ROWS:
        message = f"Must be between 1 and {MOST_ROWS} in length."
        errors = fault("BASE_TYPE_BAD_LENGTH", message)
    if v2 and sum(1 for _ in _walk(components)) > MOST_V2:
        message = "The message has too many components."
        errors = fault("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    if not v2:
        for place, component in enumerate(components):
            if component["type"] not in LEGACY:
                leaf = fault("UNION_TYPE_CHOICES", "Value of field must be one of (1,)")
                errors = merged(errors, at((place, "type"), leaf))
    return _with_each(errors, components)


def completed(components: list[JSON]) -> list[JSON]:
    """As Discord keeps them: with an id for each, and with what was left out."""
    kept = deepcopy(components)
    used = {each["id"] for _, each in _walk(kept) if each.get("id")}
    fresh = (number for number in count(1) if number not in used)
    for _, component in _walk(kept):
        for name in [name for name, value in component.items() if value is None]:
            del component[name]
        defaults = DEFAULTS.get(component["type"], {}) | {"id": 0}
        component.update(defaults | component)
        component["id"] = component["id"] or next(fresh)
    return kept


def modal_faults(components: list[JSON]) -> Errors:
    errors: Errors = {}
    if len(components) > MOST_FIELDS:
        message = f"Must be between 1 and {MOST_FIELDS} in length."
        errors = fault("BASE_TYPE_BAD_LENGTH", message)
    for place, outer in enumerate(components):
        if outer["type"] == ROW:
            for inner, field in enumerate(outer["components"]):
                if not field.get("label"):
                    leaf = fault("BASE_TYPE_REQUIRED", "This field is required")
                    errors = merged(errors, at((place, "components", inner, "label"), leaf))
    return _with_each(errors, components)


def _with_each(errors: Errors, components: list[JSON]) -> Errors:
    seen: set[str] = set()
    for path, component in _walk(components):
        errors = merged(errors, at(path, leaf) if (leaf := _component(component)) else {})
        custom_id = component.get("custom_id")
        if custom_id in seen:
            message = "Component custom id cannot be duplicated"
            leaf = fault("COMPONENT_CUSTOM_ID_DUPLICATED", message)
            errors = merged(errors, at((*path, "custom_id"), leaf))
        if custom_id is not None:
            seen.add(custom_id)
    return errors


def _walk(components: list[JSON], path: Path = ()) -> Iterator[tuple[Path, JSON]]:
    for place, component in enumerate(components):
        here = (*path, place)
        yield here, component
        yield from _walk(component.get("components") or [], (*here, "components"))
        for key in ("accessory", "component"):
            if component.get(key):
                yield (*here, key), component[key]


def _component(component: Mapping[str, Any]) -> Errors:
    kind = component["type"]
    if kind == ROW:
        width = sum(1 if each["type"] == BUTTON else ROW_WIDTH for each in component["components"])
        message = "The specified component exceeds the maximum width"
        return fault("COMPONENT_LAYOUT_WIDTH_EXCEEDED", message) if width > ROW_WIDTH else {}
    if kind == BUTTON:
        return _button(component)
    if kind in SELECTS:
        return _select(component)
    return _text_input(component) if kind == TEXT_INPUT else {}


def _button(button: Mapping[str, Any]) -> Errors:
    errors: Errors = {}
    if button["style"] == LINK:
        if not button.get("url"):
            errors["url"] = fault("BASE_TYPE_REQUIRED", "This field is required")
        if button.get("custom_id"):
            message = "A custom id and url cannot both be specified"
            errors["custom_id"] = fault("BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE", message)
    elif button["style"] != PREMIUM:
        if not button.get("custom_id"):
            errors["custom_id"] = fault("BASE_TYPE_REQUIRED", "A custom id is required")
        if button.get("url"):
            message = "A custom id and url cannot both be specified"
            errors["url"] = fault("BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE", message)
        if not button.get("label") and not button.get("emoji"):
            errors["label"] = fault("BASE_TYPE_REQUIRED", "This field is required")
    return merged(errors, _emoji(button))


def _select(select: Mapping[str, Any]) -> Errors:
    errors: Errors = {}
    options = select.get("options") or []
    least = select.get("min_values")
    most = select.get("max_values") or 1
    if (1 if least is None else least) > most:
        message = "min_values must be less than or equal to max_values"
        errors["min_values"] = fault("SELECT_COMPONENT_INVALID_MIN_VALUES", message)
    if select["type"] == STRING_SELECT and most > len(options):
        message = f"int value should be less than or equal to {len(options)}."
        errors["max_values"] = fault("NUMBER_TYPE_MAX", message)
    if sum(bool(option.get("default")) for option in options) > most:
        message = "More options are chosen than can be"
        errors = merged(errors, fault("SELECT_COMPONENT_TOO_MANY_DEFAULT_OPTIONS", message))
    values: set[str] = set()
    for place, option in enumerate(options):
        if option["value"] in values:
            message = "The specified option value is already used"
            leaf = fault("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
            errors = merged(errors, at(("options", place, "value"), leaf))
        values.add(option["value"])
        if leaf := _emoji(option):
            errors = merged(errors, at(("options", place), leaf))
    return errors


def _text_input(field: Mapping[str, Any]) -> Errors:
    least = field.get("min_length") or 0
    most = field.get("max_length") or 4000
    if least > most:
        message = "min_length must be less than or equal to max_length"
        return {"min_length": fault("TEXT_INPUT_INVALID_MIN_LENGTH", message)}
    value = field.get("value")
    if value and not least <= len(value) <= most:
        message = f"Must be between {least} and {most} in length."
        return {"value": fault("BASE_TYPE_BAD_LENGTH", message)}
    return {}


def _emoji(component: Mapping[str, Any]) -> Errors:
    """A letter is no emoji; which signs are is not checked further."""
    emoji = component.get("emoji") or {}
    name = emoji.get("name") or ""
    if emoji.get("id") or not emoji:
        return {}
    if not name or any(each.isalpha() or each.isspace() for each in name):
        leaf = fault("COMPONENT_INVALID_EMOJI", "Invalid emoji")
        return {"emoji": {"name": leaf}}
    return {}
