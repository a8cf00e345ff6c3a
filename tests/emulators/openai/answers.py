"""What the server can be told to answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ToolCall:
    name: str
    arguments: str
    """JSON, unless something malformed is to be sent."""

    @classmethod
    def of(cls, name: str, /, **arguments: object) -> "ToolCall":
        return cls(name, json.dumps(arguments))


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds before the first byte."""


def completion(model: str, number: int, text: str | None, calls: tuple[ToolCall, ...]) -> Answer:
    """https://platform.openai.com/docs/api-reference/chat/object"""
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
    if calls:
        message["tool_calls"] = [
            {
                "id": f"call_{number}_{place}",
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for place, call in enumerate(calls)
        ]
    body = {
        "id": f"chatcmpl-{number}",
        "object": "chat.completion",
        "created": 1_773_144_000,
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": message,
                "logprobs": None,
                "finish_reason": "tool_calls" if calls else "stop",
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110},
    }
    return Answer(200, json.dumps(body).encode())


def transcript(text: str) -> Answer:
    """https://platform.openai.com/docs/api-reference/audio/json-object"""
    body = {"text": text, "usage": {"type": "duration", "seconds": 3}}
    return Answer(200, json.dumps(body).encode())


def error(status: int, kind: str, headers: Mapping[str, str] | None = None) -> Answer:
    body = {"error": {"message": f"emulated {kind}", "type": kind, "param": None, "code": kind}}
    return Answer(status, json.dumps(body).encode(), headers or {})
