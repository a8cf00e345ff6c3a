"""A server that keeps a client waiting, for as long as a test wants and no longer."""

from collections.abc import Callable
from threading import Event


def until(event: Event) -> Callable[[], None]:
    def wait() -> None:
        assert event.wait(10), "nobody has let the server go on"

    return wait
