"""Which number presses which button."""

from bot.conversation.messages import Button, Press, Reply, Text
from bot.frontends.terminal.choices import Choices, unnumbered


def reply(*labels: str) -> Reply:
    return Reply("?", buttons=(tuple(Button(label, label.lower()) for label in labels),))


def test_a_number_presses_the_button_it_stands_before() -> None:
    choices = Choices()
    choices.offer([reply("Yes", "No")])

    assert choices.read("2") == Press("no")


def test_the_replies_of_one_turn_are_numbered_through() -> None:
    choices = Choices()
    rows = choices.offer([reply("Undo"), Reply("between"), reply("Yes", "No")])

    assert [[number for row in each for number, _ in row] for each in rows] == [[1], [], [2, 3]]
    assert choices.read(" [3] ") == Press("no")


def test_numbers_are_text_where_no_buttons_stand() -> None:
    assert Choices().read("1") == Text("1")


def test_a_number_without_a_button_is_text() -> None:
    choices = Choices()
    choices.offer([reply("Yes")])

    assert [choices.read(line) for line in ("0", "2", "99999", "²", "1 lamp", "-1")] == [
        Text("0"), Text("2"), Text("99999"), Text("²"), Text("1 lamp"), Text("-1"),
    ]  # fmt: skip


def test_buttons_stand_until_others_come() -> None:
    choices = Choices()
    choices.offer([reply("Undo")])
    choices.offer([Reply("without any")])
    assert choices.read("1") == Press("undo")

    choices.offer([reply("Undo")])
    choices.offer([reply("Next")])
    assert choices.read("1") == Press("next")


def test_what_comes_in_between_takes_no_number_away() -> None:
    choices = Choices()
    choices.offer([reply("Yes", "No")])
    rows = choices.add([reply("Start", "In a week")])

    assert [number for row in rows[0] for number, _ in row] == [3, 4]
    assert choices.read("2") == Press("no")


def test_what_came_in_between_can_be_pressed() -> None:
    choices = Choices()
    choices.add([reply("Start")])
    choices.add([reply("Snooze")])
    choices.offer([Reply("without any")])

    assert choices.read("2") == Press("snooze")


def test_a_button_is_pressed_once() -> None:
    choices = Choices()
    choices.offer([reply("Undo")])
    choices.read("1")

    assert choices.read("1") == Text("1")


def test_buttons_can_be_shown_without_numbers() -> None:
    assert [number for row in unnumbered(reply("Yes", "No")) for number, _ in row] == [None, None]
