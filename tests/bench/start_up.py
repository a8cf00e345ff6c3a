"""From the start of the process until the terminal chat shows its prompt."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

PROMPT = "›"
FLOOR = "import sqlalchemy.ext.asyncio"


def medians(runs: int) -> tuple[float, float]:
    """Seconds to the prompt, and seconds of the floor, run in turn about."""
    with TemporaryDirectory() as folder:
        environment = os.environ | {
            "HOME": folder,
            "XDG_DATA_HOME": folder,
            "TERM": "xterm-256color",
        }
        _time_to_prompt(environment)  # makes the database
        ready, floor = [], []
        for _ in range(runs):
            ready.append(_time_to_prompt(environment))
            floor.append(_timed(lambda: subprocess.run([sys.executable, "-c", FLOOR], check=True)))
        return median(ready), median(floor)


def _time_to_prompt(environment: dict[str, str]) -> float:
    ours, theirs = pty.openpty()
    began = perf_counter()
    chat = subprocess.Popen(
        [sys.executable, "-m", "bot"],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while PROMPT.encode() not in shown:
            shown += os.read(ours, 4096)
        return perf_counter() - began
    finally:
        chat.kill()
        chat.wait()
        os.close(ours)


def _timed(action: Callable[[], object]) -> float:
    began = perf_counter()
    action()
    return perf_counter() - began
