"""Encryption of what is kept, with keys that are kept elsewhere.

What is sealed says so at its start; what does not is plain, from the time before there were keys.
A plain text that looks as if it were sealed is marked as plain, so that nobody can write one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.engine import Dialect

from storage.errors import DatabaseProblem, DatabaseUnusable

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

_MARK = "minnow:"
_SEALED = f"{_MARK}sealed:"
_PLAIN = f"{_MARK}plain:"
_SEALED_BYTES = _SEALED.encode()
_AT_REST = "minnow_at_rest"


class WrongKey(Exception):
    """It was encrypted with a key that is not among these, or it is damaged."""


class Cipher:
    """Fernet (https://github.com/fernet/spec): the first key encrypts, all of them decrypt."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Loads the library. Raises ValueError for what is no Fernet key."""
        from cryptography.fernet import Fernet, MultiFernet

        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def encrypt(self, content: bytes) -> bytes:
        return self._fernet.encrypt(content)

    def decrypt(self, token: bytes) -> bytes:
        """Raises WrongKey."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(token)
        except InvalidToken as error:
            raise WrongKey from error


@dataclass(frozen=True, slots=True)
class AtRest:
    """How one database keeps texts: sealed, or plain where there is no cipher."""

    cipher: Cipher | None
    where: str
    """The address of the database, without the password."""

    def seal(self, text: str) -> str:
        if self.cipher is None:
            return _PLAIN + text if text.startswith(_MARK) else text
        return _SEALED + self.cipher.encrypt(text.encode()).decode()

    def open(self, kept: str) -> str:
        """Raises DatabaseUnusable where no key opens it."""
        if kept.startswith(_PLAIN):
            return kept.removeprefix(_PLAIN)
        if not kept.startswith(_SEALED):
            return kept
        try:
            return _opened(self.cipher, kept.removeprefix(_SEALED).encode()).decode()
        except WrongKey as error:
            raise DatabaseUnusable(DatabaseProblem.ANOTHER_KEY, self.where) from error


def keep_at_rest(engine: "AsyncEngine", at_rest: AtRest) -> None:
    """From now on the engine keeps texts so."""
    setattr(engine.dialect, _AT_REST, at_rest)


def at_rest(dialect: Dialect) -> AtRest:
    """As keep_at_rest was told; plain where it was not."""
    found: AtRest = getattr(dialect, _AT_REST, AtRest(None, ""))
    return found


def seal_bytes(cipher: Cipher | None, content: bytes) -> bytes:
    """As they are where there is no cipher."""
    return content if cipher is None else _SEALED_BYTES + cipher.encrypt(content)


def open_bytes(cipher: Cipher | None, kept: bytes) -> bytes:
    """Raises WrongKey."""
    if not kept.startswith(_SEALED_BYTES):
        return kept
    return _opened(cipher, kept.removeprefix(_SEALED_BYTES))


def _opened(cipher: Cipher | None, token: bytes) -> bytes:
    if cipher is None:
        raise WrongKey
    return cipher.decrypt(token)
