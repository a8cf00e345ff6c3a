"""A request as the handlers get it, and how it is read."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from tests.emulators.discord.errors import TOO_LARGE, refusal, status_refusal
from tests.emulators.discord.interactions import UPLOAD_LIMIT
from tests.emulators.discord.posting import File
from tests.emulators.discord.world import World


@dataclass(frozen=True, slots=True)
class Request:
    route: str
    """Such as `GET /channels/{channel_id}`."""
    values: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: tuple[File, ...] = ()

    def id(self, name: str) -> int:
        """Of a place in the path. Raises the refusal of what is no snowflake."""
        if not self.values[name].isdecimal():
            raise status_refusal(404, "Not Found")
        return int(self.values[name])


Handler = Callable[[World, Request], object]
"""Gives the JSON of the answer, or None for none. Raises Refusal."""


async def body_of(request: web.Request) -> tuple[Any, tuple[File, ...]]:
    """What was sent, and the files with it. Raises Refusal for what can not be read."""
    if request.content_type == "multipart/form-data":
        return await _multipart(request)
    raw = await request.read()
    return (_json(raw) if raw else None), ()


async def _multipart(request: web.Request) -> tuple[Any, tuple[File, ...]]:
    body = None
    files: list[File] = []
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = _json(content)
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files.append((part.filename or "unknown", kind, content))
    if sum(len(content) for _, _, content in files) > UPLOAD_LIMIT:
        raise refusal(TOO_LARGE)
    return body, tuple(files)


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise status_refusal(400, "Bad Request") from None
