"""Telegram's HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.emulators.telegram import html
from tests.emulators.telegram.errors import Refusal

PIECES = [
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href='x.y'>",
    "</a>",
    "<",
    ">",
    "&",
    "&lt;",
    "/",
    "=",
    '"',
]


@given(st.text())
def test_quoted_text_is_that_text(text: str) -> None:
    assert html.parse(html.quote(text)) == (text, [])


@given(st.lists(st.sampled_from([*PIECES, "x", "😀", " "])).map("".join))
def test_whatever_it_is_it_is_parsed_or_refused(source: str) -> None:
    try:
        text, entities = html.parse(source)
    except Refusal:
        return
    for entity in entities:
        assert entity["length"] > 0
        assert 0 <= entity["offset"] <= html.utf16_length(text) - entity["length"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a & b", "a & b"),
        ("a > b", "a > b"),
        ("&lt;&gt;&amp;&quot;", '<>&"'),
        ("&#128512;&#x1F600;", "😀😀"),
        ("&nbsp;&#0;", "&nbsp;&#0;"),
        ("&ltx", "&ltx"),
    ],
)
def test_signs_and_their_names(source: str, text: str) -> None:
    assert html.parse(source)[0] == text


def test_tags_within_tags_come_outermost_first() -> None:
    text, entities = html.parse("<b>x <i>y</i></b>")

    assert text == "x y"
    assert [entity["type"] for entity in entities] == ["bold", "italic"]


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        (
            "<strong>x</strong><em>x</em><ins>x</ins><del>x</del>",
            "bold italic underline strikethrough",
        ),
        ('<span class="tg-spoiler">x</span><tg-spoiler>x</tg-spoiler>', "spoiler spoiler"),
        ("<code>x</code><pre>x</pre><blockquote>x</blockquote>", "code pre blockquote"),
        ("<a href='nowhere'>x</a>", ""),
        ("<b></b>", ""),
        ('<tg-emoji emoji-id="5">x</tg-emoji>', "custom_emoji"),
    ],
)
def test_kinds_of_formatting(source: str, kinds: str) -> None:
    _, entities = html.parse(source)

    assert [entity["type"] for entity in entities] == kinds.split()
