"""Our HTTP server: health, metrics, and what front ends serve on it, such as a webhook."""

import asyncio
import errno
import logging
import os
import socket
from collections.abc import AsyncIterator, Iterable, Mapping, MutableMapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.exits import Stop
from bot.http.health import Check, Readiness, live, ready
from bot.http.routes import LIVE_PATH, METRICS_PATH, READY_PATH, Route
from bot.logging import places_of

if TYPE_CHECKING:
    from aiohttp import web
    from prometheus_client import CollectorRegistry

    from bot.http.routes import Handler

logger = logging.getLogger(__name__)


@asynccontextmanager
async def open_server(
    port: int,
    checks: Mapping[str, Check],
    registry: "CollectorRegistry",
    routes: Iterable[Route] = (),
    *,
    check_seconds: float = 2.0,
    reading_seconds: float = 30.0,
    closing_seconds: float = 10.0,
) -> AsyncIterator[int]:
    """Serves while the body runs, on all interfaces; yields the port, which for 0 is a free one.

    It is ready when every check is well within `check_seconds`. A body that does not arrive
    within `reading_seconds` is given up, with 408. At the end nothing new is accepted, and
    requests that run have `closing_seconds` to finish. Raises Stop where the port can not be had.
    """
    from aiohttp import web

    app = web.Application()
    app.on_response_prepare.append(_hide_banner)
    for route in (
        Route("GET", LIVE_PATH, live),
        Route("GET", READY_PATH, ready(Readiness(checks, check_seconds))),
        Route("GET", METRICS_PATH, _metrics(registry)),
        *routes,
    ):
        if route.method == "GET":
            app.router.add_get(route.path, _guarded(route, reading_seconds))
        else:
            app.router.add_route(route.method, route.path, _guarded(route, reading_seconds))
    runner = web.AppRunner(
        app,
        access_log=None,  # the path of a webhook may be its secret
        logger=_WithoutMessages(logger, {}),
        # The library waits as long again after it has told requests to end.
        shutdown_timeout=closing_seconds / 2,
    )
    await runner.setup()
    try:
        listening = _listen(port)
        await web.SockSite(runner, listening).start()
        bound: int = listening.getsockname()[1]
        yield bound
    finally:
        await runner.cleanup()


def _guarded(route: Route, reading_seconds: float) -> "Handler":
    """The handler, called with a body that is whole; its failures tell nothing to whoever asked."""
    from aiohttp import web

    async def handle(request: web.Request) -> web.StreamResponse:
        whole = request.clone(client_max_size=route.largest_body)
        try:
            async with asyncio.timeout(reading_seconds):
                await whole.read()
        except TimeoutError:
            return web.Response(status=408, text="408: Request Timeout")
        except (web.RequestPayloadError, ConnectionError):  # broken, or broken off
            return web.Response(status=400, text="400: Bad Request")
        try:
            return await route.handler(whole)
        except web.HTTPException:  # an answer
            raise
        except Exception as failure:
            logger.error("A request failed: %s", places_of(failure))
            return web.Response(status=500, text="500: Internal Server Error")

    return handle


def _metrics(registry: "CollectorRegistry") -> "Handler":
    """In the format of Prometheus, or that of OpenMetrics where it is asked for."""

    async def handle(request: "web.Request") -> "web.Response":
        from aiohttp import hdrs, web
        from prometheus_client.exposition import choose_encoder

        encode, media_type = choose_encoder(request.headers.get(hdrs.ACCEPT, ""))
        return web.Response(body=encode(registry), headers={hdrs.CONTENT_TYPE: media_type})

    return handle


async def _hide_banner(_: "web.Request", response: "web.StreamResponse") -> None:
    """Versions of libraries are nobody's affair."""
    from aiohttp import hdrs

    response.headers.popall(hdrs.SERVER, None)


def _listen(port: int) -> socket.socket:
    """One socket for IPv4 and IPv6, so that a free port is the same in both."""
    try:
        if socket.has_dualstack_ipv6():
            return socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True)
        return socket.create_server(("", port))
    except OSError as error:
        reason = (
            "another program has it"
            if error.errno == errno.EADDRINUSE
            else os.strerror(error.errno or 0)
        )
        raise Stop(f"MINNOW_HTTP_PORT {port} can not be served: {reason}.") from error


class _WithoutMessages(logging.LoggerAdapter[logging.Logger]):
    """What the library logs, without the messages of exceptions: they quote requests."""

    def process(
        self, msg: object, kwargs: MutableMapping[str, Any]
    ) -> tuple[object, MutableMapping[str, Any]]:
        failure = kwargs.pop("exc_info", None)
        if isinstance(failure, BaseException):
            return f"{msg}: {type(failure).__name__}", kwargs
        return msg, kwargs
