"""Being told of updates by Telegram: its requests reach our HTTP server (Bot API, setWebhook)."""

import asyncio
import hmac
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.frontends.reception import Reception
from bot.frontends.telegram.polling import LONGEST_PAUSE, STOP_SECONDS
from bot.frontends.telegram.reading import readable
from bot.frontends.telegram.seconds import seconds_of
from bot.http.routes import Route

if TYPE_CHECKING:
    from aiohttp import web

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name, no secret
CHECK_SECONDS = 60.0
"""Between two looks at whether Telegram still knows the webhook, and the token."""
PATIENCE_SECONDS = 50.0
"""How long one delivery waits for its update; Telegram delivers again what it gets no answer to."""


class Webhook:
    """Answers 200 once an update is done and that is stored, 503 where it is to come again."""

    def __init__(
        self,
        bot: Bot,
        reception: Reception[Update],
        url: str,
        secret: str,
        allowed: Sequence[str],
        *,
        check_seconds: float = CHECK_SECONDS,
    ) -> None:
        self._bot = bot
        self._reception = reception
        self._url = url
        self._secret = secret
        self._allowed = allowed
        self._check_seconds = check_seconds
        self._is_stopping = False
        self._pause = 0.0
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
        try:
            while not stopping.is_set():
                looking = asyncio.create_task(self._looked())
                await asyncio.wait({looking, stop}, return_when=asyncio.FIRST_COMPLETED)
                if not looking.done():  # the library waits where Telegram wants it to
                    looking.cancel()
                    await asyncio.wait([looking])
                    break
                await asyncio.wait({stop}, timeout=looking.result())
        except InvalidToken:
            await self._finish()
            raise
        finally:
            stop.cancel()
        await self._finish()

    async def _finish(self) -> None:
        self._is_stopping = True
        await self._reception.finish(STOP_SECONDS)

    async def _looked(self) -> float:
        """The webhook is set, if it was not. Seconds until the next look. Raises InvalidToken."""
        try:
            if self.problem is not None or not await self._is_set():
                await self._bot.set_webhook(
                    self._url, secret_token=self._secret, allowed_updates=self._allowed
                )
        except InvalidToken:
            raise
        except RetryAfter as error:
            return self._trouble("told to wait", seconds_of(error.retry_after))
        except TelegramError as error:
            pause = min(self._pause * 2 or 1.0, LONGEST_PAUSE)
            return self._trouble(type(error).__name__, pause)
        self._pause, self.problem = 0.0, None
        return self._check_seconds

    async def _is_set(self) -> bool:
        """Nobody has taken it away, as by polling."""
        return (await self._bot.get_webhook_info()).url == self._url

    def _trouble(self, problem: str, pause: float) -> float:
        if problem != self.problem:
            logger.warning("The webhook can not be set or looked at: %s", problem)
        self.problem, self._pause = problem, pause
        return pause

    async def _receive(self, request: "web.Request") -> "web.Response":
        from aiohttp import web

        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return web.Response(status=403)
        try:
            update = Update.de_json(readable(await request.json()), self._bot)
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
