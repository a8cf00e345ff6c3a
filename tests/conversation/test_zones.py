"""Time zones as people call them."""

import pytest

from bot.agent.interpreter.interpreter import ENGLISH
from bot.agent.interpreter.zones import Zones
from bot.conversation.zones import find_zones

ZONES = Zones(ENGLISH)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("Munich", "Europe/Berlin"),
        ("Portugal", "Europe/Lisbon"),
        ("UTC", "UTC"),
        ("UTC+2", "Etc/GMT-2"),
    ],
)
def test_a_zone_is_meant_by_any_of_its_names_in_any_case(words: str, zone: str) -> None:
    assert find_zones(words, ZONES).meant == zone


@pytest.mark.parametrize(
    ("words", "zone"), [("Berln", "Europe/Berlin"), ("Jersey", "Europe/Jersey")]
)
def test_what_is_near_to_a_city_is_suggested_and_not_taken_for_meant(words: str, zone: str) -> None:
    found = find_zones(words, ZONES)
    assert found.meant is None
    assert found.near[0] == zone


def test_a_country_of_several_zones_offers_them_all() -> None:
    found = find_zones("USA", ZONES)
    assert found.meant is None
    assert {"America/New_York", "America/Los_Angeles"} < set(found.near)


@pytest.mark.parametrize("words", ["", "qqqqqqqq", "../../etc/passwd", "x" * 4_000])
def test_what_is_like_no_zone_gets_no_suggestion(words: str) -> None:
    found = find_zones(words, ZONES)
    assert found.meant is None
    assert found.near == ()
