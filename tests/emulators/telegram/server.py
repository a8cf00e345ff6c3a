"""The server: a bot's requests over HTTP, and what tests ask of it."""

import asyncio
import contextlib
import inspect
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from aiohttp import web

from tests.emulators.telegram.errors import Refusal
from tests.emulators.telegram.faults import Fault, Faults, FloodControl
from tests.emulators.telegram.files import LARGEST_UPLOAD
from tests.emulators.telegram.groups import Channel, Group
from tests.emulators.telegram.methods import METHODS
from tests.emulators.telegram.people import Person
from tests.emulators.telegram.presses import PATIENCE
from tests.emulators.telegram.requests import Request, checked, read
from tests.emulators.telegram.world import Action, Profile, World

Json = dict[str, Any]

BOT_ID = 7_123_456_789
TOKEN = f"{BOT_ID}:AAEmulated-Telegram-Bot-Token_for-tests"
BOT: Json = {
    "id": BOT_ID,
    "is_bot": True,
    "first_name": "MinNow",
    "username": "minnow_bot",
    "can_join_groups": True,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
    "supports_guest_queries": False,
    "can_manage_bots": False,
    "supports_join_request_queries": False,
}
FIRST_PERSON = 500_000_000
DOWNLOADING = "file"
"""What `fail` calls the download of a file, which is no method."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request and what became of it."""

    method: str
    parameters: Mapping[str, Any]
    status: int
    """Of the answer; 0 when the connection was closed without one."""
    description: str = ""
    """Why it was refused."""


class TelegramServer:
    """Listens on a free loopback port from __aenter__ to __aexit__."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        plain_http: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`plain_http`: webhooks need not be https. `now`: seconds since 1970, for dates."""
        self.token = token
        self.world = World(BOT, now, plain_http)
        self.calls: list[Call] = []
        """Every request that was answered, also those that were refused."""
        self.flood_control = FloodControl(time.monotonic)
        """Off; set `.on`."""
        self.watch: Callable[[str, bool], None] | None = None
        """Called with the method of a request when it comes in, and again, with True, when it was
        carried out and is to be answered."""
        self._faults = Faults()
        self._in_hand = 0
        self._revoked = False
        self._runner: web.AppRunner | None = None
        self._pushing: asyncio.Task[None] | None = None
        self._port = 0

    @property
    def settings(self) -> dict[str, str]:
        """What leads the program here."""
        return {"MINNOW_TELEGRAM_TOKEN": self.token, "MINNOW_TELEGRAM_API_URL": self.base_url}

    @property
    def base_url(self) -> str:
        """In the place of https://api.telegram.org"""
        return f"http://127.0.0.1:{self._port}"

    @property
    def bot_username(self) -> str:
        return str(self.world.bot["username"])

    @property
    def profile(self) -> Profile:
        """What the bot has told about itself."""
        return self.world.profile

    @property
    def actions(self) -> list[Action]:
        """What the bot was seen doing, such as typing."""
        return self.world.actions

    @property
    def privacy_mode(self) -> bool:
        """Whether the bot hears in groups only what is meant for it."""
        return self.world.privacy_mode

    @privacy_mode.setter
    def privacy_mode(self, on: bool) -> None:
        self.world.privacy_mode = on

    @property
    def pending(self) -> int:
        """How many updates wait for the bot, or for its confirmation."""
        return self.world.updates.pending_count

    async def __aenter__(self) -> "TelegramServer":
        # A client that goes away takes its request with it: nobody is given updates in vain.
        app = web.Application(client_max_size=2 * LARGEST_UPLOAD)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = int(self._runner.addresses[0][1])
        self._pushing = asyncio.create_task(self.world.webhook.run())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._pushing is not None:
            self._pushing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pushing
        if self._runner is not None:
            await self._runner.cleanup()

    def person(
        self,
        name: str,
        language: str | None = "en",
        *,
        username: str | None = None,
        started: bool = True,
        is_bot: bool = False,
    ) -> Person:
        """A new user. `started`: has written to the bot before; without, it may not write first."""
        user: Json = {
            "id": FIRST_PERSON + self.world.next_number(),
            "is_bot": is_bot,
            "first_name": name,
            "username": username
            or f"{name.casefold().replace(' ', '_')}_{'bot' if is_bot else 'x'}",
        }
        if language is not None:
            user["language_code"] = language
        return Person(self.world, user, started)

    def group(self, title: str, kind: str = "supergroup", forum: bool = False) -> Group:
        """A new group without anybody, `kind` "supergroup" or "group"."""
        return Group(self.world, title, kind, forum)

    def channel(self, title: str) -> Channel:
        return Channel(self.world, title)

    def fail(
        self,
        method: str,
        status: int = 500,
        times: int = 1,
        *,
        retry_after: int | None = None,
        description: str | None = None,
        drop: bool = False,
        after: bool = False,
        hang: float = 0.0,
    ) -> None:
        """The next `times` requests of the method go wrong (`file`: downloads).

        They are answered with `status` (200: as usual, to be late only) and the description or
        retry_after; or `drop`: the connection is closed. `after`: carried out all the same, only
        the answer is lost. `hang`: seconds to wait before.
        """
        fault = Fault(method, status, times, retry_after, description, drop, after, hang)
        self._faults.planned.append(fault)

    def forget_faults(self) -> None:
        """Whatever has not gone wrong yet goes well."""
        self._faults.planned.clear()

    def revoke_token(self) -> None:
        """From now on every request is unauthorized, the one that waits as well."""
        self._revoked = True
        self.world.updates.interrupt(unauthorized())

    def reinstate_token(self) -> None:
        """As if BotFather had given the same again."""
        self._revoked = False
        self.world.updates.interrupt(None)

    def deliver(self, update: Json) -> None:
        """Any update as it stands, once; an update_id of its own if it has none."""
        self.world.updates.force({"update_id": self.world.updates.next_id(), **update})

    def deliver_again(self, update_id: int) -> None:
        self.world.updates.force(self.world.updates.history[update_id])

    @property
    def last_update_id(self) -> int:
        """Of the update that was made last."""
        return max(self.world.updates.history)

    async def until(self, holds: Callable[[], bool], within: float = PATIENCE) -> None:
        """Waits until it holds after something the bot did; AssertionError if it does not."""
        found = await self.world.changes.until(lambda: holds() or None, within)
        assert found, f"it did not come about within {within} s"

    async def confirmed(self, within: float = PATIENCE) -> None:
        """Waits until the bot has confirmed every update."""
        await self.until(lambda: self.world.webhook.pending_count == 0, within)

    async def quiet(self, for_: float = 0.15) -> None:
        """AssertionError if the bot says, edits or deletes anything in this time (seconds)."""
        before = self._said()
        changed = await self.world.changes.until(lambda: self._said() != before or None, for_)
        assert not changed, f"the bot was not quiet: {self._said()[-1:]}"

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def _said(self) -> list[tuple[int, int, int, bool, str]]:
        return [
            (chat.id, each.message_id, each.edits, each.deleted, each.text)
            for chat in self.world.chats
            for each in chat.admitted
            if each.from_bot
        ]

    async def settled(self, within: float = PATIENCE) -> None:
        """Waits until no request is in hand: of a bot that was killed, the last one may be."""
        await self.until(lambda: self._in_hand == 0, within)

    async def _answer(self, http: web.Request) -> web.StreamResponse:
        self._in_hand += 1
        try:
            return await self._answered(http)
        finally:
            self._in_hand -= 1
            self.world.changes.tell()

    async def _answered(self, http: web.Request) -> web.StreamResponse:
        request = Request(http.match_info["method"], {})
        try:
            self._authorize(http)
            request = await read(http)
            request = checked(request)
            self._watched(request, done=False)
            result = await self._carry_out(http, request)
        except Refusal as refusal:
            return self._refused(request, refusal)
        self._note(request, 200)
        self._watched(request, done=True)
        return web.json_response({"ok": True, "result": result})

    async def _carry_out(self, http: web.Request, request: Request) -> object:
        fault = self._faults.next(request.method)
        if fault is None:
            return await self._result(request)
        if fault.after:
            await self._result(request)
        await asyncio.sleep(fault.hang)
        if fault.drop:
            self._drop(http, request)
        if fault.status != 200:
            raise fault.refusal
        return await self._result(request)

    async def _result(self, request: Request) -> object:
        method = METHODS.get(request.method)
        if method is None:
            raise Refusal(501, f"Not Implemented: the emulator has no {request.method}")
        self.flood_control.check(request.method, request.parameters)
        result = method(self.world, request)
        return await result if inspect.isawaitable(result) else result

    async def _download(self, http: web.Request) -> web.StreamResponse:
        path = http.match_info["path"]
        request = Request(DOWNLOADING, {"path": path})
        try:
            self._authorize(http)
            fault = self._faults.next(DOWNLOADING)
            if fault is not None:
                await asyncio.sleep(fault.hang)
                if fault.drop:
                    self._drop(http, request)
                if fault.status != 200:
                    raise fault.refusal
            file = self.world.files.at(path)
            if file is None:
                raise Refusal(404, "Not Found")
        except Refusal as refusal:
            return self._refused(request, refusal)
        self._note(request, 200)
        return web.Response(body=file.data, content_type="application/octet-stream")

    def _authorize(self, http: web.Request) -> None:
        if self._revoked or http.match_info["token"] != self.token:
            raise unauthorized()

    def _drop(self, http: web.Request, request: Request) -> None:
        self._note(request, 0)
        if http.transport is not None:
            http.transport.abort()
        raise asyncio.CancelledError

    def _refused(self, request: Request, refusal: Refusal) -> web.Response:
        self._note(request, refusal.status, refusal.description)
        return web.json_response(refusal.body, status=refusal.status)

    def _watched(self, request: Request, *, done: bool) -> None:
        if self.watch is not None:
            self.watch(request.method, done)

    def _note(self, request: Request, status: int, description: str = "") -> None:
        parameters = request.parameters | request.uploads
        self.calls.append(Call(request.method, parameters, status, description))
        self.world.changes.tell()


def unauthorized() -> Refusal:
    return Refusal(401, "Unauthorized")
