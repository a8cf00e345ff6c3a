"""Where the person's lines come from: an editable prompt, or a pipe."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from prompt_toolkit.history import History

PROMPT = "› "


class Lines(Protocol):
    async def next(self) -> str | None:
        """The next message; None at the end of the input."""
        ...

    async def meanwhile(self, show: Callable[[], None]) -> None:
        """Show something although a line may be in the making."""
        ...

    def fail(self, error: BaseException) -> None:
        """Wait for no line any more: next(), where it waits, raises the error."""
        ...


class PipedLines:
    """One line of standard input is one message."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[str | BaseException | None] = asyncio.Queue()
        self._started = False

    async def next(self) -> str | None:
        if not self._started:
            self._started = True
            # A thread of its own, left behind at the end: a read from a pipe can not be cancelled.
            loop = asyncio.get_running_loop()
            threading.Thread(target=self._read, args=(loop,), daemon=True).start()
        line = await self._queue.get()
        if isinstance(line, BaseException):
            raise line
        return line

    async def meanwhile(self, show: Callable[[], None]) -> None:
        show()

    def fail(self, error: BaseException) -> None:
        self._queue.put_nowait(error)

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(self._queue.put_nowait, line.rstrip("\r\n"))
        loop.call_soon_threadsafe(self._queue.put_nowait, None)


class PromptedLines:
    """An editable line with a history. A pasted list is one message; Ctrl-C clears the line."""

    def __init__(self, history_file: Path) -> None:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

        keys = KeyBindings()

        @keys.add("c-c")
        def clear(event: KeyPressEvent) -> None:
            event.current_buffer.reset()

        self._session: PromptSession[str] = PromptSession(
            PROMPT, history=_history(history_file), key_bindings=keys, enable_suspend=True
        )

    async def next(self) -> str | None:
        try:
            return await self._session.prompt_async(handle_sigint=False)
        except EOFError:
            return None

    async def meanwhile(self, show: Callable[[], None]) -> None:
        from prompt_toolkit.application import run_in_terminal

        await run_in_terminal(show)

    def fail(self, error: BaseException) -> None:
        if self._session.app.is_running:
            self._session.app.exit(exception=error)


def _history(file: Path) -> "History":
    """What was typed before; nobody else may read it. Where it can not be kept, it is not."""
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    except OSError:
        return InMemoryHistory()
    return FileHistory(file)
