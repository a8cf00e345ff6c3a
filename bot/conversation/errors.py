"""What can be wrong with a press or a command, apart from what core refuses."""

from bot.conversation.options import OptionKind
from core.errors import MinNowError


class ButtonUnknown(MinNowError):
    """A payload that no button of this version has: made by hand, or of an old version."""

    code = "button_unknown"


class ListGone(MinNowError):
    """The list whose next page is wanted is no longer remembered."""

    code = "list_gone"


class ListNotOpen(MinNowError):
    """A button about things, in a group that has no shared list."""

    code = "list_not_open"


class OfferGone(MinNowError):
    """The answer to a question that was asked too long ago to be acted upon."""

    code = "offer_gone"


class OptionUnreadable(MinNowError):
    """What was put into this option of a command is no day, length of time or choice."""

    code = "option_unreadable"

    def __init__(self, option: str, kind: OptionKind, text: str) -> None:
        super().__init__(self.code)
        self.option = option
        self.kind = kind
        self.text = text


class WordsMissing(Exception):
    """What follows a command says too little to do it: answered by how it is written."""
