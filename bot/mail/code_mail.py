"""The mail that proves an address: the code, and what to do about it."""

from bot.conversation.wording.emails import code_words
from bot.conversation.wording.language import Language
from bot.mail.mail import Mail
from bot.mail.notes import note


def code_mail(language: Language, address: str, name: str, digits: str) -> Mail:
    """To be sent to this address and nowhere else."""
    subject, *paragraphs = code_words(language, name, f"{digits[:4]} {digits[4:]}")
    return note(address, name, subject, paragraphs, "code")
