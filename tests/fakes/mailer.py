"""A mailer with memory."""

import re
from collections.abc import Awaitable, Callable

from bot.mail.mail import Mail
from bot.posting import Outcome, Sent


class FakeMailer:
    """Keeps every mail. What becomes of them is `outcome`; `meanwhile` happens while one is on
    its way."""

    where = "mail.example"

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.outcome: Outcome = Sent()
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    async def send(self, mail: Mail) -> Outcome:
        self.mails.append(mail)
        if self.meanwhile is not None:
            await self.meanwhile()
        return self.outcome

    async def close(self) -> None:
        pass

    def code(self) -> str:
        """The eight digits of the newest mail."""
        found = re.search(r"(?<!\d)(\d{4}) ?(\d{4})(?!\d)", self.mails[-1].text)
        assert found is not None, self.mails[-1].text
        return found[1] + found[2]
