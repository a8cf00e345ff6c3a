"""Whether the program runs, and whether it can serve people: for orchestrators and monitors."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from bot.logging import places_of

if TYPE_CHECKING:
    from aiohttp import web

logger = logging.getLogger(__name__)

Check = Callable[[], Awaitable[bool]]
"""Whether something that people's messages need is well. Raising means that it is not."""


class Readiness:
    """Looks at everything that must be well, each within a time of its own."""

    def __init__(self, checks: Mapping[str, Check], check_seconds: float) -> None:
        """The names are seen by everybody who asks."""
        self._checks = checks
        self._check_seconds = check_seconds
        self._unwell: set[str] = set()

    async def look(self) -> dict[str, bool]:
        """Name to whether it is well, all looked at at once."""
        found = await asyncio.gather(
            *(self._is_well(name, check) for name, check in self._checks.items())
        )
        return dict(zip(self._checks, found, strict=True))

    async def _is_well(self, name: str, check: Check) -> bool:
        reason = "its check says so"
        try:
            async with asyncio.timeout(self._check_seconds):
                well = await check()
        # A check asks a library about something that is broken, in ways nobody has listed.
        except Exception as failure:
            well = False
            reason = places_of(failure)
        if well:
            self._unwell.discard(name)
        elif name not in self._unwell:  # once: monitors ask every few seconds
            self._unwell.add(name)
            logger.warning("Not ready, %s is not well: %s", name, reason)
        return well


async def live(_: "web.Request") -> "web.Response":
    """200 as long as the event loop runs."""
    from aiohttp import web

    return web.json_response({"live": True})


def ready(readiness: Readiness) -> "Callable[[web.Request], Awaitable[web.Response]]":
    """200 where every check is well, else 503; the body names each."""

    async def handle(_: "web.Request") -> "web.Response":
        from aiohttp import web

        checks = await readiness.look()
        well = all(checks.values())
        return web.json_response({"ready": well, "checks": checks}, status=200 if well else 503)

    return handle
