"""Which frame of the language a part of a sentence fits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.agent.interpreter.parts import LENGTH_SIGN, Part, tidy
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.understanding import NothingCode
from storage.vocabulary import ItemStatus

LONGEST = 300
"""A part of more characters is no statement about things."""


@dataclass(frozen=True, slots=True)
class Reading:
    kind: str
    groups: Mapping[str, str | None] = field(default_factory=dict)
    doubt: NothingCode | None = None
    status: ItemStatus | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    kind: str
    needs: str | None
    patterns: tuple[re.Pattern[str], ...]


CHANGES = (
    *("goal_more", "goal_less", "goal_times", "goal"),
    *("last_used", "received_on", "status", "back", "rename", "retype"),
)
"""Frames that change one known thing; they may span a whole sentence."""


class Frames:
    """Built once from a language's `statements.toml`."""

    def __init__(self, patterns: Patterns, data: Mapping[str, Any]) -> None:
        self._frames = [
            _Frame(f["kind"], f.get("needs"), tuple(map(patterns.compile, f["patterns"])))
            for f in data["frames"]
        ]
        self._goals = [
            re.compile(patterns.compile(p).pattern.replace(LENGTH_SIGN, f"{LENGTH_SIGN}+"))
            for p in data["goals"]["patterns"]
        ]
        self._doubts: list[tuple[NothingCode, re.Pattern[str]]] = [
            (code, patterns.any_of(data["doubts"][code])) for code in ("negation", "wish", "others")
        ]
        self._denial = patterns.any_of(data["denials"]["patterns"])
        self._about = patterns.any_of(data["about"]["patterns"])
        self._contrast = patterns.any_of(data["contrast"]["patterns"])
        self._setting = patterns.compile(data["goals"]["setting"])
        self._filler = patterns.compile(r"(?:(?:{filler})(?=$|[\s,!.:-])[\s,!.:-]*)+")
        self._tail = patterns.compile(r"(?:[\s,]+{tail})+[\s!.]*$")
        self._gifts = [
            (ItemStatus.GIVE, patterns.any_of(data["gifts"]["give"])),
            (ItemStatus.DONATE, patterns.any_of(data["gifts"]["donate"])),
        ]

    def changes(self, text: str, part: Part) -> list[Reading]:
        """Every frame about one known thing that the text fits, best first."""
        return [
            reading
            for frame in self._frames
            if frame.kind in CHANGES and _supplied(frame, part)
            for reading in _fits(frame, text)
        ]

    def doubt(self, text: str) -> NothingCode | None:
        """Why this did not happen, or may not have."""
        return next((code for code, pattern in self._doubts if pattern.search(text)), None)

    def events(self, text: str, part: Part) -> list[Reading]:
        """Every frame about something that happened, best first."""
        return [
            reading
            for frame in self._frames
            if frame.kind not in CHANGES and _supplied(frame, part)
            for reading in _fits(frame, text)
        ]

    def is_setting(self, text: str) -> bool:
        """Whether this is what stays of "bump its goal to 2 years" without the goal."""
        return self._setting.fullmatch(text) is not None

    def is_filler(self, text: str) -> bool:
        """Whether the text says nothing: "well", "correction"."""
        return self._filler.fullmatch(text) is not None

    def is_denial(self, text: str) -> bool:
        return self._denial.fullmatch(text) is not None

    def is_about(self, text: str) -> bool:
        """Whether this only speaks on of what was named before: "both bought"."""
        return self._about.fullmatch(text) is not None

    def contrast(self, text: str) -> str | None:
        """The noun of "the lamp, yes": of which something is true that was denied of another."""
        match = self._contrast.fullmatch(text)
        return None if match is None else match["obj"]

    def gift(self, text: str) -> ItemStatus | None:
        """Whether this only says that something was given, or donated, for good."""
        return next((status for status, p in self._gifts if p.fullmatch(text)), None)

    def without_filler(self, text: str) -> str:
        """Without "well, " and its like at the start, and "please" at the end."""
        end = self._tail.search(text)
        if end is not None and end.start() > 0:
            text = text[: end.start()]
        match = self._filler.match(text)
        return text if match is None or match.end() == len(text) else text[match.end() :]

    def take_goal(self, part: Part) -> tuple[str, int | None]:
        """The text without a length that is a goal, and that goal in months."""
        signed = part.signed
        if not part.lengths:
            return part.text, None
        for pattern in self._goals:
            match = pattern.search(signed)
            if match is not None:
                index = signed[: match.end()].count(LENGTH_SIGN) - 1
                length = part.lengths[index]
                rest = signed[: match.start()] + " " + signed[match.end() :]
                months = length.months + round(length.days / 30)
                return tidy(rest.replace(LENGTH_SIGN, " ")), months
        stated = [length for length in part.lengths if length.role == "goal"]
        if stated:
            return part.text, stated[0].months + round(stated[0].days / 30)
        return part.text, None


def _supplied(frame: _Frame, part: Part) -> bool:
    if frame.needs == "length":
        return bool(part.lengths)
    if frame.needs in ("day", "past"):
        return part.day is not None
    return True


def _fits(frame: _Frame, text: str) -> list[Reading]:
    if len(text) > LONGEST:
        return []
    matches = (pattern.fullmatch(text) for pattern in frame.patterns)
    return [Reading(frame.kind, match.groupdict()) for match in matches if match is not None]
