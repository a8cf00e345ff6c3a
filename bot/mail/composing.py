"""A mail as it goes over the wire: RFC 5322, text and HTML side by side."""

from datetime import datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from bot.mail.mail import Mail
from bot.mail.sender import Sender


class NoSuchMail(Exception):
    """An address or a header that no mail can have."""


class _Unfolded(UnstructuredHeader, BaseHeader):
    """The standard library encodes an address that is longer than a line as if it were words
    (RFC 2047), and no mail program would find it again."""

    def fold(self, *, policy: policy.Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def compose(mail: Mail, sender: Sender, now: datetime) -> EmailMessage:
    """Raises NoSuchMail."""
    registry = HeaderRegistry()
    registry.map_to_type("list-unsubscribe", _Unfolded)
    # 7bit: no server needs to be asked whether it takes more (RFC 6152).
    message = EmailMessage(policy.SMTP.clone(header_factory=registry, cte_type="7bit"))
    try:
        message["From"] = Address(sender.name, addr_spec=sender.address)
        message["To"] = Address(on_one_line(mail.to_name), addr_spec=on_the_wire(mail.to))
        message["Subject"] = on_one_line(mail.subject)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = make_msgid(domain=sender.domain)
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine is to answer it
        for name, value in mail.headers:
            message[name] = value
    except (ValueError, IndexError, MessageError) as error:  # what the parser of addresses raises
        raise NoSuchMail from error
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def on_the_wire(address: str) -> str:
    """Its domain as in DNS. Raises ValueError where it has none, or a name that is not ASCII, which
    few servers take (RFC 6531)."""
    name, _, domain = address.rpartition("@")
    if not name or not name.isascii():
        raise ValueError(address)
    return f"{name}@{domain.encode('idna').decode('ascii')}"


def on_one_line(text: str) -> str:
    """Without what would end a header or hide in it."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())
