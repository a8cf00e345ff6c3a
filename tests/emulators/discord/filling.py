"""What Discord's client makes of presses, choices and filled-in modals."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tests.emulators.discord.messages import BUTTON, SELECTS, Message, controls, label_of
from tests.emulators.discord.options import resolve_person
from tests.emulators.discord.world import JSON

if TYPE_CHECKING:
    from tests.emulators.discord.people import Person

LINK, PREMIUM = 5, 6
STRING_SELECT, TEXT_INPUT, USER_SELECT = 3, 4, 5
LABEL = 18
LONGEST_INPUT = 4000


def press_of(message: Message, label: str) -> JSON:
    """Of a button by its label, emoji or custom_id. AssertionError if it can't be pressed."""
    for each in controls(message.components):
        if each["type"] == BUTTON and label in (label_of(each), each.get("custom_id")):
            assert each["style"] not in {LINK, PREMIUM}, f"{label} is a link"
            assert not each.get("disabled"), f"{label} is disabled"
            return {"custom_id": each["custom_id"], "component_type": BUTTON, "id": 1}
    raise AssertionError(f"no button {label!r}, but {message.buttons}")


def choice_of(message: Message, wanted: "Sequence[str | Person]") -> JSON:
    """Of options by label or value, or of people, in the first list that has them all."""
    for each in controls(message.components):
        if each["type"] in SELECTS and (values := _values(each, wanted)) is not None:
            assert not each.get("disabled"), "the list is disabled"
            data = {"custom_id": each["custom_id"], "component_type": each["type"], "id": 1}
            resolved: JSON = {}
            for person in wanted:
                if not isinstance(person, str):
                    resolve_person(resolved, message.channel, person)
            return data | {"values": values} | ({"resolved": resolved} if resolved else {})
    raise AssertionError(f"no list has {wanted}, but {message.options}")


def submission_of(modal: JSON, values: Mapping[str, str | Sequence[str]]) -> JSON:
    """Of the fields by label or custom_id; what is not named keeps what it was filled with."""
    left = dict(values)
    components = []
    for place, outer in enumerate(modal["components"]):
        if outer["type"] == LABEL:
            field = _field(outer["component"], outer["label"], left)
            components.append({"type": LABEL, "id": place, "component": field})
        elif outer["type"] == 1:
            fields = [_field(each, each["label"], left) for each in outer["components"]]
            components.append({"type": 1, "id": place, "components": fields})
        else:
            components.append({"type": outer["type"], "id": place})
    assert not left, f"no such fields: {sorted(left)}"
    return {"custom_id": modal["custom_id"], "components": components}


def _field(field: JSON, label: str, left: dict[str, str | Sequence[str]]) -> JSON:
    custom_id = field["custom_id"]
    given = left.pop(label, left.pop(custom_id, None))
    data = {"type": field["type"], "custom_id": custom_id, "id": 1}
    if field["type"] == TEXT_INPUT:
        text = (field.get("value") or "") if given is None else given
        assert isinstance(text, str), f"{label}: {text!r} is no text"
        _check_length(field, label, text)
        return data | {"value": text}
    if field["type"] == STRING_SELECT:
        preset = [it["value"] for it in field["options"] if it.get("default")]
        wanted = [given] if isinstance(given, str) else given
        values = preset if wanted is None else _values(field, wanted)
        assert values is not None, f"{label}: no such options {wanted}"
        assert values or field.get("required") is False, f"{label} is required"
        return data | {"values": values}
    raise AssertionError(f"{label}: fields of type {field['type']} are not emulated")


def _check_length(field: JSON, label: str, text: str) -> None:
    required = field.get("required", True)
    assert text or not required, f"{label} is required"
    least = field.get("min_length") or 0
    most = field.get("max_length") or LONGEST_INPUT
    assert not text or least <= len(text) <= most, f"{label}: {least} to {most} characters"


def _values(field: JSON, wanted: "Sequence[str | Person]") -> list[str] | None:
    """None where the list does not have them."""
    if field["type"] == USER_SELECT:
        people = [each for each in wanted if not isinstance(each, str)]
        values = [str(each.id) for each in people]
    else:
        options = field.get("options") or []
        values = [
            option["value"]
            for each in wanted
            for option in options
            if each in (option["label"], option["value"])
        ]
    if len(values) != len(wanted):
        return None
    least = 1 if field.get("min_values") is None else field["min_values"]
    most = field.get("max_values") or 1
    assert least <= len(values) <= most or not wanted, f"{least} to {most} must be chosen"
    return values
