"""The mail that checkups are due."""

from bot.conversation.wording.mails import checkup_words
from bot.mail.mail import Mail
from bot.mail.rendering import rendered
from core.reminders.results import Notice


def checkup_mail(notice: Notice, link: str | None, unsubscribe_url: str | None) -> Mail:
    """One mail, whether one checkup is due or both. `link` leads into the chat, `unsubscribe_url`
    ends the mails; mail programs offer it as a button where it is encrypted (RFC 8058)."""
    words = checkup_words(notice)
    text, html = rendered(
        "checkup", {"words": words, "link": link, "unsubscribe_url": unsubscribe_url}
    )
    return Mail(
        to=notice.address,
        to_name=notice.display_name,
        subject=words.subject,
        text=text,
        html=html,
        tag="checkup",
        headers=_headers(unsubscribe_url),
    )


def _headers(unsubscribe_url: str | None) -> tuple[tuple[str, str], ...]:
    if unsubscribe_url is None or not unsubscribe_url.startswith("https://"):
        return ()
    return (
        ("List-Unsubscribe", f"<{unsubscribe_url}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )
