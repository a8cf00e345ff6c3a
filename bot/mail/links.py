"""Addresses that lead from a mail back to us."""

from uuid import UUID

from bot.conversation.short_ids import short_id
from bot.http.routes import UNSUBSCRIBE_PATH

PERSON, KEY = "p", "k"
"""Parameters of the address of the unsubscribe page."""


def unsubscribe_url(public_url: str, person_id: UUID, key: str) -> str:
    """Where this person switches mails off, by browser or by their mail program (RFC 8058).
    `public_url` is where our HTTP server is reached from outside; the key is theirs."""
    query = f"{PERSON}={short_id(person_id)}&{KEY}={key}"
    return f"{public_url.rstrip('/')}{UNSUBSCRIBE_PATH}?{query}"
