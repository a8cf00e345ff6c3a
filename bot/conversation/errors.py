"""What can be wrong with a press, apart from what core refuses."""

from core.errors import MinNowError


class ButtonUnknown(MinNowError):
    """A payload that no button of this version has: made by hand, or of an old version."""

    code = "button_unknown"


class ListGone(MinNowError):
    """The list whose next page is wanted is no longer remembered."""

    code = "list_gone"
