"""What can go wrong in a use case. Codes and fields, no wording: the edge words each one once."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias
from uuid import UUID

from core.checkups.results import Checkup

if TYPE_CHECKING:  # it brings in SQLAlchemy, which not everybody who names an error has loaded
    from core.reviews.results import ReviewState

PictureFault: TypeAlias = Literal["empty", "not_a_picture", "too_large"]


class MinNowError(Exception):
    """An expected error. Nothing was changed. `code` names it for wording and logs."""

    code: ClassVar[str] = "error"


class InvalidName(MinNowError):
    """A name without a visible character; a name or recipient of more than 255, a picture's
    address of more than 2048."""

    code = "invalid_name"

    def __init__(self, name: str) -> None:
        super().__init__(self.code)
        self.name = name


class InvalidDay(MinNowError):
    """A day in the future or before 1900, for something that has already happened; a day in the
    past or more than five years away, for something to come."""

    code = "invalid_day"

    def __init__(self, day: date) -> None:
        super().__init__(self.code)
        self.day = day


class InvalidGoal(MinNowError):
    """Not between 0 and 1200 months."""

    code = "invalid_goal"

    def __init__(self, months: int) -> None:
        super().__init__(self.code)
        self.months = months


class InvalidInterval(MinNowError):
    """Not between 1 and 60 months."""

    code = "invalid_interval"

    def __init__(self, months: int) -> None:
        super().__init__(self.code)
        self.months = months


class InvalidSetting(MinNowError):
    """`setting` is one of timezone, locale, email, display_name, reminder_hour, quiet_from,
    quiet_until (hours of the day), reminder_channel."""

    code = "invalid_setting"

    def __init__(self, setting: str, value: str) -> None:
        super().__init__(self.code)
        self.setting = setting
        self.value = value


class UnusablePicture(MinNowError):
    """A file that can not be kept as a picture: of 0 bytes; damaged, or anything but a JPEG, PNG,
    WebP or GIF; of more than 20 MB or 50 million pixels."""

    code = "unusable_picture"

    def __init__(self, reason: PictureFault) -> None:
        super().__init__(self.code)
        self.reason = reason


class UnknownPicture(MinNowError):
    """A reference to a kept picture that this household has not (any more)."""

    code = "unknown_picture"


class InvalidImport(MinNowError):
    """The file is not a complete export. `where` tells the first place that is wrong."""

    code = "invalid_import"

    def __init__(self, where: str) -> None:
        super().__init__(self.code)
        self.where = where


class ItemLimitReached(MinNowError):
    """`kept` is what is kept in all households together. `owner` is the name of whose limit it is;
    None: of whoever acts."""

    code = "item_limit_reached"

    def __init__(self, limit: int, kept: int, wanted: int, owner: str | None = None) -> None:
        super().__init__(self.code)
        self.owner = owner
        self.limit = limit
        self.kept = kept
        self.wanted = wanted


class ItemNotFound(MinNowError):
    """There is no such thing in this household (any more)."""

    code = "item_not_found"


class NotAllowed(MinNowError):
    """To remove somebody else's thing takes the owner or an admin of the household. `name` is what
    the thing is called."""

    code = "not_allowed"

    def __init__(self, name: str) -> None:
        super().__init__(self.code)
        self.name = name


class NotInAGroup(MinNowError):
    """A shared list belongs to a group; this is a private chat."""

    code = "not_in_a_group"


class NotInPrivate(MinNowError):
    """A review is between a person and the bot; this is a group."""

    code = "not_in_private"


class ReviewGone(MinNowError):
    """This person has no such review (any more), or nothing like that is asked in it."""

    code = "review_gone"


class StepAnswered(MinNowError):
    """This is not what the review asks (any more). `state` tells where it stands."""

    code = "step_answered"

    def __init__(self, state: "ReviewState") -> None:
        super().__init__(self.code)
        self.state = state


class CheckupDone(MinNowError):
    """What the button was about is over: the checkup was completed since, or its interval changed.
    `checkup` is how it stands."""

    code = "checkup_done"

    def __init__(self, checkup: Checkup) -> None:
        super().__init__(self.code)
        self.checkup = checkup


class NothingToUndo(MinNowError):
    code = "nothing_to_undo"


class AlreadyUndone(MinNowError):
    """The turn is undone already: nothing is changed a second time. `earlier` is the turn before
    it that could be undone next, if the person wants that."""

    code = "already_undone"

    def __init__(self, earlier: UUID | None = None) -> None:
        super().__init__(self.code)
        self.earlier = earlier


class UndoExpired(MinNowError):
    """Older than the 30 days in which a turn can be undone."""

    code = "undo_expired"


class UndoConflict(MinNowError):
    """A later change touches the same thing. `name` is what it is called: the name of an item,
    the type of a checkup, or "settings"."""

    code = "undo_conflict"

    def __init__(self, name: str) -> None:
        super().__init__(self.code)
        self.name = name


class QuestionGone(MinNowError):
    """Answered already, expired, or never asked."""

    code = "question_gone"


class NotYours(MinNowError):
    """Somebody else's button."""

    code = "not_yours"


class NothingToVerify(MinNowError):
    """There is no e-mail address, or it is verified."""

    code = "nothing_to_verify"


class TooManyCodes(MinNowError):
    """So many codes were sent to this person, or to this address, that the next has to `wait`."""

    code = "too_many_codes"

    def __init__(self, wait: timedelta) -> None:
        super().__init__(self.code)
        self.wait = wait
