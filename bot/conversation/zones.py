"""Time zones as people call them: by their city, in any case."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

MOST_NEAR = 4
LEAST_LIKENESS = 70
"""Of 100; below it a suggestion would only puzzle."""


@dataclass(frozen=True, slots=True)
class ZonesFound:
    """IANA names."""

    meant: str | None
    """The one that is surely meant."""
    near: tuple[str, ...] = ()
    """Where none is: those that may be, best first."""


def find_zones(words: str) -> ZonesFound:
    wanted = _plain(words)
    names = sorted(available_timezones())
    exact = [name for name in names if _plain(name) == wanted]
    cities = exact or _preferred([name for name in names if _city(name) == wanted])
    if len(cities) == 1:
        return ZonesFound(cities[0])
    return ZonesFound(None, tuple((cities or _near(wanted, names))[:MOST_NEAR]))


def _city(name: str) -> str:
    return _plain(name.rpartition("/")[2])


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())


def _preferred(names: Sequence[str]) -> list[str]:
    """Of several names of one city, those of a continent: the others are old aliases."""
    places = [name for name in names if "/" in name and not name.startswith(("Etc/", "US/"))]
    return places or list(names)


def _near(wanted: str, names: Sequence[str]) -> list[str]:
    cities = {name: _city(name) for name in names if "/" in name}
    found = process.extract(
        wanted, cities, scorer=fuzz.ratio, limit=MOST_NEAR, score_cutoff=LEAST_LIKENESS
    )
    return [name for _likeness, _score, name in found]
