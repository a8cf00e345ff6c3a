"""Which SMTP server takes mails, as a setting tells it."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
"""Where the address names none: submission (RFC 8314, section 7)."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    host: str
    port: int
    is_encrypted: bool
    """From the start, not by STARTTLS."""
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    """Set where the user is."""

    @classmethod
    def parse(cls, value: str) -> Self:
        """Raises ValueError with what is expected, without what was given."""
        expected = "smtp://user:password@host:587 or smtps://user:password@host:465"
        try:
            parts = urlsplit(value)
            port = parts.port
        except ValueError:
            raise ValueError(expected) from None
        if (
            parts.scheme not in PORTS
            or not parts.hostname
            or port == 0
            or parts.path not in ("", "/")
            or parts.query
            or parts.fragment
            or bool(parts.username) != bool(parts.password)
        ):
            raise ValueError(f"{expected}; what is special in a password is written as in URLs")
        return cls(
            parts.hostname,
            port or PORTS[parts.scheme],
            parts.scheme == "smtps",
            unquote(parts.username) if parts.username else None,
            unquote(parts.password) if parts.password else None,
        )

    @property
    def where(self) -> str:
        """For eyes."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"
