"""Formatted text that can be measured and split as Telegram counts, and written as its HTML."""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.frontends.units import boundary_within, characters_within, is_blank, sendable, units_of


class Style(StrEnum):
    PLAIN = ""
    BOLD = "b"
    ITALIC = "i"


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Markup:
    """Text of which some spans have a style."""

    spans: tuple[Span, ...] = ()

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def html(self) -> str:
        """Every tag is closed, everything else escaped (Bot API, HTML style)."""
        return "".join(map(_tagged, self.spans))

    def is_blank(self) -> bool:
        """Whether there is nothing to see: Telegram refuses it as a message of its own."""
        return is_blank(self.plain)

    def fits(self, units: int) -> bool:
        return units_of(self.plain) <= units

    def split(self, units: int) -> Iterator["Markup"]:
        """Parts of at most so many UTF-16 units, none of them blank: at the end of a paragraph,
        else of a line, else of a word, else in its midst, but never within a character."""
        rest = self.plain
        start = 0
        while rest:
            size = (
                len(rest)
                if units_of(rest) <= units
                else (boundary_within(rest, units) or characters_within(rest, units))
            )
            part = self._slice(start, start + size)
            if not part.is_blank():
                yield part
            start += size
            rest = rest[size:]

    def _slice(self, start: int, end: int) -> "Markup":
        """From one character to another, without the blank lines around it."""
        text = self.plain[start:end]
        start, end = end - len(text.lstrip("\n")), start + len(text.rstrip())
        spans = []
        at = 0
        for span in self.spans:
            inside = span.text[max(start - at, 0) : max(end - at, 0)]
            if inside:
                spans.append(Span(inside, span.style))
            at += len(span.text)
        return Markup(tuple(spans))


def plain(text: str) -> Markup:
    return Markup((Span(sendable(text)),)) if text else Markup()


def styled(text: str, style: Style) -> Markup:
    return Markup((Span(sendable(text), style),)) if text.strip() else plain(text)


def joined(separator: str, parts: Iterable[Markup]) -> Markup:
    spans: list[Span] = []
    for part in parts:
        if spans and part.spans:
            spans.append(Span(separator))
        spans += part.spans
    return Markup(tuple(spans))


def cut_to(text: str, characters: int) -> str:
    """The text, or its beginning with an ellipsis."""
    text = sendable(text)
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"


def _best_cut(text: str, units: int) -> int:
    return boundary_within(text, units) or characters_within(text, units)


def _tagged(span: Span) -> str:
    text = html.escape(span.text, quote=False)
    return f"<{span.style}>{text}</{span.style}>" if span.style else text
