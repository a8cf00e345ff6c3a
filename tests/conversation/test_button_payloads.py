"""Payloads: they come back as they were, fit every platform, and nothing else is taken."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.conversation.button_payloads import (
    LARGEST_NUMBER,
    LONGEST_PAYLOAD,
    AnswerQuestion,
    BackToItem,
    DeclineList,
    EditItem,
    EraseEverything,
    FinishCheckup,
    GoToTourStep,
    KeepEverything,
    OfferIntervals,
    OpenItem,
    OpenList,
    Pressed,
    Quick,
    QuickAction,
    RemindAt,
    RemindOn,
    SetGoal,
    SetInterval,
    ShowHistoryFrom,
    ShowPage,
    UndoTurn,
    decode,
    encode,
    kinds,
)
from bot.conversation.errors import ButtonUnknown
from core.errors import NotYours
from core.people.rules import CHANNELS
from storage.vocabulary import CheckupType

numbers = some.integers(0, LARGEST_NUMBER)
checkup_types = some.sampled_from(CheckupType)
BUTTONS = {
    AnswerQuestion: some.builds(AnswerQuestion, some.uuids(), numbers),
    BackToItem: some.builds(BackToItem, some.uuids()),
    DeclineList: some.just(DeclineList()),
    EditItem: some.builds(EditItem, some.uuids()),
    EraseEverything: some.builds(EraseEverything, numbers),
    FinishCheckup: some.builds(FinishCheckup, checkup_types),
    GoToTourStep: some.builds(GoToTourStep, numbers),
    KeepEverything: some.just(KeepEverything()),
    OfferIntervals: some.builds(OfferIntervals, checkup_types),
    OpenItem: some.builds(OpenItem, some.uuids()),
    OpenList: some.just(OpenList()),
    QuickAction: some.builds(QuickAction, some.uuids(), some.sampled_from(Quick)),
    RemindAt: some.builds(RemindAt, numbers),
    RemindOn: some.builds(RemindOn, some.sampled_from(["", *CHANNELS])),
    SetGoal: some.builds(SetGoal, some.uuids(), numbers),
    SetInterval: some.builds(SetInterval, checkup_types, numbers),
    ShowHistoryFrom: some.builds(ShowHistoryFrom, numbers),
    ShowPage: some.builds(ShowPage, some.uuids(), numbers),
    UndoTurn: some.builds(UndoTurn, some.uuids()),
}
pressed_buttons: some.SearchStrategy[Pressed] = some.one_of(*BUTTONS.values())
ANN, BOB = UUID(int=1), UUID(int=2)


@given(pressed_buttons, some.uuids())
def test_what_is_encoded_is_decoded(pressed: Pressed, person_id: UUID) -> None:
    assert decode(encode(pressed, person_id), person_id) == pressed


@given(pressed_buttons, some.uuids())
def test_every_payload_fits_every_platform(pressed: Pressed, person_id: UUID) -> None:
    payload = encode(pressed, person_id)
    assert 1 <= len(payload.encode()) <= LONGEST_PAYLOAD
    assert payload.isascii()


@given(pressed_buttons, some.uuids(), some.uuids())
def test_only_the_person_it_was_made_for_may_press(
    pressed: Pressed, person_id: UUID, other_id: UUID
) -> None:
    if other_id != person_id:
        with pytest.raises(NotYours):
            decode(encode(pressed, person_id), other_id)


@given(some.text())
def test_any_text_at_all_is_refused_politely(text: str) -> None:
    with pytest.raises(ButtonUnknown):
        decode(text, ANN)


@given(pressed_buttons, some.integers(0, LONGEST_PAYLOAD), some.characters(max_codepoint=127))
def test_a_forged_payload_never_crashes_and_has_one_spelling(
    pressed: Pressed, place: int, character: str
) -> None:
    payload = encode(pressed, ANN)
    forged = payload[:place] + character + payload[place + 1 :]
    try:
        read = decode(forged, ANN)
    except (ButtonUnknown, NotYours):
        return
    assert encode(read, ANN) == forged


def test_a_payload_of_another_version_is_unknown() -> None:
    payload = encode(UndoTurn(BOB), ANN)
    with pytest.raises(ButtonUnknown):
        decode("0" + payload[1:], ANN)


def test_a_number_that_does_not_fit_is_refused_when_the_button_is_made() -> None:
    with pytest.raises(ValueError, match="numbers from 0"):
        encode(GoToTourStep(LARGEST_NUMBER + 1), ANN)
    with pytest.raises(ValueError, match="numbers from 0"):
        encode(GoToTourStep(-1), ANN)


def test_these_are_all_kinds_there_are() -> None:
    assert set(BUTTONS) == set(kinds())
