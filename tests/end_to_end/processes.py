"""The program as a process of its own, to be told to stop or killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import URL

PROJECT = Path(__file__).parents[2]
ENDING_SECONDS = 15.0


def environment_with(database: URL, folder: Path, **settings: str) -> dict[str, str]:
    """Of a process that keeps its log in the folder."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT),
        "PYTHONWARNINGS": "error",
        "XDG_DATA_HOME": str(folder),
        "MINNOW_DATABASE_URL": database.render_as_string(hide_password=False),
        "MINNOW_ITEM_LIMIT": "1000",
        **settings,
    }


class Minnow:
    """One run of `python -m bot`."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self._process = process
        self._folder = folder

    def send_signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def ended(self) -> tuple[int, str, str]:
        """Exit code, standard output and standard error."""
        async with asyncio.timeout(ENDING_SECONDS):
            out, err = await self._process.communicate()
        assert self._process.returncode is not None
        return self._process.returncode, out.decode(), err.decode()

    @property
    def log(self) -> str:
        file = self._folder / "minnow" / "minnow.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""


@asynccontextmanager
async def minnow_process(environment: Mapping[str, str], folder: Path) -> AsyncIterator[Minnow]:
    """Killed at the end, if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=folder,
        env=environment,
    )
    try:
        yield Minnow(process, folder)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
