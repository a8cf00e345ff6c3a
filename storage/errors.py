"""What can be wrong with the database itself, told so that it can be worded for a person."""

import errno
from enum import StrEnum

from sqlalchemy.engine import URL


class DatabaseProblem(StrEnum):
    BAD_ADDRESS = "bad_address"
    """Not an address of SQLite (sqlite+aiosqlite) or PostgreSQL (asyncpg, psycopg)."""
    NEWER_THAN_PROGRAM = "newer_than_program"
    """Its schema was made by a newer version of the program."""
    READ_ONLY = "read_only"
    NO_PERMISSION = "no_permission"
    """The file or its folder cannot be opened or made."""
    UNREADABLE = "unreadable"
    """The file is something else, or damaged, or its disk fails."""
    FULL = "full"
    """No space is left."""
    BUSY = "busy"
    """Another program held it locked for too long."""
    UNREACHABLE = "unreachable"
    """The server does not answer, or the connection broke."""
    REFUSED = "refused"
    """The server answers, but not to this user, password or database name."""
    ANOTHER_KEY = "another_key"
    """What it keeps was encrypted with a key that this program does not have."""


class DatabaseUnusable(Exception):
    """The database cannot do what was asked, whoever asks. Nothing was changed.

    `where` is its address without the password.
    """

    def __init__(self, problem: DatabaseProblem, where: str) -> None:
        super().__init__(f"{problem.value}: {where}")
        self.problem = problem
        self.where = where


def address_of(url: URL) -> str:
    """The file of a SQLite database, otherwise the URL without its password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.render_as_string(hide_password=True)


def problem_of(error: BaseException) -> DatabaseProblem | None:
    """What a driver's error says of the database itself; None where a statement is at fault (a
    constraint, a type)."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE_PROBLEMS.get(code & 0xFF)
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return next(
            (p for start, p in _POSTGRESQL_PROBLEMS.items() if state.startswith(start)), None
        )
    if isinstance(error, OSError):
        return _SYSTEM_PROBLEMS.get(error.errno or 0, DatabaseProblem.UNREACHABLE)
    return None


def problem_of_file(error: OSError) -> DatabaseProblem:
    """What an error says of a file or its folder, which no server is behind."""
    return _SYSTEM_PROBLEMS.get(error.errno or 0, DatabaseProblem.NO_PERMISSION)


# https://www.sqlite.org/rescode.html: primary codes, the low byte of what the driver reports.
_SQLITE_PROBLEMS = {
    3: DatabaseProblem.NO_PERMISSION,  # PERM
    5: DatabaseProblem.BUSY,  # BUSY
    8: DatabaseProblem.READ_ONLY,  # READONLY
    10: DatabaseProblem.UNREADABLE,  # IOERR
    11: DatabaseProblem.UNREADABLE,  # CORRUPT
    13: DatabaseProblem.FULL,  # FULL
    14: DatabaseProblem.NO_PERMISSION,  # CANTOPEN
    26: DatabaseProblem.UNREADABLE,  # NOTADB
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html: the first that fits.
_POSTGRESQL_PROBLEMS = {
    "25006": DatabaseProblem.READ_ONLY,
    "42501": DatabaseProblem.NO_PERMISSION,
    "53100": DatabaseProblem.FULL,
    "55P03": DatabaseProblem.BUSY,
    "3D000": DatabaseProblem.REFUSED,
    "28": DatabaseProblem.REFUSED,
    "08": DatabaseProblem.UNREACHABLE,
    "53": DatabaseProblem.UNREACHABLE,
    "57P": DatabaseProblem.UNREACHABLE,
}

_SYSTEM_PROBLEMS = {
    errno.EACCES: DatabaseProblem.NO_PERMISSION,
    errno.EPERM: DatabaseProblem.NO_PERMISSION,
    errno.EEXIST: DatabaseProblem.NO_PERMISSION,
    errno.ENOTDIR: DatabaseProblem.NO_PERMISSION,
    errno.EROFS: DatabaseProblem.READ_ONLY,
    errno.ENOSPC: DatabaseProblem.FULL,
}
