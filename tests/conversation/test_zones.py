"""Time zones as people call them."""

import pytest

from bot.conversation.zones import find_zones


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_or_its_city_is_meant_in_any_case(words: str, zone: str) -> None:
    assert find_zones(words).meant == zone


def test_a_typing_error_gets_suggestions_and_nothing_is_taken_for_meant() -> None:
    found = find_zones("Berln")
    assert found.meant is None
    assert "Europe/Berlin" in found.near


@pytest.mark.parametrize("words", ["", "qqqqqqqq", "../../etc/passwd", "x" * 4_000])
def test_what_is_like_no_zone_gets_no_suggestion(words: str) -> None:
    found = find_zones(words)
    assert found.meant is None
    assert found.near == ()
