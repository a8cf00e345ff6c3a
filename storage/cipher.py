"""Encryption with keys that are kept elsewhere.

What is sealed says so at its start; what does not is plain, from the time before there were keys.
"""

from collections.abc import Sequence

MARK = "minnow:"
SEALED = f"{MARK}sealed:"
_SEALED_BYTES = SEALED.encode()


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


def seal_bytes(cipher: Cipher | None, content: bytes) -> bytes:
    """As they are where there is no cipher."""
    return content if cipher is None else _SEALED_BYTES + cipher.encrypt(content)


def open_bytes(cipher: Cipher | None, kept: bytes) -> bytes:
    """Raises WrongKey."""
    if not kept.startswith(_SEALED_BYTES):
        return kept
    return opened(cipher, kept.removeprefix(_SEALED_BYTES))


def opened(cipher: Cipher | None, token: bytes) -> bytes:
    """Raises WrongKey, also where there is no key at all."""
    if cipher is None:
        raise WrongKey
    return cipher.decrypt(token)
