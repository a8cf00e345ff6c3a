"""Everything that the conversation offers, for tests that walk it: COMMANDS in
bot.conversation.commands, and one press of each kind."""

from datetime import UTC, datetime
from uuid import UUID

from bot.conversation.button_payloads import (
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
    encode,
)
from bot.conversation.email_buttons import EmailWish, ManageEmail
from bot.conversation.messages import Button, Reply
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
from storage.vocabulary import CheckupType, ReviewAnswer

SOMEBODY = UUID(int=1)
_ID = UUID(int=2**128 - 1)
_CYCLE = datetime(2026, 3, 10, 8, tzinfo=UTC)

PRESSES: tuple[Pressed, ...] = (
    UndoTurn(_ID),
    AnswerQuestion(_ID, 999_999_999),
    ShowPage(_ID, 999_999_999),
    ShowHistoryFrom(10),
    OpenItem(_ID),
    BackToItem(_ID),
    *(QuickAction(_ID, action) for action in Quick),
    EditItem(_ID),
    SetGoal(_ID, 1200),
    GoToTourStep(3),
    FinishCheckup(CheckupType.KEEP),
    OfferIntervals(CheckupType.GIVE),
    SetInterval(CheckupType.GIVE, 60),
    OfferReview(CheckupType.GIVE),
    StartReview(CheckupType.KEEP),
    *(StartSized(CheckupType.KEEP, size) for size in Size),
    *(AnswerStep(_ID, 999, answer) for answer in ReviewAnswer),
    StepBack(_ID, 999),
    FinishReview(_ID),
    UndoReview(_ID),
    AllGood(CheckupType.GIVE, _CYCLE),
    BothGood(_CYCLE, _CYCLE),
    *(SnoozeReminder(CheckupType.KEEP, _CYCLE, until) for until in Until),
    SnoozeBoth(_CYCLE, _CYCLE, Until.WEEK),
    RemindAt(23),
    RemindOn("telegram"),
    *(ManageEmail(wish) for wish in EmailWish),
    OpenList(),
    DeclineList(),
    EraseEverything(29_000_000),
    KeepEverything(),
)


def reply_with_every_press() -> Reply:
    """A button for each, one a row, by the order of PRESSES."""
    buttons = [Button(type(pressed).__name__, encode(pressed, SOMEBODY)) for pressed in PRESSES]
    return Reply("?", buttons=tuple((button,) for button in buttons))
