"""The table of the Bot API, and the emulator beside it."""

import inspect
import json

import pytest
import telegram

from tests.emulators.telegram.methods import METHODS
from tests.emulators.telegram.specification import condensed
from tests.emulators.telegram.table import FILE, WrongType, bot_api, from_text

SPECIFICATION = {
    "version": "Bot API 1.0",
    "methods": {
        "getMe": {"description": ["..."]},
        "say": {
            "fields": [
                {"name": "text", "types": ["String"], "required": True},
                {"name": "loud", "types": ["Boolean"], "required": False},
            ]
        },
    },
    "types": {
        "Any": {"subtypes": ["One", "Two"]},
        "One": {
            "fields": [
                {
                    "name": "type",
                    "types": ["String"],
                    "required": True,
                    "description": "Type of the thing, must be one",
                }
            ]
        },
        "Two": {},
    },
}


def test_it_follows_bot_api_10_1() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8"))["version"] == "Bot API 10.1"
    assert len(bot_api().methods) == 180


@pytest.mark.parametrize("method", sorted(METHODS))
def test_each_method_of_the_emulator_is_one_of_telegram(method: str) -> None:
    assert method in bot_api().methods


@pytest.mark.parametrize("method", sorted(METHODS))
def test_the_library_has_each_parameter_that_is_required(method: str) -> None:
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in method)
    signature = inspect.signature(getattr(telegram.Bot, name))

    assert set(bot_api().methods[method].required) <= set(signature.parameters)


def test_every_type_of_a_field_is_known() -> None:
    table = bot_api()
    known = {"String", "Integer", "Float", "Boolean", *table.objects, *table.subtypes}
    owners = [*table.methods.values(), *table.objects.values()]
    named = {
        kind.replace("Array of ", "")
        for fields in owners
        for types in [*fields.required.values(), *fields.optional.values()]
        for kind in types
    }
    named |= {kind.replace("Array of ", "") for each in table.subtypes.values() for kind in each}

    assert len(named) > 100
    assert named <= known


def test_it_can_be_made_again() -> None:
    assert json.loads(condensed(SPECIFICATION)) == {
        "version": "Bot API 1.0",
        "methods": {
            "getMe": {"required": {}, "optional": {}},
            "say": {"required": {"text": ["String"]}, "optional": {"loud": ["Boolean"]}},
        },
        "types": {
            "Any": {"subtypes": ["One", "Two"]},
            "One": {
                "required": {"type": ["String"]},
                "optional": {},
                "constants": {"type": "one"},
            },
            "Two": {"required": {}, "optional": {}},
        },
    }


@pytest.mark.parametrize(
    ("text", "types", "value"),
    [
        ("12", ["Integer"], 12),
        ("12", ["String"], "12"),
        ("-1001", ["Integer", "String"], -1001),
        ("@news", ["Integer", "String"], "@news"),
        ("True", ["Boolean"], True),
        ("0", ["Boolean"], False),
        ("1.5", ["Float"], 1.5),
        ("many", ["Float"], "many"),
        ("[1]", ["Array of Integer"], [1]),
        ("[1", ["Array of Integer"], "[1"),
        ("attach://p", ["InputFile", "String"], "attach://p"),
    ],
)
def test_form_fields_are_read_by_their_types(text: str, types: list[str], value: object) -> None:
    assert from_text(text, types) == value


@pytest.mark.parametrize(
    ("value", "types"),
    [
        (True, ["Integer"]),
        (1, ["Boolean"]),
        ("1", ["Integer"]),
        ({}, ["Array of Integer"]),
        ([1, "2"], ["Array of Integer"]),
        ({"type": "chat"}, ["BotCommandScopeChat"]),
        ({"type": "emoji"}, ["ReactionType"]),
        ({"type": "chat"}, ["BotCommandScope"]),
        ({"type": "everywhere"}, ["BotCommandScope"]),
        ([{"command": "x"}], ["Array of BotCommand"]),
        ([{"command": "x", "description": "y", "hint": "z"}], ["Array of BotCommand"]),
    ],
)
def test_wrong_types_are_told(value: object, types: list[str]) -> None:
    with pytest.raises(WrongType):
        bot_api().check(value, types, "it")
