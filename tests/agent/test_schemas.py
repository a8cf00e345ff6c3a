"""The calls as a model is told of them, and what it may send back."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agent.calls import AddItems, FindItems, ThingToAdd, Undo
from bot.agent.prompts import SYSTEM
from bot.agent.schemas import MalformedArguments, UnknownTool, parse_call, tool_schemas
from storage.vocabulary import ItemType
from tests.emulators.openai.checks import fault_in

CHARACTERS_A_TOKEN = 4


def test_every_request_begins_small() -> None:
    sent = SYSTEM + json.dumps(tool_schemas(), separators=(",", ":"))

    assert len(sent) / CHARACTERS_A_TOKEN <= 1_500


def test_the_schemas_are_what_the_api_takes() -> None:
    body = {
        "model": "any",
        "messages": [{"role": "user", "content": "hello"}],
        "tools": tool_schemas(),
    }
    assert fault_in(body) is None


def test_the_tools_are_named_as_a_person_would_say_it() -> None:
    names = [schema["function"]["name"] for schema in tool_schemas()]

    assert names == [
        "add_items",
        "change_items",
        "part_with_items",
        "remove_items",
        "find_items",
        "show_checkups",
        "complete_checkup",
        "set_checkup_interval",
        "snooze_checkup",
        "show_statistics",
        "change_settings",
        "show_settings",
        "show_history",
        "undo",
    ]


def test_arguments_become_a_call() -> None:
    call = parse_call(
        "add_items",
        {"things": [{"name": "Rug", "item_type": "Decor_Art", "received": "2026-03-09"}]},
    )

    rug = ThingToAdd(name="Rug", item_type=ItemType.DECOR, received=date(2026, 3, 9))
    assert call == AddItems(things=(rug,))


def test_null_stands_for_not_said() -> None:
    assert parse_call("undo", {"turn_id": None}) == Undo()
    assert parse_call("find_items", {"statuses": None, "items": [None]}) == FindItems()


def test_what_is_wrong_is_told_with_its_place_and_without_its_value() -> None:
    with pytest.raises(MalformedArguments) as raised:
        parse_call("add_items", {"things": [{"name": "Rug", "received": "my secret day"}]})

    assert "things.0.received" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_tool_that_there_is_not_is_unknown() -> None:
    with pytest.raises(UnknownTool):
        parse_call("drop_table", {})


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
names = st.sampled_from([schema["function"]["name"] for schema in tool_schemas()])
fields = st.sampled_from(["tool", "things", "items", "status", "types", "months", "until", "text"])


@given(names, st.dictionaries(fields | st.text(max_size=9), anything, max_size=4))
def test_arguments_of_any_shape_are_a_call_or_malformed(
    name: str, arguments: dict[str, object]
) -> None:
    try:
        call = parse_call(name, arguments)
    except MalformedArguments:
        return
    assert call.tool == name
