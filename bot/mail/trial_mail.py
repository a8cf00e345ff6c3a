"""The mail that somebody asks for to see whether mails arrive."""

from bot.conversation.wording.emails import trial_words
from bot.conversation.wording.language import Language
from bot.mail.mail import Mail
from bot.mail.rendering import rendered


def trial_mail(language: Language, to: str, to_name: str) -> Mail:
    words = trial_words(language, to_name)
    text, html = rendered("trial", {"words": words})
    return Mail(to=to, to_name=to_name, subject=words.subject, text=text, html=html, tag="test")
