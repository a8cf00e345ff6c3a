"""A mailer with memory."""

import re

from bot.mail.mail import Mail
from bot.posting import Outcome, Sent


class FakeMailer:
    """Keeps every mail. What becomes of them is `outcome`."""

    where = "mail.example"

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.outcome: Outcome = Sent()

    async def send(self, mail: Mail) -> Outcome:
        self.mails.append(mail)
        return self.outcome

    async def close(self) -> None:
        pass

    def code(self) -> str:
        """The eight digits of the newest mail."""
        found = re.search(r"(?<!\d)(\d{4}) ?(\d{4})(?!\d)", self.mails[-1].text)
        assert found is not None, self.mails[-1].text
        return found[1] + found[2]
