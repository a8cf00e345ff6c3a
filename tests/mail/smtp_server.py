"""A real SMTP server on loopback that answers as a test wants."""

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "minnow", "hunter2/#"
OK = "250 OK"


@dataclass(slots=True)
class Behaviour:
    """What the server says, and what it has seen. None as an answer: the line breaks."""

    mail: str | None = OK
    rcpt: str | None = OK
    data: str | None = OK
    delay_seconds: float = 0.0
    """Before the answer to a mail's content."""
    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    """Whose content has come in whole, whatever the answer."""
    recipients: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    """By which names the clients greeted."""
    were_encrypted: list[bool] = field(default_factory=list)


class _Handler:
    def __init__(self, behaviour: Behaviour) -> None:
        self._behaviour = behaviour

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return _say(server, self._behaviour.mail)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return _say(server, self._behaviour.rcpt)

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        seen = self._behaviour
        seen.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        seen.recipients += envelope.rcpt_tos
        seen.hosts.append(session.host_name or "")
        seen.were_encrypted.append(session.ssl is not None or _is_encrypted(server))
        await asyncio.sleep(seen.delay_seconds)
        return _say(server, seen.data)


def _is_encrypted(server: SMTP) -> bool:
    return (
        server.transport is not None and server.transport.get_extra_info("sslcontext") is not None
    )


def _say(server: SMTP, answer: str | None) -> str:
    if answer is None:
        assert isinstance(server.transport, asyncio.WriteTransport)
        server.transport.abort()
    return answer or OK


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
) -> AuthResult:
    known = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@asynccontextmanager
async def smtp_server(
    behaviour: Behaviour | None = None,
    *,
    wants_login: bool = False,
    certificate: Path | None = None,
    is_encrypted: bool = False,
) -> AsyncIterator[Behaviour]:
    """With a certificate it offers STARTTLS, or is encrypted from the start."""
    seen = behaviour or Behaviour()
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)

    def session() -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of passwords in the open, here on purpose
            return SMTP(
                _Handler(seen),
                hostname="127.0.0.1",
                authenticator=_authenticate,
                auth_required=wants_login,
                auth_require_tls=False,
                tls_context=None if is_encrypted else context,
            )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        session, "127.0.0.1", 0, ssl=context if is_encrypted else None
    )
    seen.port = server.sockets[0].getsockname()[1]
    try:
        yield seen
    finally:
        server.close()
        await server.wait_closed()


def make_certificate(file: Path) -> Path:
    """For 127.0.0.1 and mail.example, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    day = timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - day)
        .not_valid_after(datetime.now(UTC) + day)
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("mail.example")]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file
