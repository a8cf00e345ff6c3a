"""A request: its parameters read, and checked against the table."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.emulators.telegram.errors import Refusal, bad_request
from tests.emulators.telegram.files import Upload
from tests.emulators.telegram.table import Fields, WrongType, bot_api, from_text

ATTACHED = "attach://"
UPLOADABLE = "InputFile"


@dataclass(frozen=True, slots=True)
class Request:
    """What the bot asks for, in the types of the table."""

    method: str
    parameters: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def upload(self, value: str) -> Upload | None:
        """The file that a value names as attach://…"""
        if not value.startswith(ATTACHED):
            return None
        upload = self.uploads.get(value.removeprefix(ATTACHED))
        if upload is None:
            raise bad_request(f"attached file not found: {value}")
        return upload


async def read(request: web.Request) -> Request:
    """Whatever the parameters are; texts where a form has texts. Raises Refusal."""
    method = request.match_info["method"]
    parameters: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad_request("can't parse JSON object")
        return Request(method, parameters | body)
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.file.read())
            value.file.close()
        else:
            parameters[name] = value if isinstance(value, str) else bytes(value).decode()
    return Request(method, parameters, uploads)


def checked(request: Request) -> Request:
    """The method as the table writes it, the parameters in its types. Raises Refusal; parameters
    that the method does not have are refused although Telegram ignores them."""
    method = bot_api().spelling.get(request.method.casefold())
    if method is None:
        raise Refusal(404, "Not Found: method not found")
    fields = bot_api().methods[method]
    parameters = {name: _typed(fields, method, name, request) for name in request.parameters}
    for name in request.uploads:
        types = fields.types_of(name)
        if types and UPLOADABLE in types:
            parameters[name] = ATTACHED + name
    attached = json.dumps(parameters) if request.uploads else ""
    for name in request.uploads:
        if f'"{ATTACHED}{name}"' not in attached:
            raise bad_request(f'{method} has no parameter "{name}" for a file')
    for name in fields.required:
        if name not in parameters:
            raise _missing(name)
    return Request(method, parameters, request.uploads)


def _typed(fields: Fields, method: str, name: str, request: Request) -> object:
    types = fields.types_of(name)
    if types is None:
        raise bad_request(f'{method} has no parameter "{name}"')
    value = request.parameters[name]
    if isinstance(value, str):
        value = from_text(value, types)
    if isinstance(value, dict) and "inline_keyboard" in value:
        return value  # looked at where it is used, with Telegram's own words
    try:
        bot_api().check(value, types, name)
    except WrongType as wrong:
        raise bad_request(f"can't parse {wrong}") from None
    return value


def _missing(name: str) -> Refusal:
    match name:
        case "text":
            return bad_request("message text is empty")
        case "chat_id":
            return bad_request("chat_id is empty")
        case "photo" | "document":
            return bad_request(f"there is no {name} in the request")
    return bad_request(f'parameter "{name}" is required')
