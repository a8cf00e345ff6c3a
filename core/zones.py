"""Time zones by their IANA names. Pure, but for the zone data of the system."""

from importlib.resources import files
from zoneinfo import ZoneInfo

UTC_ZONE = "UTC"


def zone_or_none(name: str) -> ZoneInfo | None:
    """The zone of exactly this name, None if there is none."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # what zoneinfo raises: unknown, unsafe, a folder
        return None


def zone_or_utc(name: str) -> ZoneInfo:
    """The zone of this name; UTC where a stored name is (no longer) one."""
    return zone_or_none(name) or ZoneInfo(UTC_ZONE)


def zone_names() -> list[str]:
    """All IANA names, old ones included."""
    return files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()


def zone_as_written(text: str) -> ZoneInfo | None:
    """The zone a person means: case does not count, nor does a space in place of an underscore."""
    wanted = text.strip().replace(" ", "_")
    exact = zone_or_none(wanted)
    if exact is not None:
        return exact
    name = next((name for name in zone_names() if name.casefold() == wanted.casefold()), None)
    return None if name is None else zone_or_none(name)
