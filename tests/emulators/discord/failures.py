"""Failures that a test asks for, and rate limits."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import sha256

from tests.emulators.discord.errors import Refusal, too_many_requests

GLOBAL_REQUESTS = 50
GLOBAL_SECONDS = 1.0
UNLIMITED = "/interactions/"
"""Callbacks count against no limit."""


@dataclass(eq=False, slots=True)
class Failure:
    """What a request to a route meets. Of several that fit, the first that is not used up."""

    route: str
    """Method and path, with `*` for anything: `POST /channels/*/messages`."""
    refusal: Refusal | None
    """The answer; None where there is none, or the right one, late."""
    times: int
    """How many requests it meets."""
    skip: int
    """How many it lets pass before."""
    drop: bool
    """The connection is cut instead of an answer."""
    after: bool
    """The request has its effect all the same."""
    hang: float
    """Seconds before anything happens."""
    used: int = 0


class Failures:
    def __init__(self) -> None:
        self._failures: list[Failure] = []

    def add(self, failure: Failure) -> None:
        self._failures.append(failure)

    def clear(self) -> None:
        self._failures.clear()

    def next_for(self, method: str, path: str) -> Failure | None:
        for failure in self._failures:
            if failure.used >= failure.times or not fnmatchcase(f"{method} {path}", failure.route):
                continue
            if failure.skip:
                failure.skip -= 1
                continue
            failure.used += 1
            return failure
        return None


@dataclass(slots=True)
class _Window:
    end: float
    left: int


class RateLimits:
    """Off until they are set; then so many requests of a route and channel, and 50 a second.

    https://discord.com/developers/docs/topics/rate-limits
    """

    def __init__(self) -> None:
        self._requests: int | None = None
        self._seconds = 0.0
        self._windows: dict[str, _Window] = defaultdict(lambda: _Window(0.0, 0))

    def set(self, requests: int, seconds: float) -> None:
        self._requests, self._seconds = requests, seconds

    def take(self, route: str, values: Mapping[str, str]) -> dict[str, str]:
        """The headers of an answer. Raises the refusal of one request too many."""
        if self._requests is None or UNLIMITED in route:
            return {}
        majors = ("channel_id", "guild_id", "webhook_id", "webhook_token")
        key = "/".join([route, *(values[name] for name in majors if name in values)])
        everywhere = self._window("", GLOBAL_REQUESTS, GLOBAL_SECONDS)
        window = self._window(key, self._requests, self._seconds)
        now = asyncio.get_running_loop().time()
        for each in (everywhere, window):
            if not each.left:
                raise too_many_requests(round(each.end - now, 3), each is everywhere)
            each.left -= 1
        return {
            "X-RateLimit-Limit": str(self._requests),
            "X-RateLimit-Remaining": str(window.left),
            "X-RateLimit-Reset-After": f"{window.end - now:.3f}",
            "X-RateLimit-Bucket": sha256(route.encode()).hexdigest()[:16],
        }

    def _window(self, key: str, requests: int, seconds: float) -> _Window:
        now = asyncio.get_running_loop().time()
        if self._windows[key].end <= now:
            self._windows[key] = _Window(now + seconds, requests)
        return self._windows[key]
