"""Text with Telegram's HTML tags (Bot API, HTML style): what is accepted is what TDLib accepts."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from tests.emulators.telegram.errors import Refusal, bad_request

Entity = dict[str, Any]

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(
    r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot))(?:;|(?![0-9A-Za-z]))"
)
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>=]+))?\s*""")
LANGUAGE = "language-"


@dataclass(slots=True)
class _Open:
    tag: str
    begin: int
    attributes: dict[str, str]


def parse(source: str) -> tuple[str, list[Entity]]:
    """The text and its entities (offsets and lengths in UTF-16 units). Raises Refusal."""
    return _Parser(source).parse()


def quote(text: str) -> str:
    """Plain text as HTML that shows it."""
    return escape(text, quote=False)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._source):
            if self._source[self._at] != "<":
                self._take_character()
            elif self._source.startswith("</", self._at):
                self._take_end()
            else:
                self._take_start()
        if self._open:
            raise _fault(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self._text), self._entities

    def _take_character(self) -> None:
        character, self._at = self._source[self._at], self._at + 1
        if character == "&" and (found := REFERENCE.match(self._source, self._at - 1)):
            decimal, hexadecimal, name = found.groups()
            code = int(decimal) if decimal else int(hexadecimal or "0", 16)
            if name or (0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000):
                character, self._at = NAMED[name] if name else chr(code), found.end()
        self._text.append(character)
        self._length += utf16_length(character)

    def _take_start(self) -> None:
        begin = self._at
        name = self._name(begin + 1)
        tag = name.casefold()
        if self._at >= len(self._source):
            raise _fault(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in KINDS:
            raise _fault(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _fault(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}'
            )
        self._open.append(_Open(tag, self._length, attributes))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while not self._source.startswith(">", self._at):
            found = ATTRIBUTE.match(self._source, self._at)
            if self._at >= len(self._source) or found is None:
                raise _fault(f"Unclosed start tag at byte offset {self._byte(begin)}")
            name, value = found.groups()
            if not name and (value is not None or not self._source.startswith(">", found.end())):
                raise _fault(
                    f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}'
                )
            if name:
                attributes[name.casefold()] = (value or "").strip("\"'")
            self._at = found.end()
        self._at += 1
        return attributes

    def _take_end(self) -> None:
        begin = self._at
        where = f"at byte offset {self._byte(begin)}"
        if not self._open:
            raise _fault(f"Unexpected end tag {where}")
        tag = self._name(begin + 2).casefold()
        while self._source[self._at : self._at + 1].isspace():
            self._at += 1
        if not self._source.startswith(">", self._at):
            raise _fault(f"Unclosed end tag {where}")
        self._at += 1
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise _fault(f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{tag}>"')
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self._length - opened.begin
        if not length:
            return
        entity: Entity = {"type": KINDS[opened.tag], "offset": opened.begin, "length": length}
        match opened.tag:
            case "a":
                address = opened.attributes.get("href", "")
                if "." not in address and "://" not in address:
                    return
                entity["url"] = address
            case "tg-emoji":
                entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
            case "blockquote" if "expandable" in opened.attributes:
                entity["type"] = "expandable_blockquote"
            case "code" if self._within_pre():
                named = opened.attributes.get("class", "")
                if named.startswith(LANGUAGE):
                    self._open[-1].attributes["language"] = named.removeprefix(LANGUAGE)
                return
            case "pre" if "language" in opened.attributes:
                entity["language"] = opened.attributes["language"]
            case "tg-time":
                entity["unix_time"] = int(opened.attributes.get("unix", "0"))
        self._entities.append(entity)

    def _within_pre(self) -> bool:
        return bool(self._open) and self._open[-1].tag == "pre"

    def _name(self, begin: int) -> str:
        found = TAG_NAME.match(self._source, begin)
        self._at = found.end() if found else begin
        return self._source[begin : self._at]

    def _byte(self, position: int) -> int:
        return len(self._source[:position].encode())


def _fault(why: str) -> Refusal:
    return bad_request(f"can't parse entities: {why}")
