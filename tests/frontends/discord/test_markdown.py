"""People's texts in Discord's Markdown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frontends.discord.markdown import cut_to, escaped, split
from bot.frontends.units import units_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("grey hoodie, t-shirt #1", "grey hoodie, t-shirt #1"),
        (
            "**bold** _it_ ~~no~~ ||secret|| `code`",
            r"\*\*bold\*\* \_it\_ \~\~no\~\~ \|\|secret\|\| \`code\`",
        ),
        ("@everyone <@1> <#2> <t:0:R>", r"\@everyone \<\@1> \<#2> \<t:0:R>"),
        ("[here](https://a.example)", r"\[here\](https://a.example)"),
        ("# title\n> quote\n-# small\n- list", "\\# title\n\\> quote\n\\-# small\n\\- list"),
        ("see https://a.example/x_y_z now", "see https://a.example/x_y_z now"),
        ("back\\slash", r"back\\slash"),
        ("half \ud800", "half \ufffd"),
    ],
)
def test_it_is_shown_as_it_was_written(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text(alphabet="ab*_\\# \n\U0001f642", max_size=400), st.integers(10, 60))
def test_parts_are_short_and_together_say_everything(text: str, units: int) -> None:
    parts = list(split(escaped(text), units))

    assert all(units_of(part) <= units and part.strip() for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", escaped(text))
    for part in parts:
        assert (len(part) - len(part.rstrip("\\"))) % 2 == 0


@given(st.text(alphabet="ab*\\\U0001f642", max_size=60), st.integers(3, 40))
def test_what_is_cut_is_short_and_leaves_no_half_escape(text: str, units: int) -> None:
    cut = cut_to(escaped(text), units)

    assert units_of(cut) <= units
    assert (len(cut) - len(cut.rstrip("…").rstrip("\\")) - cut.endswith("…")) % 2 == 0


def test_parts_end_where_a_paragraph_ends_if_one_does() -> None:
    assert list(split("one two\n\nthree four", 12)) == ["one two", "three four"]
    assert list(split("one two three", 9)) == ["one two", "three"]
