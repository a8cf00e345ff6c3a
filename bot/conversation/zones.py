"""The time zone that somebody asks for, or those that come near to it."""

from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz, process

from core.zones import zone_names

MOST_NEAR = 4
LEAST_LIKENESS = 70
"""Of 100; below it a suggestion would only puzzle."""


class ZoneFinder(Protocol):
    """What reads the names of time zones, as far as commands need it."""

    def find_zone(self, text: str) -> tuple[str, ...]:
        """IANA names that the text may mean."""
        ...


@dataclass(frozen=True, slots=True)
class ZonesFound:
    """IANA names."""

    meant: str | None
    """The one that is surely meant."""
    near: tuple[str, ...] = ()
    """Where none is: those that may be, best first."""


def find_zones(words: str, finder: ZoneFinder) -> ZonesFound:
    """What the words mean; where they mean nothing, the cities that are written like them."""
    named = finder.find_zone(words)
    if len(named) == 1:
        return ZonesFound(named[0])
    return ZonesFound(None, named or _near(_plain(words)))


def _near(wanted: str) -> tuple[str, ...]:
    cities = {name: _plain(name.rpartition("/")[2]) for name in zone_names() if "/" in name}
    found = process.extract(
        wanted, cities, scorer=fuzz.ratio, limit=MOST_NEAR, score_cutoff=LEAST_LIKENESS
    )
    return tuple(name for _likeness, _score, name in found)


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())
