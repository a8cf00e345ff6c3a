"""What OpenAI refuses in the parts of a message and in a format for the answer."""

import base64
import re
from io import BytesIO
from typing import Any

from PIL import Image

IMAGES = {"jpeg", "png", "webp", "gif"}
DETAILS = {"low", "high", "auto"}
DATA_URL = re.compile(r"data:image/([a-z]+);base64,(.+)", re.DOTALL)
FORMAT_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


def fault_in_content(content: Any, role: str) -> str | None:
    """Of a message that calls no tool."""
    if isinstance(content, str):
        return None
    if not isinstance(content, list) or not content:
        return "no content"
    return next((fault for part in content if (fault := _fault_in_part(part, role))), None)


def _fault_in_part(part: Any, role: str) -> str | None:
    match part:
        case {"type": "text", "text": str()}:
            return None
        case {"type": "image_url", "image_url": {"url": str() as url, **options}}:
            if role != "user":
                return f"an image from the {role}"
            if set(options) - {"detail"} or options.get("detail", "auto") not in DETAILS:
                return f"an image with {options}"
            return None if _is_image(url) else "an image that can not be read"
    return "an unknown part"


def _is_image(url: str) -> bool:
    """Only data URLs: nothing is fetched here."""
    found = DATA_URL.fullmatch(url)
    if found is None or found[1] not in IMAGES:
        return False
    try:
        with Image.open(BytesIO(base64.b64decode(found[2], validate=True))) as image:
            image.load()
            return (image.format or "").lower() == found[1]
    except (ValueError, OSError):
        return False


def fault_in_format(wanted: Any) -> str | None:
    match wanted:
        case None | {"type": "text" | "json_object"}:
            return None
        case {"type": "json_schema", "json_schema": {"name": str() as name, "schema": dict() as s}}:
            if not FORMAT_NAME.fullmatch(name):
                return f"a format with the name {name!r}"
            strict = wanted["json_schema"].get("strict", False)
            return _fault_in_strict(s, name) if strict else None
    return "an unknown response_format"


def _fault_in_strict(schema: Any, where: str) -> str | None:
    """Objects require all their fields and allow no others (Structured Outputs)."""
    if not isinstance(schema, dict) or "type" not in schema:
        return f"{where} has no type"
    if schema["type"] != "object":
        return None
    fields = schema.get("properties", {})
    if schema.get("additionalProperties") is not False:
        return f"{where} allows additionalProperties"
    if set(schema.get("required", ())) != set(fields):
        return f"{where} does not require all its fields"
    faults = (_fault_in_strict(inner, f"{where}.{name}") for name, inner in fields.items())
    return next((fault for fault in faults if fault), None)
