"""The page that an unsubscribe link opens."""

from dataclasses import dataclass

from bot.conversation.wording.language import Language


@dataclass(frozen=True, slots=True)
class PageWords:
    language: str
    """BCP 47."""
    title: str
    text: str
    button: str = ""
    """Empty: there is nothing to press."""


def question_words(language: Language) -> PageWords:
    _ = language.gettext
    return PageWords(
        language.tag,
        _("Stop the reminders by mail?"),
        _("Your list stays as it is, and so do the reminders in the chat."),
        _("Yes, no more mails"),
    )


def done_words(language: Language) -> PageWords:
    _ = language.gettext
    return PageWords(
        language.tag,
        _("No more reminders by mail"),
        _("If you want them again, write /email to MinNow in the chat."),
    )
