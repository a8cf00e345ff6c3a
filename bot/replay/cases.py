"""Conversation cases: what a person has, writes and presses, read from JSON Lines."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.transfer.actions import FORMAT, VERSION


class InvalidCase(Exception):
    """A line that is no case. The message names the line and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Say:
    text: str


@dataclass(frozen=True, slots=True)
class PressLabel:
    label: str


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    now: datetime
    timezone: str
    locale: str
    turns: tuple[Say | PressLabel, ...]
    document: Mapping[str, Any]
    """What the person has before, as an export."""


def read_cases(path: Path) -> Iterator[Case]:
    """One after the other, so that a long file begins at once. Raises InvalidCase, OSError."""
    with path.open(encoding="utf-8", errors="surrogateescape") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield _case(json.loads(line))
            except KeyError as missing:
                raise InvalidCase(f"Line {number} of {path} has no {missing}.") from None
            except json.JSONDecodeError as wrong:
                where = f"Line {number} of {path}, column {wrong.colno}"
                raise InvalidCase(f"{where}, is not JSON.") from None
            except (TypeError, AttributeError, RecursionError):
                raise InvalidCase(f"Line {number} of {path} has not the form of a case.") from None
            except (ValueError, ZoneInfoNotFoundError) as wrong:
                raise InvalidCase(f"Line {number} of {path} is not a case: {wrong}.") from None


def _case(raw: Mapping[str, Any]) -> Case:
    now = datetime.fromisoformat(raw["now"])
    if now.tzinfo is None:
        raise ValueError("now needs its offset")
    timezone = raw.get("timezone", "UTC")
    locale = raw.get("locale", "en")
    return Case(
        id=str(raw["id"]),
        now=now,
        timezone=timezone,
        locale=locale,
        turns=tuple(_turn(turn) for turn in raw["turns"]),
        document={
            "format": FORMAT,
            "version": VERSION,
            "person": {"timezone": timezone, "locale": locale},
            "items": raw.get("items", []),
            "checkups": [
                _checkup(kind, raw.get("checkups", {}).get(kind, {}), now, ZoneInfo(timezone))
                for kind in ("keep", "give")
            ],
        },
    )


def _turn(raw: Mapping[str, Any]) -> Say | PressLabel:
    return Say(str(raw["say"])) if "say" in raw else PressLabel(str(raw["press"]))


def _checkup(kind: str, raw: Mapping[str, Any], now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    last = raw.get("last_checkup_date")
    begun = now if last is None else datetime.combine(date.fromisoformat(last), time.min, zone)
    return {
        "checkup_type": kind,
        "checkup_interval_months": raw.get("checkup_interval_months", 1),
        "last_checkup_date": begun.isoformat(),
    }
