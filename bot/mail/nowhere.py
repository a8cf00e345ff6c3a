"""Mails that nobody is to get, as in a replay."""

from bot.mail.mail import Mail
from bot.posting import Outcome, Sent


class NowhereMailer:
    """Takes every mail, and forgets it."""

    @property
    def where(self) -> str:
        return "nowhere"

    async def send(self, mail: Mail) -> Outcome:
        return Sent()

    async def close(self) -> None:
        """Nothing is open."""
