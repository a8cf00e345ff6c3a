from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agent.calls import AddItems, ChangeItems, PartWithItems
from bot.agent.interpreter.interpreter import Interpreter
from bot.agent.interpreter.understanding import Answered, Nothing, Understood, Unsure
from bot.agent.scene import Scene
from storage.vocabulary import ItemStatus, ItemType
from tests.agent.interpreter.tables import NOW, rows
from tests.agent.things import thing

HARP, LAMP = thing("Harp"), thing("Desk Lamp")
TABLES = tuple(rows())


def scene(*options: str) -> Scene:
    return Scene(NOW, "en-GB", (HARP, LAMP), (str(HARP.id),), (), options)


@pytest.mark.parametrize(
    ("text", "options", "option"),
    [
        ("yes", ("Yes", "No"), 0),
        ("ya do it", ("Yes", "No"), 0),
        ("Go ahead!", ("Yes", "No"), 0),
        ("yep 👍", ("Yes", "No"), 0),
        ("nah", ("Yes", "No"), 1),
        ("no thanks", ("Yes", "No"), 1),
        ("badminton", ("Squash Racket", "Badminton Racket", "None of these"), 1),
        ("the badmington one", ("Squash Racket", "Badminton Racket", "None of these"), 1),
        ("the long red 1", ("Long Red Dress", "Short Green Dress", "Wedding Dress"), 0),
        ("the second one", ("Bathroom Rug", "Kitchen Rug", "None of these"), 1),
        ("2", ("Bathroom Rug", "Kitchen Rug", "None of these"), 1),
        ("the last one", ("Bathroom Rug", "Kitchen Rug", "None of these"), 1),
        ("neither", ("Bathroom Rug", "Kitchen Rug", "None of these"), 2),
    ],
)
def test_an_answer_chooses_its_option(
    text: str, options: tuple[str, ...], option: int, interpreter: Interpreter
) -> None:
    assert interpreter.interpret(text, scene(*options)) == Answered(option)


@pytest.mark.parametrize("text", ["the rug", "maybe", "bought a toaster today", "?"])
def test_what_chooses_no_option_is_no_answer(text: str, interpreter: Interpreter) -> None:
    options = ("Bathroom Rug", "Kitchen Rug", "None of these")
    assert not isinstance(interpreter.interpret(text, scene(*options)), Answered)


def test_an_added_thing_has_its_type_and_picture(interpreter: Interpreter) -> None:
    understood = interpreter.interpret("bought a grey hoodie", scene())
    assert isinstance(understood, Understood)
    (call,) = understood.calls
    assert isinstance(call, AddItems)
    (added,) = call.things
    assert (added.name, added.item_type) == ("Grey Hoodie", ItemType.CLOTHING)
    assert added.picture


def test_an_unknown_noun_after_a_clear_verb_is_added(interpreter: Interpreter) -> None:
    understood = interpreter.interpret("bought a flurbostat today", scene())
    assert isinstance(understood, Understood)
    (call,) = understood.calls
    assert isinstance(call, AddItems)
    assert (call.things[0].name, call.things[0].item_type) == ("Flurbostat", ItemType.OTHER)


def test_a_noun_that_fits_several_things_is_asked_about_by_their_names(
    interpreter: Interpreter,
) -> None:
    rugs = (thing("Kitchen Rug"), thing("Hall Rug"))
    understood = interpreter.interpret("gave the rug to Anna", Scene(NOW, "en", rugs))
    assert isinstance(understood, Unsure)
    assert [choice.label for choice in understood.choices] == [
        "Kitchen Rug", "Hall Rug", "None of these",
    ]  # fmt: skip
    assert understood.choices[1].calls == (
        PartWithItems(items=(str(rugs[1].id),), status=ItemStatus.GIVE, recipient="Anna"),
    )
    assert understood.choices[2].calls == ()


def test_what_is_kept_is_meant_rather_than_what_went(interpreter: Interpreter) -> None:
    gone, kept = thing("Kitchen Rug", ItemStatus.GIVE), thing("Hall Rug")
    understood = interpreter.interpret("gave the rug to Anna", Scene(NOW, "en", (gone, kept)))
    assert isinstance(understood, Understood)
    assert understood.calls[0].items == (str(kept.id),)  # type: ignore[union-attr]


def test_a_correction_changes_the_day_of_what_was_just_added(interpreter: Interpreter) -> None:
    added = Scene(NOW, "en", (HARP,), (str(HARP.id),), ({"tool": "add_items", "things": []},))
    understood = interpreter.interpret("no sorry, that was the day before yesterday", added)
    assert understood == Understood(
        (ChangeItems(items=(str(HARP.id),), received=date(2026, 3, 8)),)
    )


def test_a_time_zone_that_is_a_guess_is_confirmed_first(interpreter: Interpreter) -> None:
    understood = interpreter.interpret("landed in sydney for good, the clock is wrong", scene())
    assert isinstance(understood, Unsure)
    assert (understood.code, understood.subject) == ("confirm", "Australia/Sydney")


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_it_raise(interpreter: Interpreter, text: str) -> None:
    assert interpreter.interpret(text, scene()) is not None


@given(
    st.lists(st.sampled_from([word for row in TABLES for word in row.text.split()]), max_size=25)
)
@settings(max_examples=150, deadline=None)
def test_no_jumble_of_words_makes_it_raise(interpreter: Interpreter, words: list[str]) -> None:
    assert interpreter.interpret(" ".join(words), scene("Yes", "No")) is not None


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "🙂", "\x00\x01", "a" * 100_000, "שלום עולם"])
def test_what_says_nothing_changes_nothing(text: str, interpreter: Interpreter) -> None:
    assert isinstance(interpreter.interpret(text, scene()), Nothing)
