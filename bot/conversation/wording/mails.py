"""What mails say: sentences only, a template arranges them."""

from dataclasses import dataclass

from bot.conversation.wording.labels import checkup_label, isolated, named
from bot.conversation.wording.language import Language
from bot.conversation.wording.reader import Reader
from bot.conversation.wording.reminders import nothing_to_review_text, reader_of
from bot.conversation.wording.review_reasons import reason_text
from core.reminders.results import DueCheckup, Notice
from storage.vocabulary import CheckupType


@dataclass(frozen=True, slots=True)
class CheckupSection:
    """One checkup that is due."""

    heading: str
    opening: str
    question: str
    things: tuple[tuple[str, str], ...]
    """What to look at first, each with why; empty where there is nothing."""
    more: str | None


@dataclass(frozen=True, slots=True)
class CheckupWords:
    subject: str
    greeting: str
    sections: tuple[CheckupSection, ...]
    counts: str
    start: str
    """For a link into the chat."""
    without_link: str
    """For where there is none."""
    stop: str
    unsubscribe: str
    """For a link that ends the mails."""
    language: str
    """BCP 47."""


@dataclass(frozen=True, slots=True)
class CodeWords:
    subject: str
    greeting: str
    lead: str
    code: str
    advice: str
    warning: str
    language: str
    """BCP 47."""


def checkup_words(notice: Notice) -> CheckupWords:
    reader = reader_of(notice)
    _ = reader.language.gettext
    return CheckupWords(
        subject=_subject(reader, notice),
        greeting=_greeting(reader, notice),
        sections=tuple(_section(reader, checkup) for checkup in notice.checkups),
        counts=_counts(reader.language, notice.kept, notice.given),
        start=_start(reader.language, notice.checkups),
        without_link=_("Open your chat with MinNow and write /checkups to begin."),
        stop=_(
            "You get this mail because you asked MinNow for reminders by mail. To get no more of "
            "them, write /email off in the chat."
        ),
        unsubscribe=_("Unsubscribe"),
        language=reader.language.tag,
    )


def code_words(language: Language, name: str, code: str) -> CodeWords:
    """`name` may be empty."""
    _ = language.gettext
    greeting = _("Hello {name}!").format(name=isolated(name)) if name else _("Hello!")
    return CodeWords(
        subject=_("Your code for MinNow"),
        greeting=greeting,
        lead=_("With this code you show that this address is yours:"),
        code=f"{code[:4]} {code[4:]}",
        advice=_(
            "Type it in your private chat with MinNow within 15 minutes. Nobody else needs it."
        ),
        warning=_("If you did not ask for it, ignore this mail: nothing will happen."),
        language=language.tag,
    )


def _subject(reader: Reader, notice: Notice) -> str:
    _ = reader.language.gettext
    if len(notice.checkups) > 1:
        subject = _("Your keep checkup and your give checkup are due")
    elif notice.checkups[0].checkup_type is CheckupType.KEEP:
        subject = _("Does everything you keep still earn its place?")
    else:
        subject = _("What still waits to be given away?")
    if all(checkup.is_nudge for checkup in notice.checkups):
        return _("Once more: {subject}").format(subject=subject)
    return subject


def _greeting(reader: Reader, notice: Notice) -> str:
    _ = reader.language.gettext
    greeting = _("Hello {name}!").format(name=isolated(notice.display_name))
    if not notice.is_late:
        return greeting
    away = _("I was away for a while; this is what is still due.")
    return f"{greeting} {away}"


def _section(reader: Reader, checkup: DueCheckup) -> CheckupSection:
    if checkup.total:
        question = _question(reader.language, checkup.checkup_type)
    else:
        question = nothing_to_review_text(reader, checkup.checkup_type)
    rest = checkup.total - len(checkup.first)
    return CheckupSection(
        heading=checkup_label(reader.language, checkup.checkup_type),
        opening=_opening(reader, checkup),
        question=question,
        things=tuple(
            (named(candidate.thing), reason_text(reader, candidate)) for candidate in checkup.first
        ),
        more=reader.language.and_more(rest) if rest else None,
    )


def _opening(reader: Reader, checkup: DueCheckup) -> str:
    _ = reader.language.gettext
    if checkup.checkup_type is CheckupType.KEEP:
        opening = _("It is time to look through what you keep ({every}).")
    else:
        opening = _("It is time to see what became of the things you part with ({every}).")
    line = opening.format(every=reader.language.every(checkup.interval_months))
    if checkup.is_nudge:
        last = _("I ask about it for the second and last time.")
        return f"{line} {last}"
    return line


def _question(language: Language, checkup_type: CheckupType) -> str:
    _ = language.gettext
    if checkup_type is CheckupType.KEEP:
        return _("These come first. Do they still earn their place?")
    return _("These come first. Have they left the house?")


def _counts(language: Language, kept: int, given: int) -> str:
    keeping = language.ngettext("You keep {count} thing.", "You keep {count} things.", kept)
    if not given:
        return keeping
    giving = language.ngettext(
        "You have given away {count} thing.", "You have given away {count} things.", given
    )
    return f"{keeping} {giving}"


def _start(language: Language, checkups: tuple[DueCheckup, ...]) -> str:
    _ = language.gettext
    if len(checkups) > 1:
        return _("Start")
    is_keep = checkups[0].checkup_type is CheckupType.KEEP
    return _("Start keep checkup") if is_keep else _("Start give checkup")
