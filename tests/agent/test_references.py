import pytest

from bot.agent.references import resolve
from storage.vocabulary import ItemStatus
from tests.agent.things import thing


def names(words: str, *things_named: str) -> list[str]:
    return [found.name for found in resolve(words, [thing(name) for name in things_named])]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("harp", ["Harp"]),
        ("my harp", ["Harp"]),
        ("the harps", ["Harp"]),
        ("jetski", ["Jet Ski"]),
        ("duvet", ["Goose Down Duvet"]),
        ("that enormous dinosaur", ["Inflatable Dinosaur"]),
        ("speakr", ["Bluetooth Speaker"]),
        ("the red dinosaur", ["Inflatable Dinosaur"]),
        ("garmin", ["Garmin Edge", "Garmin Forerunner"]),
        ("the dress", ["Long Red Dress", "Short Green Dress"]),
        ("red dress", ["Long Red Dress"]),
        ("blue dress", []),
        ("badminton racket", []),
        ("piano", []),
        ("", []),
        ("🎺", []),
    ],
)
def test_words_find_the_things_they_may_mean(words: str, expected: list[str]) -> None:
    found = names(
        words,
        "Harp",
        "Jet Ski",
        "Goose Down Duvet",
        "Inflatable Dinosaur",
        "Bluetooth Speaker",
        "Garmin Edge",
        "Garmin Forerunner",
        "Long Red Dress",
        "Short Green Dress",
        "Squash Racket",
    )
    assert found == expected


@pytest.mark.parametrize("words", ["red", "the long one", "it", "my old thing", "of"])
def test_a_colour_a_quality_or_a_stop_word_alone_fits_nothing(words: str) -> None:
    assert names(words, "Long Red Dress", "Old Clock", "Lord of the Rings") == []


def test_the_whole_name_wins_over_a_part_of_a_longer_one() -> None:
    assert names("the rug", "Kitchen Rug", "Rug") == ["Rug"]


def test_what_is_kept_is_preferred_over_what_was_given_away() -> None:
    things = [thing("Kitchen Rug", ItemStatus.GIVE), thing("Bathroom Rug")]
    assert [found.name for found in resolve("rug", things)] == ["Bathroom Rug"]


def test_what_was_given_away_is_found_when_nothing_kept_fits() -> None:
    assert [found.name for found in resolve("harp", [thing("Harp", ItemStatus.DONATE)])] == ["Harp"]


def test_a_right_spelling_is_preferred_over_a_near_one() -> None:
    assert names("trailer", "Boat Trainer", "Boat Trailer") == ["Boat Trailer"]
