"""How a database keeps the texts that are encrypted at rest.

A plain text that looks as if it were sealed is marked as plain, so that nobody can write one.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.engine import Dialect

from storage.cipher import MARK, SEALED, Cipher, WrongKey, opened
from storage.errors import DatabaseProblem, DatabaseUnusable

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

_PLAIN = f"{MARK}plain:"
_AT_REST = "minnow_at_rest"


@dataclass(frozen=True, slots=True)
class AtRest:
    """How one database keeps texts: sealed, or plain where there is no cipher."""

    cipher: Cipher | None
    where: str
    """The address of the database, without the password."""

    def seal(self, text: str) -> str:
        if self.cipher is None:
            return _PLAIN + text if text.startswith(MARK) else text
        return SEALED + self.cipher.encrypt(text.encode()).decode()

    def open(self, kept: str) -> str:
        """Raises DatabaseUnusable where no key opens it."""
        if kept.startswith(_PLAIN):
            return kept.removeprefix(_PLAIN)
        if not kept.startswith(SEALED):
            return kept
        try:
            return opened(self.cipher, kept.removeprefix(SEALED).encode()).decode()
        except WrongKey as error:
            raise DatabaseUnusable(DatabaseProblem.ANOTHER_KEY, self.where) from error


def keep_at_rest(engine: "AsyncEngine", at_rest: AtRest) -> None:
    """From now on the engine keeps texts so."""
    setattr(engine.dialect, _AT_REST, at_rest)


def at_rest(dialect: Dialect) -> AtRest:
    """As keep_at_rest was told; plain where it was not."""
    found: AtRest = getattr(dialect, _AT_REST, AtRest(None, ""))
    return found
