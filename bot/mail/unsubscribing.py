"""The page that a mail's unsubscribe link opens, and the one-click of mail programs (RFC 8058)."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from bot.conversation.short_ids import read_short_id
from bot.conversation.wording.language import Language, language
from bot.conversation.wording.unsubscribing import PageWords, done_words, question_words
from bot.http.routes import UNSUBSCRIBE_PATH, Route
from bot.mail.links import KEY, PERSON
from core.people.unsubscribing import Unsubscriber

if TYPE_CHECKING:
    from aiohttp import web
    from jinja2 import Template

LARGEST_BODY_BYTES = 4096
_NAME, _VALUE = "List-Unsubscribe", "One-Click"
"""What a mail program posts (RFC 8058, 3.2); so does the button of the page."""
_STYLE = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:15vh auto;padding:0 1rem}"
    "button{font:inherit;padding:.6rem 1.2rem}"
)


def unsubscribe_routes(unsubscriber: Unsubscriber) -> Sequence[Route]:
    """To look at the page changes nothing: scanners open every link in a mail. A wrong key is
    answered as a right one is, so that nobody learns whose address it is."""

    async def ask(request: "web.Request") -> "web.Response":
        return _page(question_words(await _language(unsubscriber, request)))

    async def unsubscribe(request: "web.Request") -> "web.Response":
        words = await _language(unsubscriber, request)
        if not await _is_meant(request):
            return _page(question_words(words))
        person_id, key = _who(request)
        if person_id is not None:
            await unsubscriber.unsubscribe(person_id, key)
        return _page(done_words(words))

    return (
        Route("GET", UNSUBSCRIBE_PATH, ask, LARGEST_BODY_BYTES),
        Route("POST", UNSUBSCRIBE_PATH, unsubscribe, LARGEST_BODY_BYTES),
    )


async def _language(unsubscriber: Unsubscriber, request: "web.Request") -> Language:
    """That of the person, where the key is theirs."""
    person_id, key = _who(request)
    locale = None if person_id is None else await unsubscriber.locale(person_id, key)
    return language(locale)


def _who(request: "web.Request") -> tuple[UUID | None, str]:
    key = request.query.get(KEY, "")
    try:
        return read_short_id(request.query.get(PERSON, "")), key
    except ValueError:
        return None, key


async def _is_meant(request: "web.Request") -> bool:
    """Whether the body says so, be it urlencoded or multipart, as RFC 8058 leaves open."""
    body = await request.read()
    return _NAME.encode() in body and _VALUE.encode() in body


def _page(words: PageWords) -> "web.Response":
    """A page on its own: it loads nothing, sets nothing, and says to nobody where it was."""
    from aiohttp import web

    page = _template().render(words=words, name=_NAME, value=_VALUE, style=_STYLE)
    return web.Response(text=page, content_type="text/html", headers=_HEADERS)


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("bot.mail"), autoescape=True)
    return environment.get_template("unsubscribe.html")


_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}
