"""Mails through an SMTP server (RFC 5321)."""

import asyncio
import logging
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING

from bot.mail.composing import NoSuchMail, compose
from bot.mail.mail import Mail
from bot.mail.sender import Sender
from bot.mail.smtp_server import SmtpServer
from bot.posting import Outcome, Postponed, Refused, Sent, Unknown
from core.clock import Clock

if TYPE_CHECKING:
    from email.message import EmailMessage

    from aiosmtplib import SMTP

PATIENCE_SECONDS = 60.0
WANTS_LOGIN = (530, 534, 535, 538)
"""RFC 4954: whoever runs the bot has to mend it, whatever the answer was to."""

log = logging.getLogger(__name__)


class SmtpMailer:
    """Each mail has a line of its own: they are few and far between, and several may go at once."""

    def __init__(
        self,
        server: SmtpServer,
        sender: Sender,
        clock: Clock,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock
        self._patience = patience_seconds
        self._has_warned = False

    @property
    def where(self) -> str:
        return self._server.where

    async def send(self, mail: Mail) -> Outcome:
        try:
            message = compose(mail, self._sender, self._clock.now())
        except NoSuchMail:
            return Refused("address")
        # Loads the library, which only those with a server need.
        from aiosmtplib import SMTPAuthenticationError, SMTPException

        line = await asyncio.to_thread(
            connection, self._server, self._sender.domain, self._patience
        )
        try:
            await line.connect()
            return await self._hand_over(line, message)
        except SMTPAuthenticationError as error:
            return self._for_the_operator("login", error.code)
        except (SMTPException, OSError, TimeoutError, ValueError) as error:
            return Postponed(type(error).__name__)
        finally:
            line.close()

    async def close(self) -> None:
        """Nothing is open between two mails."""

    async def _hand_over(self, line: "SMTP", message: "EmailMessage") -> Outcome:
        """Raises what breaks while the mail is surely not sent."""
        from aiosmtplib import SMTPDataError, SMTPException
        from aiosmtplib import SMTPRecipientRefused as NotToThem
        from aiosmtplib import SMTPSenderRefused as NotFromUs

        to = message["To"].addresses[0].addr_spec
        try:
            await line.mail(self._sender.address)
            await line.rcpt(to)
        except NotFromUs as refusal:
            return self._for_the_operator("sender", refusal.code)
        except NotToThem as refusal:
            return self._judge("recipient", refusal.code)
        try:
            await line.data(message.as_bytes())
        except SMTPDataError as refusal:
            return self._judge("content", refusal.code)
        except (SMTPException, OSError, TimeoutError) as error:
            return Unknown(type(error).__name__)
        with suppress(SMTPException, OSError, TimeoutError):
            await line.quit()
        return Sent(str(message["Message-ID"]))

    def _judge(self, what: str, code: int) -> Outcome:
        if code in WANTS_LOGIN:
            return self._for_the_operator(what, code)
        return Refused(f"{what} {code}") if code >= 500 else Postponed(f"{what} {code}")

    def _for_the_operator(self, what: str, code: int) -> Postponed:
        """What would be refused of every mail: none is lost, and the log tells once."""
        if code >= 500 and not self._has_warned:
            self._has_warned = True
            log.error("%s refuses mails: %s, %s", self.where, what, code)
        return Postponed(f"{what} {code}")


def connection(server: SmtpServer, our_name: str, patience_seconds: float) -> "SMTP":
    """Not connected yet. `our_name` is that of a host.

    STARTTLS is used where the server offers it, and asked for where a password goes along. Not
    with a server on this machine: nobody listens in between, and its certificate is seldom one
    that anybody vouches for.
    """
    from aiosmtplib import SMTP

    start_tls: bool | None
    if server.is_encrypted or _is_here(server.host):
        start_tls = False
    else:
        start_tls = True if server.password is not None else None
    return SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        timeout=patience_seconds,
        use_tls=server.is_encrypted,
        start_tls=start_tls,
        local_hostname=our_name,
    )


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
