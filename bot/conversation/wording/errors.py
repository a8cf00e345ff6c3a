"""Every expected error, in one short kind sentence that says what to do next."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from math import ceil

from bot.agent.errors import PrivateMatter
from bot.conversation.button_payloads import UndoTurn
from bot.conversation.deep_links import errand_of
from bot.conversation.errors import (
    ButtonUnknown,
    ListGone,
    ListNotOpen,
    OfferGone,
    OptionUnreadable,
)
from bot.conversation.messages import Reply
from bot.conversation.options import OptionKind
from bot.conversation.wording.groups import private_chat
from bot.conversation.wording.labels import checkup_label, isolated, shortened
from bot.conversation.wording.language import N_, Language
from bot.conversation.wording.reader import Reader
from core.checkups.results import Checkup
from core.errors import (
    AlreadyUndone,
    CheckupDone,
    InvalidDay,
    InvalidGoal,
    InvalidImport,
    InvalidInterval,
    InvalidName,
    InvalidSetting,
    ItemLimitReached,
    ItemNotFound,
    MinNowError,
    NotAllowed,
    NothingToUndo,
    NothingToVerify,
    NotInAGroup,
    NotInPrivate,
    NotYours,
    PictureFault,
    QuestionGone,
    ReviewGone,
    StepAnswered,
    TooManyCodes,
    UndoConflict,
    UndoExpired,
    UnknownPicture,
    UnusablePicture,
)
from storage.vocabulary import CheckupType

_PLAIN: Mapping[type[MinNowError], str] = {
    InvalidName: N_("A name needs 1 to 255 characters that can be seen. Please try another one."),
    InvalidGoal: N_("A goal is 0 to 1200 months. How long do you want to keep it?"),
    InvalidInterval: N_("A checkup can come every 1 to 60 months. How often do you want it?"),
    NotInAGroup: N_("Only a group has a shared list. Add me to one, and ask me again there."),
    NotInPrivate: N_("A review is about your own list. Ask me in our private chat, please."),
    ReviewGone: N_("That review is over, or too old to go on with. /review begins a new one."),
    StepAnswered: N_("You have answered that one already. Here is where we are."),
    ItemNotFound: N_("I cannot find that on your list. /items shows what is there."),
    NothingToUndo: N_("There is nothing to undo."),
    AlreadyUndone: N_("That is undone already. /history shows what changed."),
    UndoExpired: N_("That is more than 30 days ago and can no longer be undone."),
    QuestionGone: N_("That question is answered already, or too old. Just tell me again."),
    UnknownPicture: N_("I do not have that picture any more. Please send it again."),
    NotYours: N_("That button is somebody else's. Write to me, and you get your own."),
    ButtonUnknown: N_("I do not know that button any more. Please ask me again."),
    ListGone: N_("That list is too old to turn its pages. /items shows a fresh one."),
    ListNotOpen: N_("There is no shared list here. /start brings it up."),
    OfferGone: N_("That question is too old to be answered, and nothing was done. Ask me again."),
    NothingToVerify: N_("There is no address that waits for a code. /email shows how it stands."),
    PrivateMatter: N_("That is between the two of us. Ask me in our private chat, please."),
}
_UNUSABLE_PICTURES: Mapping[PictureFault, str] = {
    "empty": N_("That picture is empty. Please send it again."),
    "not_a_picture": N_("I cannot read that picture. A JPEG, PNG, WebP or GIF would do."),
    "too_large": N_("That picture is too large for me. Up to 20 MB and 50 megapixels would do."),
}
_ANY_OTHER = N_("That did not work, and nothing was changed. /help shows what I can do.")


def error_reply(reader: Reader, error: MinNowError) -> Reply:
    """The sentence, with the way out where there is one: Undo for the turn before, where this
    one is undone already, or the private chat. Of a checkup that is done, when it comes again."""
    reply = Reply(error_text(reader.language, error))
    if isinstance(error, PrivateMatter):
        link = private_chat(reader.language, errand_of(error.command))
        return replace(reply, links=(link,))
    if isinstance(error, CheckupDone):
        return _checkup_done(reader, error.checkup)
    if isinstance(error, AlreadyUndone) and error.earlier is not None:
        label = reader.language.gettext("Undo the change before")
        return reply.with_buttons((reader.button(label, UndoTurn(error.earlier), "↩️"),))
    return reply


def error_text(language: Language, error: MinNowError) -> str:
    _ = language.gettext
    match error:
        case InvalidDay():
            text = _("{day} cannot be right here. Which day do you mean?")
            return text.format(day=language.day(error.day))
        case OptionUnreadable():
            return _unreadable(language, error)
        case InvalidSetting():
            return _invalid_setting(language, error)
        case InvalidImport():
            text = _("That file is not a complete export ({where}). Nothing was imported.")
            return text.format(where=error.where)
        case UnusablePicture():
            return _(_UNUSABLE_PICTURES[error.reason])
        case CheckupDone():
            text = _("{checkup}: done or changed since. /checkups shows when it comes next.")
            return text.format(checkup=checkup_label(language, error.checkup.checkup_type))
        case ItemLimitReached():
            return _item_limit(language, error)
        case NotAllowed():
            text = _(
                "{name} is somebody else's: only they, or who runs this list, can remove it. "
                "Giving and donating is open to everyone."
            )
            return text.format(name=isolated(shortened(error.name)))
        case UndoConflict():
            return _conflict(language, error)
        case TooManyCodes():
            return language.ngettext(
                "Enough codes went out for now. You can have another in {count} minute.",
                "Enough codes went out for now. You can have another in {count} minutes.",
                ceil(error.wait / timedelta(minutes=1)),
            )
        case _:
            return _(_PLAIN.get(type(error), _ANY_OTHER))


def _checkup_done(reader: Reader, checkup: Checkup) -> Reply:
    """When that was, and when it comes again."""
    _ = reader.language.gettext
    text = _("{checkup}: that was done on {last}; the next is on {due}.").format(
        checkup=checkup_label(reader.language, checkup.checkup_type),
        last=reader.day_of(checkup.last_checkup_date),
        due=reader.day_of(checkup.next_due_at),
    )
    moments = (checkup.last_checkup_date, checkup.next_due_at)
    return Reply(text, instants=tuple(map(reader.day_instant, moments)))


def _conflict(language: Language, error: UndoConflict) -> str:
    _ = language.gettext
    if error.name == "settings":
        name = _("Your settings")
    elif error.name in tuple(CheckupType):
        name = checkup_label(language, CheckupType(error.name))
    else:
        name = isolated(shortened(error.name))
    text = _("I cannot take that back: {name} changed again later. /history shows what changed.")
    return text.format(name=name)


def _unreadable(language: Language, error: OptionUnreadable) -> str:
    _ = language.gettext
    match error.kind:
        case OptionKind.DAY:
            text = _("“{text}” is no day to me ({option}). Try “3 May 2024”, for example.")
        case OptionKind.MONTHS:
            text = _("“{text}” is no length of time to me ({option}). Try “2 years” or “18”.")
        case OptionKind.HOUR:
            text = _("“{text}” is no whole hour to me ({option}). Try “8”, “18:00” or “6 pm”.")
        case OptionKind.HOURS:
            text = _("“{text}” are no whole hours to me ({option}). Try “22-7”, or “off”.")
        case _:
            text = _("“{text}” is nothing to choose here ({option}). Please pick another one.")
    return text.format(text=isolated(shortened(error.text)), option=error.option)


def _invalid_setting(language: Language, error: InvalidSetting) -> str:
    _ = language.gettext
    match error.setting:
        case "timezone":
            text = _("I do not know the time zone “{value}”. Try a city, as in /timezone Berlin.")
        case "email":
            text = _("“{value}” does not look like an e-mail address. Please check it.")
        case "reminder_hour" | "quiet_from" | "quiet_until":
            text = _("“{value}” is no hour of the day. Whole hours from 0 to 23 are.")
        case "reminder_channel":
            text = _("I cannot remind you on “{value}”: choose a place where you write to me.")
        case "locale":
            text = _("I do not know the language “{value}”. Try “en” or “de”.")
        case _:
            text = _("“{value}” is not possible here. Please try something else.")
    return text.format(value=isolated(shortened(error.value)))


def _item_limit(language: Language, error: ItemLimitReached) -> str:
    _ = language.gettext
    if error.owner is None:
        text = _("{limit_reached} Give, donate or remove something first; nothing was added.")
    else:
        text = _("{limit_reached} Something of theirs must go first; nothing was changed.")
    return text.format(limit_reached=limit_reached_text(language, error))


def limit_reached_text(language: Language, error: ItemLimitReached) -> str:
    if error.owner is not None:
        return language.ngettext(
            "{owner} owns {count} thing, and {limit} is the limit.",
            "{owner} owns {count} things, and {limit} is the limit.",
            error.kept,
            owner=isolated(shortened(error.owner)),
            limit=error.limit,
        )
    return language.ngettext(
        "You own {count} thing, and {limit} is the limit.",
        "You own {count} things, and {limit} is the limit.",
        error.kept,
        limit=error.limit,
    )
