import pytest

from bot.agent.interpreter.hours import whole_hour


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("8", 8), ("08", 8), ("0", 0), ("24", 0), ("18:00", 18), ("18.00", 18), ("6 pm", 18),
        ("6PM", 18), ("6:00 p.m.", 18), ("12 am", 0), ("12pm", 12), (" 7am ", 7),
    ],
)  # fmt: skip
def test_an_hour_is_read_as_people_write_it(text: str, hour: int) -> None:
    assert whole_hour(text) == hour


@pytest.mark.parametrize(
    "text", ["", "8:30", "25", "99", "13 pm", "0 am", "8 o", "eight", "8:0", "-1", "8-9"]
)
def test_what_is_no_whole_hour_is_none(text: str) -> None:
    assert whole_hour(text) is None
