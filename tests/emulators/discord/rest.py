"""The HTTP side: finds the handler of a route, after everything that can go wrong before."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from aiohttp import web

from tests.emulators.discord import command_routes, interaction_routes, message_routes, place_routes
from tests.emulators.discord.api import Match, discord_api
from tests.emulators.discord.errors import Refusal, invalid_form, status_refusal
from tests.emulators.discord.failures import Failure, Failures, RateLimits
from tests.emulators.discord.posting import File
from tests.emulators.discord.requests import Handler, Request, body_of
from tests.emulators.discord.world import World

PREFIX = "/api/v10"
HANDLERS: Mapping[str, Handler] = {
    **place_routes.ROUTES,
    **message_routes.ROUTES,
    **interaction_routes.ROUTES,
    **command_routes.ROUTES,
}
OPEN = ("/interactions/", "/webhooks/{webhook_id}/{webhook_token}", "GET /gateway ")
"""What needs no token of a bot."""


@dataclass(slots=True)
class Call:
    """A request that came in, whatever became of it."""

    route: str
    """With placeholders: `POST /channels/{channel_id}/messages`; empty if Discord has none."""
    path: str
    query: Mapping[str, str]
    body: Any
    files: tuple[File, ...]
    status: int | None = None
    """Of the answer; None while, and if, there is none."""
    answer: object = None
    """Its body."""


class Rest:
    def __init__(self, world: World, token: str, handlers: Mapping[str, Handler]) -> None:
        """handlers are beyond those of this module."""
        self.calls: list[Call] = []
        self.failures = Failures()
        self.limits = RateLimits()
        self._world = world
        self._token = token
        self._handlers = {**HANDLERS, **handlers}

    async def handle(self, incoming: web.Request) -> web.StreamResponse:
        path = incoming.path.removeprefix(PREFIX)
        match = discord_api().match(incoming.method, path)
        call = Call(match.route if match else "", path, dict(incoming.query), None, ())
        self.calls.append(call)
        headers: dict[str, str] = {}
        status, body = 200, None
        try:
            call.body, call.files = await body_of(incoming)
            body = await self._answer(incoming, match, call, headers)
            if body is None:
                status = 204
        except Refusal as refused:
            status, body = refused.status, refused.body
            headers |= refused.headers
        except _Dropped:
            assert incoming.transport is not None
            incoming.transport.abort()
            return web.Response()
        finally:
            self._world.changes.tell()
        call.status, call.answer = status, body
        return _response(status, body, headers)

    async def _answer(
        self, incoming: web.Request, match: Match | None, call: Call, headers: dict[str, str]
    ) -> object:
        failure = self.failures.next_for(incoming.method, call.path)
        if failure is not None:
            await asyncio.sleep(failure.hang)
            if not failure.after:
                _fail(failure)
        body = self._handle(incoming, match, call, headers)
        if failure is not None and failure.after:
            _fail(failure)
        return body

    def _handle(
        self, incoming: web.Request, match: Match | None, call: Call, headers: dict[str, str]
    ) -> object:
        if match is None:
            raise status_refusal(404, "Not Found")
        is_open = any(part in f"{match.route} " for part in OPEN)
        if not is_open and incoming.headers.get("Authorization") != f"Bot {self._token}":
            raise status_refusal(401, "Unauthorized")
        headers |= self.limits.take(match.route, match.values)
        if found := discord_api().faults(match.route, call.body or {}):
            raise invalid_form(found)
        handler = self._handlers.get(match.route)
        if handler is None:
            raise status_refusal(501, f"{match.route} is not emulated")
        request = Request(match.route, match.values, call.query, call.body, call.files)
        return handler(self._world, request)


class _Dropped(Exception):
    """The connection is to be cut."""


def _fail(failure: Failure) -> None:
    if failure.drop:
        raise _Dropped
    if failure.refusal is not None:
        raise failure.refusal


def _response(status: int, body: object, headers: Mapping[str, str]) -> web.Response:
    if body is None:
        return web.Response(status=status, headers=headers)
    content = json.dumps(body).encode()
    return web.Response(
        status=status,
        reason=HTTPStatus(status).phrase,
        body=content,
        headers=headers,
        content_type="application/json",
    )
