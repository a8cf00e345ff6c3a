"""The program as a process of its own, on an emulator in this one."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROGRAM = "bot"
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TZ", "TERM", "SYSTEMROOT")
STOP_SECONDS = 10.0


class Child:
    def __init__(self, process: asyncio.subprocess.Process, output: Path) -> None:
        self._process = process
        self._output = output

    @property
    def pid(self) -> int:
        return self._process.pid

    async def ended(self) -> str:
        """Waits until it has ended by itself; what it had to say."""
        await self._process.wait()
        return self._output.read_text(encoding="utf-8", errors="replace").strip()

    async def stop(self) -> None:
        """Lets it finish what it has in hand."""
        if self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def running(program: str, settings: Mapping[str, str], folder: Path) -> AsyncIterator[Child]:
    """`python -m program` with these settings and no others, everything it keeps in a folder."""
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    environment |= {
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "MINNOW_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'minnow.sqlite3'}",
        **settings,
    }
    output = folder / "output.txt"
    with output.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            program,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            cwd=folder,
            env=environment,
        )
    child = Child(process, output)
    try:
        yield child
    finally:
        await child.stop()
