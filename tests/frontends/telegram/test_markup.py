"""Formatted text: measured, split, written as HTML."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frontends.telegram.markup import Markup, Span, Style, cut_to, joined, plain, styled

SPANS = st.lists(
    st.builds(
        Span,
        st.text(st.sampled_from("ab <&>\n🎻é\u202eש"), min_size=1, max_size=30),
        st.sampled_from(Style),
    ),
    max_size=8,
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def visible(text: str) -> str:
    return re.sub(r"[\s\u202e]", "", text)


def test_everything_but_our_own_tags_is_escaped() -> None:
    text = joined(" ", (styled("<b>Tom & Co</b>", Style.BOLD), plain("1 < 2")))
    assert text.html == "<b>&lt;b&gt;Tom &amp; Co&lt;/b&gt;</b> 1 &lt; 2"
    assert text.plain == "<b>Tom & Co</b> 1 < 2"


def test_nothing_stands_between_a_text_and_nothing() -> None:
    assert joined(" ", (plain(""), plain("a"), plain(""), plain("b"))).plain == "a b"


def test_half_a_character_can_be_sent_all_the_same() -> None:
    assert plain("a\ud83d").html.encode() == "a\ufffd".encode()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one two\n\nthree\nfour", ["one two", "three\nfour"]),
        ("one two\nthree four", ["one two", "three four"]),
        ("one two three four five", ["one two", "three four", "five"]),
        ("0123456789abcdef", ["0123456789ab", "cdef"]),
        ("🎻" * 7, ["🎻" * 6, "🎻"]),
        ("exactly this", ["exactly this"]),
        ("exactly this one", ["exactly this", "one"]),
        ("a\n\n\n   \n\n\n\n\n\n\nb", ["a", "b"]),
        (" \n ", []),
        ("", []),
    ],
)
def test_a_long_text_is_split_where_it_hurts_least(text: str, parts: list[str]) -> None:
    assert [part.plain for part in plain(text).split(12)] == parts


def test_a_split_closes_and_opens_the_style() -> None:
    parts = [part.html for part in styled("long title", Style.BOLD).split(6)]
    assert parts == ["<b>long</b>", "<b>title</b>"]


@given(SPANS, st.integers(2, 40))
def test_parts_are_short_and_tell_everything(spans: list[Span], limit: int) -> None:
    text = Markup(tuple(spans))
    parts = list(text.split(limit))
    assert all(units(part.plain) <= limit and visible(part.plain) for part in parts)
    assert visible("".join(part.plain for part in parts)) == visible(text.plain)
    for part in parts:
        assert html.unescape(re.sub("</?[bi]>", "", part.html)) == part.plain


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    assert cut_to("a" * 64, 64) == "a" * 64
    assert cut_to("a" * 65, 64) == "a" * 63 + "…"
