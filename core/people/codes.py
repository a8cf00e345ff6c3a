"""The rules of the codes that prove an address. Pure."""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

DIGITS = 8
VALID_FOR = timedelta(minutes=15)
TRIES = 5
MOST_IN_A_WHILE = 3
"""Codes for one person, and codes to one address, whoever asks for them."""
A_WHILE = timedelta(hours=1)
SALT_BYTES = 16

_COST = 2**12
"""Of scrypt: about 12 ms and 4 MiB. Eight digits guessed one by one would take two weeks of one
processor, and the code is good for a quarter of an hour."""
_BLOCK = 8
_HASH_BYTES = 64


def fresh_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def fresh_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def hashed_code(code: str, salt: bytes) -> bytes:
    """Slow on purpose: not for the event loop."""
    return hashlib.scrypt(code.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, dklen=_HASH_BYTES)


def is_the_code(code: str, salt: bytes, hashed: bytes) -> bool:
    """In constant time. Slow on purpose: not for the event loop."""
    return hmac.compare_digest(hashed_code(code, salt), hashed)


def address_bucket(address: str) -> int:
    """0 to 255, the same for all spellings of one address."""
    return hashlib.sha256(_folded(address).encode()).digest()[0]


def is_same_address(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def wait_for_next(sent: Iterable[datetime], now: datetime) -> timedelta:
    """How long until one more code may follow those that were sent; 0 where it may now."""
    recent = sorted(moment for moment in sent if moment > now - A_WHILE)
    if len(recent) < MOST_IN_A_WHILE:
        return timedelta(0)
    return recent[-MOST_IN_A_WHILE] + A_WHILE - now


def _folded(address: str) -> str:
    """Mail hosts tell upper from lower case only on paper."""
    return unicodedata.normalize("NFKC", address).casefold()
