"""A mail to send, and who sends it."""

from datetime import UTC, datetime

from bot.mail.mail import Mail
from bot.mail.sender import Sender
from core.clock import StandingClock

NOW = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
CLOCK = StandingClock(NOW)
SENDER = Sender("MinNow", "minnow@example.org")
UNSUBSCRIBE_URL = f"https://minnow.example.org/unsubscribe/{'k' * 43}"


def a_mail(to: str = "ann@example.com", to_name: str = "Ann", subject: str = "Hello") -> Mail:
    return Mail(
        to=to,
        to_name=to_name,
        subject=subject,
        text="Hällo, Ann.\n",
        html="<p>Hällo, Ann.</p>",
        tag="checkup",
        headers=(
            ("List-Unsubscribe", f"<{UNSUBSCRIBE_URL}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ),
    )
