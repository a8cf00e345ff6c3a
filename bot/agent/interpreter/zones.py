"""Time zones that a text names: by their own names, by cities, countries and abbreviations."""

import re
import tomllib
from collections import defaultdict
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

_TOKEN = re.compile(r"[^\W_]+|/|_|[+-](?=\d)")
_OFFSET = re.compile(
    r"(?<![\w/])(?:UTC|GMT)\s?([+−-])\s?(\d{1,2})(?::?(\d\d))?(?!\d)", re.IGNORECASE
)
_CITY_AREAS = frozenset({
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
    "Indian", "Pacific",
})  # fmt: skip


class Zones:
    """Immutable. Reads the language's zones.toml and the time zone database at the first question.

    The database is the one of the tzdata package, so every name it gives is one that zoneinfo
    can load on every machine.
    """

    def __init__(self, language: Path) -> None:
        self._file = language / "zones.toml"

    def find_zone(self, text: str) -> tuple[str, ...]:
        """IANA names that the text may mean, in the order of the text, each once.

        Several if a name has several zones (USA), or if the text names several. A distance from
        UTC is found if it is whole hours ("UTC+2" is "Etc/GMT-2", as the database counts).
        """
        found: list[str] = []
        offsets = list(_OFFSET.finditer(text))
        for match in offsets:
            found += self._at_offset(match)
        if not offsets:
            found += self._names_in(text)
        return tuple(dict.fromkeys(found))

    def _at_offset(self, match: re.Match[str]) -> tuple[str, ...]:
        sign, hours, minutes = match.groups()
        if int(minutes or 0):
            return ()
        # Etc/GMT-2 is two hours ahead of Greenwich.
        name = "UTC" if int(hours) == 0 else f"Etc/GMT{'-' if sign == '+' else '+'}{int(hours)}"
        return (name,) if name.casefold() in self._full_names else ()

    def _names_in(self, text: str) -> list[str]:
        tokens = _TOKEN.findall(text)
        found: list[str] = []
        index = 0
        while index < len(tokens):
            zones, length = self._longest_at(tokens, index)
            found += zones
            index += length
        return found

    def _longest_at(self, tokens: list[str], index: int) -> tuple[tuple[str, ...], int]:
        """The zones of the longest name that begins here, and how many tokens it has."""
        for length in range(min(self._longest, len(tokens) - index), 0, -1):
            name = tokens[index : index + length]
            if length == 1 and name[0] in self._abbreviations:
                return self._abbreviations[name[0]], 1
            zones = self._names.get(tuple(one.casefold() for one in name))
            if zones:
                return zones, length
        return (), 1

    @cached_property
    def _full_names(self) -> dict[str, str]:
        return {name.casefold(): name for name in _database("zones").split()}

    @cached_property
    def _names(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """By the tokens of the name in folded case. What the language says goes first."""
        places = {**_countries(), **_cities()}
        for name in self._data["not_places"]:
            places.pop(name, None)
        names: dict[str, tuple[str, ...]] = {
            **places,
            **{name: tuple(zones) for name, zones in self._data["names"].items()},
            **{folded: (name,) for folded, name in self._full_names.items() if "/" in name},
        }
        return {tuple(_TOKEN.findall(name.casefold())): zones for name, zones in names.items()}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._names))

    @cached_property
    def _abbreviations(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(zones) for name, zones in self._data["abbreviations"].items()}

    @cached_property
    def _data(self) -> dict[str, Any]:
        with self._file.open("rb") as file:
            return tomllib.load(file)


def _cities() -> dict[str, tuple[str, ...]]:
    """City to zone, of the zones that some country uses today (not their old names)."""
    return {
        zone.rpartition("/")[2].replace("_", " ").casefold(): (zone,)
        for _, zone in _country_zones()
        if zone.partition("/")[0] in _CITY_AREAS
    }


def _countries() -> dict[str, tuple[str, ...]]:
    """Countries with one zone."""
    zones = defaultdict(list)
    for code, zone in _country_zones():
        zones[code].append(zone)
    countries = (line.split("\t") for line in _rows("iso3166.tab"))
    return {
        name.casefold(): tuple(zones[code]) for code, name in countries if len(zones[code]) == 1
    }


def _country_zones() -> list[tuple[str, str]]:
    """Country code and zone."""
    rows = (line.split("\t") for line in _rows("zone.tab"))
    return [(row[0], row[2]) for row in rows]


def _rows(name: str) -> list[str]:
    lines = _database("zoneinfo", name).splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _database(*path: str) -> str:
    return files("tzdata").joinpath(*path).read_text(encoding="utf-8")
