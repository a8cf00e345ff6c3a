"""Which frame of the language a part of a sentence fits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.agent.interpreter.parts import LENGTH_SIGN, Part, tidy
from bot.agent.interpreter.patterns import Patterns
from bot.agent.interpreter.understanding import NothingCode
from bot.agent.interpreter.when import LengthSpan
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
        self._goal_alone = patterns.compile(data["goals"]["alone"])
        self._goal_cue = patterns.compile(data["goals"]["cue"])
        self._denial = patterns.any_of(data["denials"]["patterns"])
        self._about = patterns.any_of(data["about"]["patterns"])
        self._circumstance = patterns.any_of(data["about"]["circumstance"])
        self._ordering = patterns.compile(data["about"]["ordering"])
        self._ordered_then = patterns.compile(data["about"]["ordered_then"])
        self._tell = patterns.compile(data["about"]["tell"])
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

    def is_of_it(self, text: str, part: Part) -> bool:
        """Whether this tells what happened to "it"."""
        return any(reading.groups.get("it") for reading in self.events(text, part))

    def is_about(self, text: str) -> bool:
        """Whether this only speaks on of what was named before: "both bought"."""
        return self._about.fullmatch(text) is not None

    def is_circumstance(self, text: str) -> bool:
        """Whether this only tells where or how something came: "from dad"."""
        return self._circumstance.fullmatch(text) is not None

    def is_ordering(self, text: str) -> bool:
        """Whether this tells of an order, not of an arrival."""
        return self._ordering.fullmatch(text) is not None

    def is_ordered_then(self, text: str) -> bool:
        """Whether an order is told, and then its arrival."""
        return self._ordered_then.search(text) is not None

    def is_telling(self, text: str) -> bool:
        """Whether this says that a thing came, which is named next: "guess what came today"."""
        return self._tell.fullmatch(text) is not None

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
        if self.is_goal_talk(part):
            return "", _months(part.lengths[-1])
        for pattern in self._goals:
            match = pattern.search(signed)
            if match is not None:
                index = signed[: match.end()].count(LENGTH_SIGN) - 1
                length = part.lengths[index]
                rest = signed[: match.start()] + " " + signed[match.end() :]
                return tidy(rest.replace(LENGTH_SIGN, " ")), _months(length)
        stated = [length for length in part.lengths if length.role == "goal"]
        return part.text, _months(stated[0]) if stated else None

    def is_goal_talk(self, part: Part) -> bool:
        """Whether the part only tells how long something is to be kept: "must do us"."""
        text = part.text
        if not self._goal_alone.fullmatch(text):
            return False
        stated = any(length.role == "goal" for length in part.lengths)
        return stated or self._goal_cue.search(text) is not None


def _months(length: LengthSpan) -> int:
    return length.months + round(length.days / 30)


def _supplied(frame: _Frame, part: Part) -> bool:
    if frame.needs == "length":
        return bool(part.lengths)
    if frame.needs in ("day", "past"):
        return part.day is not None
    if frame.needs == "since":
        return part.day is not None and part.day.kind in ("since", "ago")
    if frame.needs == "age":
        return part.day is not None and part.day.kind == "ago"
    return True


def _fits(frame: _Frame, text: str) -> list[Reading]:
    if len(text) > LONGEST:
        return []
    matches = (pattern.fullmatch(text) for pattern in frame.patterns)
    return [Reading(frame.kind, match.groupdict()) for match in matches if match is not None]
