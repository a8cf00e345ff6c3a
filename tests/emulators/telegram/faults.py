"""Answers that go wrong on purpose, and flood control."""

import math
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from tests.emulators.telegram.errors import Refusal, too_many_requests


@dataclass(slots=True)
class Fault:
    method: str
    status: int
    """200: nothing is wrong with the answer."""
    times: int
    retry_after: int | None
    description: str | None
    drop: bool
    """The connection is closed without an answer."""
    after: bool
    """The request is carried out all the same."""
    hang: float
    """Seconds before the answer."""

    @property
    def refusal(self) -> Refusal:
        parameters = {"retry_after": self.retry_after} if self.retry_after else None
        if self.description is None and self.retry_after:
            return too_many_requests(self.retry_after)
        said = self.description or HTTPStatus(self.status).phrase
        return Refusal(self.status, said, parameters)


@dataclass(slots=True)
class Faults:
    planned: list[Fault] = field(default_factory=list)

    def next(self, method: str) -> Fault | None:
        for fault in self.planned:
            if fault.method.casefold() == method.casefold():
                fault.times -= 1
                if fault.times <= 0:
                    self.planned.remove(fault)
                return fault
        return None


@dataclass(slots=True)
class FloodControl:
    """Telegram's limits on what a bot sends (Bots FAQ, broadcasting). Off unless switched on."""

    monotonic: Callable[[], float]
    on: bool = False
    per_second: int = 30
    """In all chats together."""
    per_group_minute: int = 20
    _sent: dict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, method: str, parameters: Mapping[str, object]) -> None:
        """Raises Refusal, and counts what is not refused."""
        sends = (
            method.startswith(("send", "copy", "forward", "edit")) and method != "sendChatAction"
        )
        if not self.on or not sends:
            return
        chat = parameters.get("chat_id")
        limits = [("all", self.per_second, 1.0)]
        if isinstance(chat, int) and chat < 0:
            limits.append((f"{chat}", self.per_group_minute, 60.0))
        now = self.monotonic()
        for place, most, seconds in limits:
            self._check(self._sent[place], most, seconds, now)
        for place, _, _ in limits:
            self._sent[place].append(now)

    def _check(self, sent: deque[float], most: int, seconds: float, now: float) -> None:
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        if len(sent) >= most:
            raise too_many_requests(max(1, math.ceil(sent[0] + seconds - now)))
