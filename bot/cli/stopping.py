"""SIGINT and SIGTERM, taken as a wish to end in good order."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def told_by_signals(stopping: asyncio.Event) -> Iterator[None]:
    """Only the first signal is taken: a second one does what it always does."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stopping.set()
        for number in SIGNALS:
            loop.remove_signal_handler(number)

    try:
        for number in SIGNALS:
            loop.add_signal_handler(number, stop)
    except NotImplementedError:  # Windows: Ctrl-C ends the process, and loses nothing
        yield
        return
    try:
        yield
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)
