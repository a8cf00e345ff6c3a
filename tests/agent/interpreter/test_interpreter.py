from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agent.calls import AddItems, ChangeItems, ChangeSettings, PartWithItems
from bot.agent.interpreter.interpreter import Interpreter
from bot.agent.interpreter.understanding import Answered, Nothing, Understood, Unsure
from bot.agent.scene import Scene
from storage.vocabulary import CheckupType, ItemStatus, ItemType
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
        ("nah not film, the digital", ("Film Camera", "Digital Camera", "None of these"), 1),
        ("no, the digital one", ("Film Camera", "Digital Camera", "None of these"), 1),
        ("not the film one", ("Film Camera", "Digital Camera", "None of these"), 1),
        ("the digital, not the film", ("Film Camera", "Digital Camera", "None of these"), 1),
        ("not film or digital", ("Film Camera", "Digital Camera", "Security Camera", "No"), 2),
        ("the cowboy ones obvs", ("Cowboy Boots", "Rain Boots", "None of these"), 0),
        ("second one pls", ("Cowboy Boots", "Rain Boots", "None of these"), 1),
        ("neither of them", ("Cowboy Boots", "Rain Boots", "None of these"), 2),
        ("yes, both", ("Yes", "No"), 0),
        ("yep delete them both", ("Yes", "No"), 0),
        ("no, keep both", ("Yes", "No"), 1),
        ("actually no", ("Yes", "No"), 1),
        ("remove it", ("Give Old Lamp", "Donate Old Lamp", "Remove Old Lamp", "No"), 2),
    ],
)
def test_an_answer_chooses_its_option(
    text: str, options: tuple[str, ...], option: int, interpreter: Interpreter
) -> None:
    assert interpreter.interpret(text, scene(*options)) == Answered(option)


@pytest.mark.parametrize("text", ["delete everything", "undo", "no, yesterday", "add a rug"])
def test_another_request_is_no_answer_to_a_yes_or_no(text: str, interpreter: Interpreter) -> None:
    assert not isinstance(interpreter.interpret(text, scene("Yes", "No")), Answered)


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("did it just now", "complete_checkup"),
        ("all done!", "complete_checkup"),
        ("not now, in 3 days", "snooze_checkup"),
        ("make it quarterly", "set_checkup_interval"),
    ],
)
def test_what_follows_a_checkup_is_about_it(text: str, call: str, interpreter: Interpreter) -> None:
    shown = ({"tool": "show_checkups", "types": ["keep"]},)
    understood = interpreter.interpret(text, Scene(NOW, "en", (HARP,), (), shown))
    assert isinstance(understood, Understood)
    assert [(one.tool, one.types) for one in understood.calls] == [  # type: ignore[union-attr]
        (call, (CheckupType.KEEP,))
    ]


def test_an_address_after_another_corrects_it(interpreter: Interpreter) -> None:
    set_before = ({"tool": "change_settings", "email": "a@exmaple.org"},)
    heard = Scene(NOW, "en", (HARP,), (), set_before)
    understood = interpreter.interpret("oops, a@example.org", heard)
    assert understood == Understood((ChangeSettings(email="a@example.org"),))


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


@pytest.mark.parametrize(
    "text",
    [
        "bought a rug on 31 february",
        "got a rug, 2024-13-45",
        "the harp is from 30.02.2024",
        "donated the harp on 31 April 2024",
    ],
)
def test_a_day_that_does_not_exist_is_asked_about_and_never_becomes_today(
    text: str, interpreter: Interpreter
) -> None:
    heard = interpreter.interpret(text, scene())
    assert not isinstance(heard, Understood)
    if isinstance(heard, Unsure):
        assert heard.code == "which_date"


def test_everything_is_not_the_thing_talked_about_last(interpreter: Interpreter) -> None:
    assert isinstance(interpreter.interpret("gave everything away", scene()), Nothing)


def test_namesakes_are_told_apart_in_a_choice(interpreter: Interpreter) -> None:
    lamps = (thing("Lamp"), thing("Lamp"))
    heard = interpreter.interpret("used the lamp yesterday", Scene(NOW, "en", lamps))
    assert isinstance(heard, Unsure)
    labels = [choice.label for choice in heard.choices]
    assert len(set(labels)) == len(labels) == 3
