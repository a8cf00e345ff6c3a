"""A program at the other end of a pseudo-terminal, as a person sits at it."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

_ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[a-zA-Z]|[=>])")
PROMPT = "›"


class TerminalSession:
    """Runs `python -m MODULE`; what it shows is collected in `shown`."""

    def __init__(
        self, arguments: Sequence[str], environment: Mapping[str, str], errors: int | None = None
    ) -> None:
        """`errors`: where standard error goes; None: to the terminal as well."""
        self._ours, theirs = pty.openpty()
        self.shown = ""
        self._decoder = getincrementaldecoder("utf-8")(errors="replace")
        self._process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs if errors is None else errors,
            env={
                "PATH": os.environ["PATH"],
                "TERM": "xterm-256color",
                "PROMPT_TOOLKIT_NO_CPR": "1",
                "PYTHONPATH": str(Path.cwd()),
                "LANG": "C.UTF-8",
                **environment,
            },
            start_new_session=True,
            # So that Ctrl-C typed at the terminal becomes a signal, as for a login shell.
            preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),  # noqa: PLW1509
        )
        os.close(theirs)

    def __enter__(self) -> "TerminalSession":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._ours)

    @property
    def text(self) -> str:
        """What was shown, without what colours it and moves the cursor."""
        return _ESCAPES.sub("", self.shown).replace("\r", "")

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def wait_for(self, text: str, seconds: float = 60) -> str:
        """Everything that is shown from now on until the text is, with it. Fails after a time."""
        begin, deadline = len(self.shown), time.monotonic() + seconds
        while text not in _ESCAPES.sub("", self.shown[begin:]):
            ready, _, _ = select.select([self._ours], [], [], max(0, deadline - time.monotonic()))
            if not ready or not self._read():
                raise AssertionError(f"no {text!r} in {self.shown[begin:]!r}")
        return _ESCAPES.sub("", self.shown[begin:]).replace("\r", "")

    def say(self, line: str, answer: str) -> str:
        """Type a line at the prompt, and wait for the answer and the next prompt."""
        self.type(line + "\r")
        return self.wait_for_answer(answer)

    def wait_for_answer(self, answer: str) -> str:
        """Until the answer is there and the prompt again: only then keys are read one by one."""
        seen = self.wait_for(answer)
        if PROMPT not in seen.partition(answer)[2]:
            seen += self.wait_for(PROMPT)
        return seen

    def end(self, seconds: float = 60) -> int:
        """Wait for the program to end; its exit code."""
        while self._read():
            pass
        return self._process.wait(seconds)

    def _read(self) -> bool:
        try:
            data = os.read(self._ours, 65_536)
        except OSError:  # Linux tells so that the other side is closed
            return False
        self.shown += self._decoder.decode(data)
        return bool(data)
