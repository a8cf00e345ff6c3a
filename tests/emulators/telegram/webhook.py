"""Pushing updates to the bot (Bot API, setWebhook)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.emulators.telegram.changes import Changes
from tests.emulators.telegram.updates import Updates, place_of

Json = dict[str, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 1.0
PATIENCE = aiohttp.ClientTimeout(total=60)
A_LONG_TIME = 3600.0


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    secret: str
    max_connections: int


class WebhookSender:
    """Delivers until an answer is 2xx; several at a time, but those of a chat one after another."""

    def __init__(self, updates: Updates, changes: Changes, now: Callable[[], float]) -> None:
        self._updates = updates
        self._changes = changes
        self._now = now
        self._webhook: Webhook | None = None
        self._in_flight: dict[object, Json] = {}
        self._last_error: tuple[int, str] | None = None

    @property
    def pending_count(self) -> int:
        """Of updates that are not delivered."""
        return self._updates.pending_count + len(self._in_flight)

    @property
    def info(self) -> Json:
        """A WebhookInfo."""
        told: Json = {
            "url": self._webhook.url if self._webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": self.pending_count,
        }
        if self._webhook:
            told["max_connections"] = self._webhook.max_connections
        if self._updates.allowed:
            told["allowed_updates"] = list(self._updates.allowed)
        if self._last_error:
            told["last_error_date"], told["last_error_message"] = self._last_error
        return told

    def set(self, webhook: Webhook | None) -> None:
        self._webhook = webhook
        self._last_error = None
        self._updates.webhook_active = webhook is not None
        self._changes.tell()

    async def run(self) -> None:
        """Until cancelled."""
        async with aiohttp.ClientSession(timeout=PATIENCE) as session, asyncio.TaskGroup() as group:
            while True:
                update = await self._changes.until(self._next, A_LONG_TIME)
                if update is not None:
                    self._in_flight[place_of(update)] = update
                    group.create_task(self._deliver(session, update))

    def _next(self) -> Json | None:
        if self._webhook is None or len(self._in_flight) >= self._webhook.max_connections:
            return None
        return self._updates.take(self._in_flight.keys())

    async def _deliver(self, session: aiohttp.ClientSession, update: Json) -> None:
        pause = FIRST_PAUSE
        while (webhook := self._webhook) is not None:
            fault = await _post(session, webhook, update)
            if fault is None:
                break
            self._last_error = (int(self._now()), fault)
            self._changes.tell()
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        else:
            self._updates.put_back(update)
        del self._in_flight[place_of(update)]
        self._changes.tell()


async def _post(session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> str | None:
    """What went wrong, in the words of Telegram."""
    headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
    try:
        async with session.post(webhook.url, json=update, headers=headers) as answer:
            if 200 <= answer.status < 300:
                return None
            return f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except TimeoutError:
        return "Read timeout expired"
    except aiohttp.ClientConnectorError:
        return "Connection refused"
    except aiohttp.ClientError:
        return "Connection reset by peer"
