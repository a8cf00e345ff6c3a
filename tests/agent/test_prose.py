"""A model's own words never pass for a change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agent.outcomes import ModelSaid, NothingDone
from bot.agent.prose import LONGEST, spoken

NOTHING_SAVED = NothingDone("nothing_saved")


@given(st.text())
def test_whatever_it_says_it_is_told_that_nothing_was_saved(text: str) -> None:
    assert spoken(text)[-1] == NOTHING_SAVED


@pytest.mark.parametrize(
    "claim",
    [
        "Added!",
        "✅ Done. Your rug is on the list.",
        "I've added your rug. Anything else?",
        "I have now removed the kettle",
        "I’ve just recorded that for you, anything else?",
        "Your rug was saved.",
        "ADDED the rug",
        "Great!\n\n- added: rug\n- donated: kettle",
        "Marked as donated, shall I go on?",
    ],
)
def test_a_claim_is_not_shown(claim: str) -> None:
    assert spoken(claim) == (NOTHING_SAVED,)


@pytest.mark.parametrize(
    "words",
    [
        "Which lamp do you mean, the grey or the white one?",
        "Which one was given away?",
        "Start with one drawer a day.",
        "Der Teppich liegt jetzt auf der Liste.",
    ],
)
def test_other_words_are_shown_beside_it(words: str) -> None:
    assert spoken(words) == (ModelSaid(words), NOTHING_SAVED)


def test_a_model_that_rambles_is_cut_short() -> None:
    said = spoken("blah " * 10_000)[0]

    assert isinstance(said, ModelSaid)
    assert len(said.text) <= LONGEST
