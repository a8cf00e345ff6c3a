"""Odd things to say to the program: each gets a sentence, and none changes anything."""

import json

import pytest

from tests.cli.conftest import Minnow

ODD = {
    "nothing": ("", "a few words"),
    "spaces": (" \t ", "a few words"),
    "emoji only": ("🙂🙂🙂", "a few words"),
    "punctuation": ("?!…", "a few words"),
    "too much": ("lamp " * 20_000, "too long"),
    "control characters": ("\x01\x1b[2J\x07", "/help"),
    "right to left": ("قطة على السجادة", "nothing was changed"),
    "HTML": ("<b>bold</b> <script>alert(1)</script>", "nothing was changed"),
    "Markdown": ("**bold** _x_ [a](http://b)", "nothing was changed"),
    "terminal markup": ("[red]hey[/red] [/]", "nothing was changed"),
    "SQL": ("'; DROP TABLE items; --", "othing was changed"),
    "SQL in a look-up": ("/item '; DELETE FROM items; --", "cannot find that"),
    "wildcards in a look-up": ("/item %", "cannot find that"),
    "a day to come": ("bought a lamp on 2090-01-01", "Nothing was changed"),
    "a day before 1900": ("I got a clock on 3 March 1899", "Which day do you mean?"),
    "a goal of minus five": ("add a lamp with a goal of -5 months", "0 to 1200 months"),
    "a goal of a lifetime and more": ("add a lamp with a goal of 1300 months", "0 to 1200 months"),
    "a name of 300 characters": ("/add " + "n" * 300, "1 to 255 characters"),
    "a name that is not seen": ("/add \u200b\u2060", ""),
    "an unknown command": ("/frobnicate", "I do not know /frobnicate"),
    "a bare slash": ("/", "/help lists all commands"),
    "a command without its words": ("/give", "Please write /give"),
    "a zone that is none": ("/timezone ../../etc/passwd", "do not know the time zone"),
    "a number without a button": ("7", ""),
    "undo of nothing": ("/undo", "nothing to undo"),
}


@pytest.mark.parametrize(("text", "told"), ODD.values(), ids=list(ODD))
def test_whatever_is_odd_gets_a_sentence_and_changes_nothing(
    minnow: Minnow, text: str, told: str
) -> None:
    ran = minnow("say", "--as", "ann", "--", text)

    assert (ran.code, ran.err) == (0, "")
    assert told in ran.out
    assert ran.out.strip()
    assert "\x1b" not in ran.out
    kept = json.loads(minnow("export", "--person", "terminal:ann").out)
    assert (kept["items"], kept["history"]) == ([], [])
