"""Whether memory stays flat over many turns, in a process that does nothing else."""

import asyncio
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.conversation.messages import Text
from tests.bench.turns import open_talk

MESSAGES: Sequence[str] = (
    "used my bike today",
    "what do I own?",
    "/stats",
    "good morning",
    "when did I get the tent?",
)


def measure(turns: int) -> tuple[float, float]:
    """Resident memory in MiB after a tenth of the turns, and after all of them."""
    printed = subprocess.run(
        [sys.executable, "-m", __name__, str(turns)], check=True, capture_output=True, text=True
    ).stdout.split()
    return float(printed[0]), float(printed[1])


async def _resident_after(turns: int) -> tuple[float, float]:
    async with open_talk() as (_program, talk):
        early = 0.0
        for turn in range(turns):
            if turn == turns // 10:
                early = _resident()
            await talk.send(Text(MESSAGES[turn % len(MESSAGES)]))
        return early, _resident()


def _resident() -> float:
    """MiB in use now; where the system does not tell, the most there ever was."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(row for row in status.read_text().splitlines() if row.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    print(*asyncio.run(_resident_after(int(sys.argv[1]))))  # noqa: T201
