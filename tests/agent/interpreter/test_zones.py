"""Time zones named in a text."""

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.agent
from bot.agent.interpreter.zones import Zones

ENGLISH = Path(bot.agent.__file__).parent / "language" / "en"
ZONES = Zones(ENGLISH)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Use the Europe/Lisbon time zone", "Europe/Lisbon"),
        ("europe/lisbon", "Europe/Lisbon"),
        ("america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("just landed in sydney for good", "Australia/Sydney"),
        ("I LIVE IN NEW YORK", "America/New_York"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("mumbai", "Asia/Kolkata"),
        ("Munich please", "Europe/Berlin"),
        ("moved to san francisco", "America/Los_Angeles"),
        ("barcelona", "Europe/Madrid"),
        ("I'm in Portugal now", "Europe/Lisbon"),
        ("japan", "Asia/Tokyo"),
        ("utc", "UTC"),
        ("GMT", "GMT"),
        ("cet", "Europe/Brussels"),
        ("EST", "America/New_York"),
        ("UTC+2", "Etc/GMT-2"),
        ("gmt -5:00", "Etc/GMT+5"),
        ("UTC+0", "UTC"),
    ],
)
def test_a_zone_is_found_by_any_of_its_names(text: str, zone: str) -> None:
    assert ZONES.find_zone(text) == (zone,)


def test_a_country_of_several_zones_gives_them_all() -> None:
    assert "America/Chicago" in ZONES.find_zone("I'm in the USA")
    assert len(ZONES.find_zone("australia")) > 1


def test_several_places_come_in_their_order_each_once() -> None:
    found = ZONES.find_zone("not Rome, use Lisbon, Portugal")
    assert found == ("Europe/Rome", "Europe/Lisbon")


@pytest.mark.parametrize(
    "text", ["", "my est coat", "a jersey for christmas", "UTC+5:30", "UTC+99", "Atlantis", "🌍"]
)
def test_what_names_no_zone_gives_none(text: str) -> None:
    assert ZONES.find_zone(text) == ()


def test_every_zone_of_the_language_can_be_loaded() -> None:
    data = tomllib.loads((ENGLISH / "zones.toml").read_text(encoding="utf-8"))
    for name, zones in {**data["names"], **data["abbreviations"]}.items():
        assert ZONES.find_zone(name) == tuple(zones)
        for zone in zones:
            ZoneInfo(zone)


@given(st.text())
def test_any_text_gives_only_zones_that_can_be_loaded(text: str) -> None:
    for zone in ZONES.find_zone(text):
        ZoneInfo(zone)
