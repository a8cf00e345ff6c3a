"""The server. Beside the API it has routes for whoever watches it from another process:
`GET /control/accepted`, and `POST /control/faults` with the fields of Fault."""

import asyncio
import json
import socket
from collections import deque
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any
from uuid import uuid4

from aiohttp import web

from tests.emulators.mailersend.faults import Ending, Fault
from tests.emulators.mailersend.validation import errors_in

API_KEY = "mlsn.emulated"
DOMAIN = "example.org"


class MailerSendServer:
    """Listens on a loopback port from __aenter__ to __aexit__: a free one, or one of the caller's,
    so that it can come back at the same place."""

    def __init__(self, port: int = 0) -> None:
        self.api_key = API_KEY
        self.may_only_send = False
        """Whether the key has no rights beside sending."""
        self.has_headers = True
        """Whether the plan has them."""
        self.suppressed: set[str] = set()
        """Addresses to which nothing is sent (any more)."""
        self.accepted: list[dict[str, Any]] = []
        """The bodies, each with the `message_id` it was given."""
        self.watch: Callable[[bool], None] | None = None
        """Called when a request to send comes in, and again, with True, when it was carried out
        and is to be answered."""
        self.attempts = 0
        """Requests to send, also those that were refused."""
        self._port = port
        self._faults: deque[Fault] = deque()
        self._end = asyncio.Event()
        self._lines: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    @property
    def lines(self) -> int:
        """How many connections were used to send."""
        return len(self._lines)

    def will(self, *faults: Fault) -> None:
        """One for each of the next requests to send, in order."""
        self._faults.extend(faults)

    def sent_to(self, address: str) -> Sequence[dict[str, Any]]:
        return [mail for mail in self.accepted if mail["to"][0]["email"] == address]

    async def __aenter__(self) -> "MailerSendServer":
        app = web.Application()
        app.router.add_post("/v1/email", self._email)
        app.router.add_get("/v1/api-quota", self._quota)
        app.router.add_get("/control/accepted", self._tell_accepted)
        app.router.add_post("/control/faults", self._take_fault)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self._port))
        self._port = listener.getsockname()[1]
        await web.SockSite(self._runner, listener).start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end.set()
        await self._runner.cleanup()

    async def _email(self, request: web.Request) -> web.StreamResponse:
        self.attempts += 1
        self._lines.add(str(request.transport and request.transport.get_extra_info("peername")))
        try:
            body = await request.read()
        except ConnectionError:  # whoever sent it was killed
            return web.Response(status=400)
        self._watched(done=False)
        fault = self._faults.popleft() if self._faults else Fault()
        await asyncio.sleep(fault.delay_seconds)
        answer = None if fault.hinders else self._take(request, body)
        self._watched(done=True)
        if fault.ending is Ending.SILENCE:
            await self._end.wait()
        if fault.ending is not Ending.ANSWER:
            assert request.transport is not None
            request.transport.abort()
        if fault.status is not None or answer is None:
            status = fault.status or 500
            headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            return web.json_response({"message": f"Error {status}"}, status=status, headers=headers)
        return answer

    def _watched(self, *, done: bool) -> None:
        if self.watch is not None:
            self.watch(done)

    def _take(self, request: web.Request, raw: bytes) -> web.Response:
        if not self._is_allowed(request):
            return _unauthenticated()
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return web.json_response({"message": "The given data was invalid."}, status=422)
        errors = errors_in(body, (DOMAIN,), self.has_headers)
        if errors:
            told = {"message": "The given data was invalid.", "errors": errors}
            return web.json_response(told, status=422)
        if all(contact["email"] in self.suppressed for contact in body["to"]):
            return web.json_response(_all_suppressed(body["to"]), status=202)
        message_id = uuid4().hex[:24]
        self.accepted.append({**body, "message_id": message_id})
        return web.Response(status=202, headers={"X-Message-Id": message_id})

    async def _quota(self, request: web.Request) -> web.Response:
        if not self._is_allowed(request):
            return _unauthenticated()
        if self.may_only_send:
            return web.json_response({"message": "This action is unauthorized."}, status=403)
        return web.json_response({"quota": 100_000, "remaining": 100_000 - len(self.accepted)})

    async def _tell_accepted(self, request: web.Request) -> web.Response:
        return web.json_response(self.accepted)

    async def _take_fault(self, request: web.Request) -> web.Response:
        told = await request.json()
        self.will(Fault(**{**told, "ending": Ending(told.get("ending", Ending.ANSWER))}))
        return web.Response(status=204)

    def _is_allowed(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Bearer {self.api_key}"


def _unauthenticated() -> web.Response:
    return web.json_response({"message": "Unauthenticated."}, status=401)


def _all_suppressed(recipients: Sequence[dict[str, Any]]) -> dict[str, Any]:
    warning = {
        "type": "ALL_SUPPRESSED",
        "message": "All of the recipients provided have been suppressed.",
        "recipients": [{**contact, "reasons": ["hard_bounced"]} for contact in recipients],
    }
    return {"message": "There are some warnings for your request.", "warnings": [warning]}
