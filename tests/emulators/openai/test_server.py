"""The emulator refuses what the real server would refuse."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from tests.emulators.openai import OpenAIServer

HELLO: dict[str, Any] = {"model": "m", "messages": [{"role": "user", "content": "hello"}]}


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer("sk-key") as server:
        yield server


def post(
    server: OpenAIServer, body: object, path: str = "/chat/completions", key: str = "sk-key"
) -> tuple[int, Any]:
    request = urllib.request.Request(  # noqa: S310
        server.base_url + path,
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {key}"},
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def with_schema(schema: dict[str, Any], name: str = "add") -> dict[str, Any]:
    function = {"name": name, "parameters": schema}
    return {**HELLO, "tools": [{"type": "function", "function": function}]}


def test_it_answers_what_was_queued_in_order(server: OpenAIServer) -> None:
    server.will_say("one")
    server.will_say("two")

    said = [post(server, HELLO)[1]["choices"][0]["message"]["content"] for _ in range(2)]

    assert said == ["one", "two"]
    assert server.unused == 0


def test_an_answer_nobody_prepared_is_an_error(server: OpenAIServer) -> None:
    assert post(server, HELLO)[0] == 500


def test_wrong_paths_and_keys_are_refused(server: OpenAIServer) -> None:
    server.will_say("never")

    assert post(server, HELLO, path="/completions")[0] == 404
    assert post(server, HELLO, key="sk-other")[0] == 401
    assert server.unused == 1


@pytest.mark.parametrize(
    "body",
    [
        None,
        {"messages": HELLO["messages"]},
        {"model": "m", "messages": []},
        {"model": "m", "messages": [{"role": "tool", "tool_call_id": "x", "content": "done"}]},
        {"model": "m", "messages": [{"role": "stranger", "content": "hello"}]},
        {"model": "m", "messages": [{"role": "assistant", "tool_calls": [{"id": "x"}]}]},
        with_schema({"type": "object", "properties": {}}, name="no spaces allowed"),
        with_schema({"type": "array", "items": {"type": "string"}}),
        with_schema({"type": "object", "properties": {"day": {"$ref": "#/$defs/Day"}}}),
        with_schema({"type": "object", "properties": {"day": {"anyOf": []}}}),
        with_schema({"type": "object", "properties": {}, "required": ["day"]}),
    ],
)
def test_malformed_requests_are_refused(server: OpenAIServer, body: object) -> None:
    server.will_say("never")

    assert post(server, body)[0] == 400
    assert server.unused == 1
