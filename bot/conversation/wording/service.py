"""What the conversation says on its own account: limits, odd input, failures."""

from bot.conversation.cleaning import LONGEST_TEXT
from bot.conversation.wording.language import Language


def too_fast_text(language: Language, seconds: int) -> str:
    return language.ngettext(
        "That was a lot at once. Give me {count} second, then I listen again.",
        "That was a lot at once. Give me {count} seconds, then I listen again.",
        seconds,
    )


def too_long_text(language: Language) -> str:
    text = language.gettext(
        "That is too long for me: {limit} characters at a time, please. Nothing was changed."
    )
    return text.format(limit=LONGEST_TEXT)


def no_words_text(language: Language) -> str:
    return language.gettext(
        "I need a few words to go on, as in “bought a grey hoodie yesterday”. /help shows more."
    )


def erased_text(language: Language) -> str:
    return language.gettext("Everything I kept about you is deleted.")


def failure_text(language: Language, code: str) -> str:
    text = language.gettext(
        "Something went wrong on my side (code {code}). Please try again; /history shows what "
        "was changed."
    )
    return text.format(code=code)


def export_text(language: Language) -> str:
    return language.gettext("Here is everything I keep about you.")


def export_too_large_text(language: Language) -> str:
    return language.gettext(
        "Your file is too large to be sent here. Ask whoever runs this bot: they can hand it to "
        "you."
    )


def file_not_kept_text(language: Language) -> str:
    return language.gettext("The file itself does not come twice: send /export for a new one.")


def pictures_away_text(language: Language) -> str:
    return language.gettext("I cannot get at the pictures right now. Please try again in a while.")
