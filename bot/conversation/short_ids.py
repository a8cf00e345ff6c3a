"""Ids as buttons and links carry them: 22 characters of A-Z a-z 0-9 _ - (base64url)."""

import base64
import binascii
from uuid import UUID


def short_id(id_: UUID) -> str:
    return base64.urlsafe_b64encode(id_.bytes).decode("ascii").rstrip("=")


def read_short_id(text: str) -> UUID:
    """The inverse of short_id. Raises ValueError for anything else: an id has one spelling."""
    try:
        found = UUID(bytes=base64.b64decode(text + "==", altchars=b"-_", validate=True))
    except binascii.Error as wrong:
        raise ValueError(text) from wrong
    if short_id(found) != text:
        raise ValueError(text)
    return found
