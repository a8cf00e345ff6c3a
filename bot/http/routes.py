"""What an HTTP server serves. Importing this loads no HTTP library."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import web

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LIVE_PATH = "/health/live"
READY_PATH = "/health/ready"
METRICS_PATH = "/metrics"
UNSUBSCRIBE_PATH = "/mail/unsubscribe"
OWN_PATHS = (LIVE_PATH, READY_PATH, METRICS_PATH, UNSUBSCRIBE_PATH)
"""What the server serves by itself: nobody else's routes may have them."""

LARGEST_BODY_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Route:
    """One path that a front end serves on our HTTP server."""

    method: str
    """GET brings HEAD along (RFC 9110, 9.1)."""
    path: str
    """Literal: letters, digits and `/.~_-`. May be a secret."""
    handler: "Handler"
    """Called once the whole body has come: reading it does not wait."""
    largest_body: int = LARGEST_BODY_BYTES
    """Bytes; a larger one is answered with 413."""
