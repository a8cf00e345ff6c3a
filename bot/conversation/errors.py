"""What can be wrong with a press, apart from what core refuses."""

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
