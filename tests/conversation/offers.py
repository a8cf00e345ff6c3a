"""Everything that the conversation offers, for tests that walk it: COMMANDS in
bot.conversation.commands, and one press of each kind."""

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
from bot.conversation.messages import Button, Reply
from storage.vocabulary import CheckupType

SOMEBODY = UUID(int=1)
_ID = UUID(int=2**128 - 1)

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
    RemindAt(23),
    RemindOn("telegram"),
    OpenList(),
    DeclineList(),
    EraseEverything(29_000_000),
    KeepEverything(),
)


def reply_with_every_press() -> Reply:
    """A button for each, one a row, by the order of PRESSES."""
    buttons = [Button(type(pressed).__name__, encode(pressed, SOMEBODY)) for pressed in PRESSES]
    return Reply("?", buttons=tuple((button,) for button in buttons))
