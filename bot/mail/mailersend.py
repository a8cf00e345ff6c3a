"""Mails through MailerSend (https://developers.mailersend.com/api/v1/email.html)."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.mail.composing import on_one_line, on_the_wire
from bot.mail.mail import Mail
from bot.mail.sender import Sender
from bot.posting import Blocked, Outcome, Postponed, Refused, Sent, Unknown
from core.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx
    from mailersend import AsyncMailerSendClient

PATIENCE_SECONDS = 30.0
NO_TRACKING = {"track_clicks": False, "track_opens": False, "track_content": False}
"""Else links may lead through the service, and an invisible picture tell it who reads."""
OPTIONAL_FIELDS = frozenset(("headers", "list_unsubscribe", "settings"))
"""What a plan may not have: headers are for the larger ones."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _NotInPlan:
    """Not sent, because of these fields alone."""

    fields: frozenset[str]


class MailerSendMailer:
    """One client, made with the first mail and kept. The service knows no idempotency keys: what
    may have left is Unknown, and nothing is sent again from here."""

    def __init__(
        self,
        api_key: str,
        api_url: str,
        sender: Sender,
        clock: Clock,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._api_key = api_key
        self._api_url = api_url
        self._sender = sender
        self._clock = clock
        self._patience = patience_seconds
        self._client: AsyncMailerSendClient | None = None
        self._making = asyncio.Lock()
        self._not_in_plan: frozenset[str] = frozenset()
        self._warned: set[str] = set()

    @property
    def where(self) -> str:
        return urlsplit(self._api_url).hostname or ""

    async def send(self, mail: Mail) -> Outcome:
        try:
            body = self._body(mail)
        except ValueError:
            return Refused("address")
        outcome = await self._post(body | self._optional_fields(mail))
        if isinstance(outcome, _NotInPlan):
            self._not_in_plan |= outcome.fields
            fields = ", ".join(sorted(outcome.fields))
            self._warn(fields, f"MailerSend's plan has no {fields}: mails go without")
            outcome = await self._post(body | self._optional_fields(mail))
        return Refused("not in the plan") if isinstance(outcome, _NotInPlan) else outcome

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    def _body(self, mail: Mail) -> dict[str, object]:
        """Raises ValueError where the address is none."""
        sender = {"email": self._sender.address, "name": self._sender.name}
        to = {"email": on_the_wire(mail.to), "name": on_one_line(mail.to_name)}
        return {
            "from": {name: value for name, value in sender.items() if value},
            "to": [{name: value for name, value in to.items() if value}],
            "subject": on_one_line(mail.subject),
            "text": mail.text,
            "html": mail.html,
            "tags": [mail.tag],
        }

    def _optional_fields(self, mail: Mail) -> dict[str, object]:
        fields = {"settings": NO_TRACKING, **_header_fields(mail)}
        return {name: value for name, value in fields.items() if name not in self._not_in_plan}

    async def _post(self, body: dict[str, object]) -> Outcome | _NotInPlan:
        import httpx
        from mailersend.exceptions import MailerSendError

        client = await self._opened()
        try:
            response = await client.request("POST", "email", body=body)
        except MailerSendError as error:
            if error.response is not None:
                return self._judge(error.response)
            cause = error.__cause__
            reason = type(cause).__name__
            not_connected = (
                httpx.ConnectError,
                httpx.ConnectTimeout,
                httpx.PoolTimeout,
                httpx.ProxyError,
                httpx.UnsupportedProtocol,
            )
            return Postponed(reason) if isinstance(cause, not_connected) else Unknown(reason)
        if response.status_code == 202 and _is_suppressed(response):
            return Blocked("suppressed")
        return Sent(response.headers.get("X-Message-Id"))

    def _judge(self, response: "httpx.Response") -> Outcome | _NotInPlan:
        """Of an answer that is no success."""
        status = response.status_code
        if status == 429:
            return Postponed("429", self._wait(response.headers))
        if status in (401, 403):
            self._warn(
                "key", f"MailerSend refuses the key ({status}): mails wait until it is right"
            )
            return Postponed("the key is refused")
        if status == 413:
            return Refused("413")
        if status == 422:
            return self._judge_fields(_faulty_fields(response))
        if status == 504:  # behind the gateway it may have been taken (RFC 9110, 15.6.5)
            return Unknown("504")
        return Postponed(f"{status}")

    def _judge_fields(self, fields: frozenset[str]) -> Outcome | _NotInPlan:
        if fields and fields <= OPTIONAL_FIELDS:
            return _NotInPlan(fields)
        if fields == {"from"}:
            self._warn("from", "MailerSend refuses MINNOW_MAIL_FROM: mails wait until it is right")
            return Postponed("the sender is refused")
        return Refused(f"422 {' '.join(sorted(fields))}".strip())

    def _wait(self, headers: "Mapping[str, str]") -> timedelta | None:
        """RFC 9110, 10.2.3: seconds or an HTTP date; None where it tells neither."""
        told = headers.get("Retry-After", "").strip()
        if told.isascii() and told.isdigit():
            return timedelta(seconds=int(told[:9]))
        try:
            until = parsedate_to_datetime(told)
        except ValueError:
            return None
        if until.tzinfo is None:
            return None
        return max(timedelta(), until - self._clock.now())

    def _warn(self, what: str, text: str) -> None:
        """Once: every mail would tell the same."""
        if what not in self._warned:
            self._warned.add(what)
            log.error(text)

    async def _opened(self) -> "AsyncMailerSendClient":
        async with self._making:
            if self._client is None:
                self._client = await asyncio.to_thread(
                    make_client, self._api_key, self._api_url, self._patience
                )
            return self._client


def make_client(api_key: str, api_url: str, patience_seconds: float) -> "AsyncMailerSendClient":
    """Loads the library, which only those with a key need. It tries once, and logs nothing: it
    would quote addresses, and bring a log handler of its own."""
    logger = logging.getLogger("mailersend")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.setLevel(logging.CRITICAL)
    from mailersend import AsyncMailerSendClient

    return AsyncMailerSendClient(
        api_key,
        base_url=api_url,
        timeout=patience_seconds,  # type: ignore[arg-type] # goes to httpx, which takes fractions
        max_retries=0,
        logger=logger,
    )


def _header_fields(mail: Mail) -> dict[str, object]:
    """The service has a field of its own for List-Unsubscribe, and tells by itself that one click
    is enough."""
    fields: dict[str, object] = {}
    others = []
    for name, value in mail.headers:
        match name.lower():
            case "list-unsubscribe":
                fields["list_unsubscribe"] = value.strip("<>")
            case "list-unsubscribe-post":
                pass
            case _:
                others.append({"name": name, "value": value})
    return {**fields, **({"headers": others} if others else {})}


def _is_suppressed(response: "httpx.Response") -> bool:
    """Accepted, but never to be sent: the address bounced for good, or its owner complained or
    unsubscribed there."""
    warnings = _told(response).get("warnings")
    return isinstance(warnings, list) and any(
        isinstance(warning, dict) and warning.get("type") in ("ALL_SUPPRESSED", "ALLSUPPRESSED")
        for warning in warnings
    )


def _faulty_fields(response: "httpx.Response") -> frozenset[str]:
    """As in "to" for "to.0.email"."""
    errors = _told(response).get("errors")
    if not isinstance(errors, dict):
        return frozenset()
    return frozenset(str(name).partition(".")[0] for name in errors)


def _told(response: "httpx.Response") -> dict[str, object]:
    """The body; empty where it is none or no JSON object."""
    try:
        told = response.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
