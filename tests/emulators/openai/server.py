"""The server: answers what was queued, in order, and remembers what it was asked."""

import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any

from tests.emulators.openai.answers import Answer, ToolCall, completion, error, transcript
from tests.emulators.openai.audio import Form, form_in, refusal_of
from tests.emulators.openai.checks import fault_in

CHAT = "/v1/chat/completions"
TRANSCRIPTIONS = "/v1/audio/transcriptions"


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    headers: Mapping[str, str]
    """By their names in small letters."""
    body: Any
    """Of JSON; None if it is none."""
    form: Form | None
    size: int
    """Bytes of the body."""

    @property
    def messages(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self.body["messages"]
        return messages

    @property
    def tool_names(self) -> list[str]:
        return [tool["function"]["name"] for tool in self.body["tools"]]


class OpenAIServer:
    """Listens on a free loopback port from __enter__ to __exit__."""

    def __init__(self, api_key: str = "sk-emulated") -> None:
        self.api_key = api_key
        self.requests: list[Request] = []
        """Every request, also those that were refused."""
        self.meanwhile: Callable[[], None] | None = None
        """Called while a client waits for its answer."""
        self._queue: deque[Answer] = deque()
        self._number = 0
        self._delay = 0.0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def will_say(self, text: str) -> None:
        self._put(completion("emulated", self._next_number(), text, ()))

    def will_call(self, *calls: ToolCall, text: str | None = None) -> None:
        self._put(completion("emulated", self._next_number(), text, calls))

    def will_hear(self, text: str) -> None:
        self._put(transcript(text))

    def will_fail(self, status: int, **headers: str) -> None:
        """Header names with underscores for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._put(error(status, f"status_{status}", named))

    def will_send(self, body: bytes) -> None:
        """Whatever it is, with status 200."""
        self._put(Answer(200, body))

    def will_wait(self, seconds: float) -> None:
        """Before the next answer that is queued."""
        self._delay = seconds

    @property
    def unused(self) -> int:
        """How many answers nobody came for."""
        return len(self._queue)

    def __enter__(self) -> "OpenAIServer":
        emulator = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                emulator._answer(self)

            def do_GET(self) -> None:
                _send(self, error(404, "not_found"))

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """Keep quiet."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = False
        self._thread = Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error_: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _put(self, answer: Answer) -> None:
        self._queue.append(replace(answer, delay=self._delay))
        self._delay = 0.0

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        raw = handler.rfile.read(int(handler.headers.get("Content-Length", "0")))
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
        headers = {name.lower(): value for name, value in handler.headers.items()}
        form = form_in(headers.get("content-type", ""), raw)
        self.requests.append(Request(handler.path, headers, body, form, len(raw)))
        answer = self._refusal(self.requests[-1]) or self._next()
        if self.meanwhile is not None:
            self.meanwhile()
        time.sleep(answer.delay)
        _send(handler, answer)

    def _refusal(self, request: Request) -> Answer | None:
        if request.path not in {CHAT, TRANSCRIPTIONS}:
            return error(404, "not_found")
        if request.headers.get("authorization") != f"Bearer {self.api_key}":
            return error(401, "invalid_api_key")
        if request.path == TRANSCRIPTIONS:
            return refusal_of(request.form, request.size)
        fault = fault_in(request.body)
        return error(400, fault) if fault else None

    def _next(self) -> Answer:
        return self._queue.popleft() if self._queue else error(500, "nothing_queued")


def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    try:
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(answer.body)))
        handler.end_headers()
        handler.wfile.write(answer.body)
    except ConnectionError:
        """The client has given up waiting."""
