"""The mail that somebody asks for to see whether mails arrive."""

from bot.conversation.wording.emails import trial_words
from bot.conversation.wording.language import Language
from bot.mail.mail import Mail
from bot.mail.notes import note


def trial_mail(language: Language, address: str, name: str) -> Mail:
    subject, *paragraphs = trial_words(language, name)
    return note(address, name, subject, paragraphs, "test")
