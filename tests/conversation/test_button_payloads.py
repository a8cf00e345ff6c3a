"""Payloads: they come back as they were, fit every platform, and nothing else is taken."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.conversation.button_payloads import (
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
from bot.conversation.email_buttons import EmailWish, ManageEmail
from bot.conversation.errors import ButtonUnknown
from bot.conversation.payload_fields import LARGEST_NUMBER
from bot.conversation.review_buttons import (
    AllGood,
    AnswerStep,
    BothGood,
    FinishReview,
    OfferReview,
    Size,
    SnoozeBoth,
    SnoozeReminder,
    StartReview,
    StartSized,
    StepBack,
    UndoReview,
    Until,
)
from core.errors import NotYours
from core.people.rules import CHANNELS
from storage.vocabulary import CheckupType, ReviewAnswer

numbers = some.integers(0, LARGEST_NUMBER)
instants = some.integers(1, 9_999_999_999).map(lambda second: datetime.fromtimestamp(second, UTC))
checkup_types = some.sampled_from(CheckupType)
sizes, delays = some.sampled_from(Size), some.sampled_from(Until)
answers = some.sampled_from(ReviewAnswer)
BUTTONS = {
    AllGood: some.builds(AllGood, checkup_types, instants),
    AnswerQuestion: some.builds(AnswerQuestion, some.uuids(), numbers),
    AnswerStep: some.builds(AnswerStep, some.uuids(), numbers, answers),
    BackToItem: some.builds(BackToItem, some.uuids()),
    BothGood: some.builds(BothGood, instants, instants),
    DeclineList: some.just(DeclineList()),
    EditItem: some.builds(EditItem, some.uuids()),
    EraseEverything: some.builds(EraseEverything, numbers),
    FinishCheckup: some.builds(FinishCheckup, checkup_types),
    FinishReview: some.builds(FinishReview, some.uuids()),
    GoToTourStep: some.builds(GoToTourStep, numbers),
    KeepEverything: some.just(KeepEverything()),
    ManageEmail: some.builds(ManageEmail, some.sampled_from(EmailWish)),
    OfferIntervals: some.builds(OfferIntervals, checkup_types),
    OfferReview: some.builds(OfferReview, checkup_types),
    OpenItem: some.builds(OpenItem, some.uuids()),
    OpenList: some.just(OpenList()),
    QuickAction: some.builds(QuickAction, some.uuids(), some.sampled_from(Quick)),
    RemindAt: some.builds(RemindAt, numbers),
    RemindOn: some.builds(RemindOn, some.sampled_from(["", *CHANNELS])),
    SetGoal: some.builds(SetGoal, some.uuids(), numbers),
    SetInterval: some.builds(SetInterval, checkup_types, numbers),
    ShowHistoryFrom: some.builds(ShowHistoryFrom, numbers),
    ShowPage: some.builds(ShowPage, some.uuids(), numbers),
    SnoozeBoth: some.builds(SnoozeBoth, instants, instants, delays),
    SnoozeReminder: some.builds(SnoozeReminder, checkup_types, instants, delays),
    StartReview: some.builds(StartReview, checkup_types),
    StartSized: some.builds(StartSized, checkup_types, sizes),
    StepBack: some.builds(StepBack, some.uuids(), numbers),
    UndoReview: some.builds(UndoReview, some.uuids()),
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
