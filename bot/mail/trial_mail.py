"""The mail that somebody asks for to see whether mails arrive."""

from bot.conversation.wording.language import Language
from bot.conversation.wording.mails import trial_words
from bot.mail.mail import Mail
from bot.mail.rendering import rendered


def trial_mail(language: Language, address: str, name: str) -> Mail:
    words = trial_words(language, name)
    text, html = rendered("trial", {"words": words})
    return Mail(to=address, to_name=name, subject=words.subject, text=text, html=html, tag="test")
