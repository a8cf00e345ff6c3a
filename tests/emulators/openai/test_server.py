"""The emulator refuses what the real server would refuse."""

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

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


def image_url(data: bytes, kind: str = "jpeg") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 4), "red").save(file, "JPEG")
    return file.getvalue()


def with_image(url: object, role: str = "user", **options: str) -> dict[str, Any]:
    part = {"type": "image_url", "image_url": {"url": url, **options}}
    content = [{"type": "text", "text": "What is this?"}, part]
    return {"model": "m", "messages": [{"role": role, "content": content}]}


def with_format(wanted: object) -> dict[str, Any]:
    return {**HELLO, "response_format": wanted}


def with_answer_schema(name: str = "thing", **schema: object) -> dict[str, Any]:
    body = {"name": name, "strict": True, "schema": schema}
    return with_format({"type": "json_schema", "json_schema": body})


NAMED: dict[str, Any] = {"type": "object", "properties": {"name": {"type": "string"}}}


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


@pytest.mark.parametrize(
    "body",
    [
        with_image(image_url(picture())),
        with_image(image_url(picture()), detail="low"),
        with_format({"type": "text"}),
        with_format({"type": "json_object"}),
        with_answer_schema(**NAMED, required=["name"], additionalProperties=False),
    ],
)
def test_images_and_formats_are_accepted(server: OpenAIServer, body: object) -> None:
    server.will_say("a mug")

    assert post(server, body)[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        with_image("https://example.org/mug.jpg"),
        with_image(None),
        with_image("data:image/jpeg;base64,///"),
        with_image("data:image/jpeg;base64,no base64!"),
        with_image("data:image/jpeg;base64,"),
        with_image(image_url(b"no image")),
        with_image(image_url(picture()[:-20])),
        with_image(image_url(picture(), "png")),
        with_image(image_url(picture(), "tiff")),
        with_image(image_url(picture()), detail="tiny"),
        with_image(image_url(picture()), colour="red"),
        with_image(image_url(picture()), role="system"),
        {"model": "m", "messages": [{"role": "user", "content": []}]},
        {"model": "m", "messages": [{"role": "user", "content": [{"type": "video"}]}]},
        with_format("json"),
        with_format({"type": "xml"}),
        with_answer_schema("no spaces allowed", **NAMED),
        with_answer_schema(**NAMED, additionalProperties=False),
        with_answer_schema(**NAMED, required=["name"]),
        with_answer_schema(
            type="object",
            properties={"name": {}},
            required=["name"],
            additionalProperties=False,
        ),
    ],
)
def test_images_and_formats_that_are_none_are_refused(server: OpenAIServer, body: object) -> None:
    server.will_say("never")

    assert post(server, body)[0] == 400
    assert server.unused == 1
