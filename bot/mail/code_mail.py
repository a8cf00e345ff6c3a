"""The mail that proves an address."""

import unicodedata

from bot.conversation.wording.language import Language
from bot.conversation.wording.mails import code_words
from bot.mail.mail import Mail
from bot.mail.rendering import rendered

LONGEST_NAME = 40


def code_mail(language: Language, to: str, to_name: str, code: str) -> Mail:
    """`code` is 8 digits. To be sent to this address and nowhere else; it has no link, so that
    nobody learns to follow one."""
    name = to_name if _is_plain(to_name) else ""
    words = code_words(language, name, code)
    text, html = rendered("code", {"words": words})
    return Mail(to=to, to_name=name, subject=words.subject, text=text, html=html, tag="code")


def _is_plain(name: str) -> bool:
    """Whether it may stand in a mail to somebody who has not asked for one yet: whoever asked for
    the code chose it, and might use us to send a stranger an address to visit."""
    return len(name) <= LONGEST_NAME and all(
        char in " '’-" or unicodedata.category(char)[0] in "LM" for char in name
    )
