"""A demo that is talked to through a pipe."""

import subprocess
import sys

from tests.emulators.child import ROOT


def talk(demo: str, program: str, *lines: str) -> tuple[int, str]:
    """The exit code and what was on the screen. Both are modules; program is the bot."""
    ran = subprocess.run(
        [sys.executable, "-m", demo, program],
        input="\n".join([*lines, ""]),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert ran.stderr == ""
    return ran.returncode, ran.stdout
