"""Texts and captions: parsed, measured, and searched for what Telegram marks by itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.emulators.telegram import html
from tests.emulators.telegram.errors import Refusal, bad_request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<url>https?://[^\s<>\"]+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z0-9_]{3,32}\b)"
    r"|(?P<hashtag>(?<!\w)#[^\W\d]\w*)"
)


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: list[html.Entity]
    source: str
    """As HTML."""


def formatted(
    parameters: Mapping[str, Any], name: str, entities_name: str, longest: int, what: str
) -> Formatted:
    """The text among the parameters. Raises Refusal: broken, or too long after parsing."""
    source = parameters.get(name, "")
    mode = parameters.get("parse_mode", "")
    if mode and mode.casefold() != "html":
        if mode.casefold() in {"markdown", "markdownv2"}:
            raise Refusal(501, f"Not Implemented: the emulator does not parse {mode}")
        raise bad_request("unsupported parse_mode")
    text, entities = html.parse(source) if mode else (source, parameters.get(entities_name, []))
    text, entities = _trimmed(text, entities)
    if len(text) > longest:
        raise bad_request(f"{what} is too long")
    marked = marked_by_itself(text)
    return Formatted(text, _merged(entities, marked), source if mode else html.quote(source))


def marked_by_itself(text: str) -> list[html.Entity]:
    """Commands, mentions, addresses and hashtags; offsets and lengths in UTF-16 units."""
    return [
        {
            "type": found.lastgroup,
            "offset": html.utf16_length(text[: found.start()]),
            "length": html.utf16_length(found.group()),
        }
        for found in FOUND.finditer(text)
    ]


def _trimmed(text: str, entities: list[html.Entity]) -> tuple[str, list[html.Entity]]:
    """Without space around it; what marks only space goes."""
    lead = html.utf16_length(text) - html.utf16_length(text.lstrip())
    text = text.strip()
    end = html.utf16_length(text)
    moved = []
    for entity in entities:
        begin = max(entity["offset"] - lead, 0)
        length = min(entity["offset"] + entity["length"] - lead, end) - begin
        if length > 0:
            moved.append({**entity, "offset": begin, "length": length})
    return text, moved


def _merged(given: list[html.Entity], marked: list[html.Entity]) -> list[html.Entity]:
    """Within code nothing is marked."""
    opaque = [each for each in given if each["type"] in {"code", "pre", "text_link"}]
    free = [each for each in marked if not any(_overlap(each, other) for other in opaque)]
    return sorted([*given, *free], key=lambda each: (each["offset"], -each["length"]))


def _overlap(one: html.Entity, other: html.Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )
