"""Being told of updates by Telegram: its requests reach our HTTP server (Bot API, setWebhook)."""

import asyncio
import hmac
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.frontends.telegram.polling import LONGEST_PAUSE, STOP_SECONDS, seconds_of
from bot.frontends.telegram.reception import Reception
from bot.http.routes import Route

if TYPE_CHECKING:
    from aiohttp import web

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name, no secret
PATIENCE_SECONDS = 50.0
"""How long one delivery waits for its update; Telegram delivers again what it gets no answer to."""


class Webhook:
    """Answers 200 once an update is done and that is stored, 503 where it is to come again."""

    def __init__(
        self, bot: Bot, reception: Reception, url: str, secret: str, allowed: Sequence[str]
    ) -> None:
        self._bot = bot
        self._reception = reception
        self._url = url
        self._secret = secret
        self._allowed = allowed
        self._is_stopping = False
        self.problem: str | None = "not set yet"
        """What keeps updates from coming, fit for a log; None: all is well."""

    @property
    def route(self) -> Route:
        return Route("POST", urlsplit(self._url).path or "/", self._receive)

    async def run(self, stopping: asyncio.Event) -> None:
        """Until told to stop; then what is in hand is finished. The webhook stays set: what comes
        meanwhile waits at Telegram.

        Raises InvalidToken.
        """
        stop = asyncio.create_task(stopping.wait())
        pause = 1.0
        try:
            while not stopping.is_set() and not await self._set():
                await asyncio.wait({stop}, timeout=pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            await stop
        finally:
            stop.cancel()
        self._is_stopping = True
        if not await self._reception.settled(STOP_SECONDS):
            self._reception.abandon()
        await self._reception.tell_answered()

    async def _set(self) -> bool:
        try:
            await self._bot.set_webhook(
                self._url, secret_token=self._secret, allowed_updates=self._allowed
            )
        except InvalidToken:
            raise
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
            return False
        except TelegramError as error:
            self.problem = type(error).__name__
            logger.warning("The webhook could not be set: %s", self.problem)
            return False
        self.problem = None
        return True

    async def _receive(self, request: "web.Request") -> "web.Response":
        from aiohttp import web

        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return web.Response(status=403)
        try:
            update = Update.de_json(await request.json(), self._bot)
        except (ValueError, TypeError, KeyError, AttributeError):
            return web.Response(status=400)
        if self._is_stopping:
            return web.Response(status=503)
        task = self._reception.take(update)
        if task is not None:
            await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
            if not task.done() or task.cancelled():
                return web.Response(status=503)
            await self._reception.tell_answered()
        return web.Response()
