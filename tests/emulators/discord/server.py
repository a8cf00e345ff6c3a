"""The whole of Discord, on a free loopback port."""

import asyncio
from collections.abc import Callable
from types import TracebackType

from aiohttp import web

from tests.emulators.discord.errors import Refusal, status_refusal, too_many_requests
from tests.emulators.discord.failures import Failure
from tests.emulators.discord.gateway import Gateway
from tests.emulators.discord.interactions import PATIENCE, Interaction
from tests.emulators.discord.messages import Message
from tests.emulators.discord.people import Person
from tests.emulators.discord.permissions import NO_INTENTS, Intent
from tests.emulators.discord.places import Channel, Guild
from tests.emulators.discord.posting import post
from tests.emulators.discord.registry import Commands
from tests.emulators.discord.requests import Request
from tests.emulators.discord.rest import PREFIX, Call, Rest
from tests.emulators.discord.world import World

TOKEN = "MTA.emulated.token"
BAD_GATEWAY = 502


class DiscordServer:
    """Listens from __aenter__ to __aexit__.

    What happens is told to the bot at once; what the bot does is waited for with the methods that
    have a time limit (people's, and here), which raise AssertionError when it is over.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        shards: int = 1,
        privileged: Intent = NO_INTENTS,
    ) -> None:
        """shards is how many are recommended; privileged are the intents that are enabled."""
        self.token = token
        self._world = World()
        self._world.privileged = privileged
        self._world.bot = Person(self._world, "MinNow", bot=True)
        self._world.commands = Commands(self._world)
        self._gateway = Gateway(self._world, token)
        self._world.emit = self._gateway.dispatch
        self._rest = Rest(
            self._world,
            token,
            {"GET /gateway": self._show_gateway, "GET /gateway/bot": self._show_gateway},
        )
        self._shards = shards
        self._webhooks: dict[Channel, Person] = {}

    async def __aenter__(self) -> "DiscordServer":
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_get("/gateway", self._gateway.handle)
        application.router.add_get("/resume", self._gateway.handle)
        application.router.add_get("/attachments/{channel}/{id}/{name}", self._show_file)
        application.router.add_route("*", PREFIX + "/{path:.*}", self._rest.handle)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._host = f"127.0.0.1:{self._runner.addresses[0][1]}"
        self._gateway.resume_url = f"ws://{self._host}/resume"
        self._world.files_url = f"http://{self._host}/attachments"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._gateway.close()
        await self._runner.cleanup()

    @property
    def rest_url(self) -> str:
        return f"http://{self._host}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self._host}/gateway"

    @property
    def settings(self) -> dict[str, str]:
        """What leads the program here."""
        return {
            "MINNOW_DISCORD_TOKEN": self.token,
            "MINNOW_DISCORD_API_URL": self.rest_url,
            "MINNOW_DISCORD_GATEWAY_URL": self.gateway_url,
        }

    @property
    def bot(self) -> Person:
        return self._world.bot

    @property
    def bot_id(self) -> int:
        return self._world.bot.id

    @property
    def application_id(self) -> int:
        return self._world.bot.id

    @property
    def calls(self) -> list[Call]:
        """Every request to the API, in order."""
        return self._rest.calls

    def calls_to(self, route: str) -> list[Call]:
        """Those to a route with its placeholders: `POST /channels/{channel_id}/messages`."""
        return [call for call in self.calls if call.route == route]

    @property
    def commands(self) -> Commands:
        """What the bot has registered."""
        return self._world.commands

    @property
    def interactions(self) -> list[Interaction]:
        """Every one there was, in order."""
        return list(self._world.interactions.values())

    @property
    def gateway(self) -> Gateway:
        """For its heartbeats and sessions."""
        return self._gateway

    def person(self, name: str, *, locale: str = "en-US", bot: bool = False) -> Person:
        """Somebody new, who can be another bot."""
        return Person(self._world, name, locale=locale, bot=bot)

    def guild(
        self,
        name: str,
        *,
        owner: Person,
        bot: bool = True,
        locale: str = "en-US",
        on_shard: tuple[int, int] = (0, 1),
    ) -> Guild:
        """A server, with the bot or without; on_shard is (shard, of how many)."""
        shard, count = on_shard
        guild_id = self._world.next_id()
        while (guild_id >> 22) % count != shard:
            guild_id = self._world.next_id()
        guild = Guild(self._world, name, owner, guild_id, bot=False, locale=locale)
        if bot:
            guild.add_bot()
        return guild

    def post_by_webhook(self, channel: Channel, name: str, text: str) -> Message:
        """A message whose author is no user at all."""
        author = self._webhooks.setdefault(channel, self.person(name, bot=True))
        message = Message(self._world.next_id(), channel, author, text, webhook_id=author.id)
        return post(self._world, message)

    def deliver_again(self, what: Message | Interaction) -> None:
        """The same event a second time."""
        assert what.event is not None, "it was never delivered"
        self._world.emit(what.event)

    def time_passes(self, seconds: float) -> None:
        """Let the interactions there are grow older, without waiting."""
        self._world.passed += seconds

    def fail(
        self,
        route: str,
        *,
        status: int | None = None,
        code: int = 0,
        message: str = "emulated failure",
        retry_after: float | None = None,
        everywhere: bool = False,
        times: int = 1,
        skip: int = 0,
        drop: bool = False,
        after: bool = False,
        hang: float = 0.0,
    ) -> Failure:
        """Let requests to a route fail, `*` standing for anything: `POST /channels/*/messages`.

        retry_after makes it a rate limit, of all routes if everywhere; drop cuts the connection;
        after lets the request have its effect all the same; hang is seconds before anything
        happens, and alone makes the right answer late. See Failure for times and skip.
        """
        refusal = None
        if retry_after is not None:
            refusal = too_many_requests(retry_after, everywhere)
        elif status is not None and code:
            refusal = Refusal(status, {"message": message, "code": code})
        elif status is not None:
            refusal = status_refusal(status, message)
        failure = Failure(route, refusal, times, skip, drop, after, hang)
        self._rest.failures.add(failure)
        return failure

    def recover(self) -> None:
        """No more failures from now on."""
        self._rest.failures.clear()

    def limit(self, requests: int, seconds: float) -> None:
        """Rate limits: so many requests a route and channel, and 50 a second everywhere."""
        self._rest.limits.set(requests, seconds)

    async def connected(self, shards: int = 1, within: float = PATIENCE) -> None:
        """Wait until that many sessions are live."""
        what = f"{shards} sessions"
        live = self._gateway
        await self._world.changes.until(lambda: len(live.live) >= shards, within, what)

    async def disconnected(self, within: float = PATIENCE) -> None:
        """Wait until no session is live."""
        live = self._gateway
        await self._world.changes.until(lambda: not live.live, within, "the bot to leave")

    async def until(self, holds: Callable[[], bool], within: float = PATIENCE) -> None:
        """Wait until it holds after something that happened; AssertionError if it does not."""
        await self._world.changes.until(holds, within, "it to come about")

    async def settled(self, seconds: float = 0.05, within: float = PATIENCE) -> None:
        """Wait until nothing has happened for that long."""
        await self._world.changes.quiet(seconds, within)

    async def quiet(self, seconds: float = 0.15) -> None:
        """AssertionError if the bot says, edits, deletes or shows anything in this time."""
        before = self._shown()
        await asyncio.sleep(seconds)
        after = self._shown()
        assert after == before, f"the bot was not quiet: {after[-1:]}"

    async def reconnect(self, within: float = PATIENCE) -> None:
        """Ask the bot to connect again, and wait until it has resumed every session."""
        await self._resumed_after(self._gateway.reconnect, within)

    async def drop_gateway(self, code: int | None = None, within: float = PATIENCE) -> None:
        """Close the connections with a code, or cut them, and wait for the sessions to resume."""
        await self._resumed_after(lambda: self._gateway.drop(code), within)

    async def invalidate_session(self, *, resumable: bool, within: float = PATIENCE) -> None:
        """Wait until the bot has resumed, or begun a new session where it must.

        discord.py waits 5 seconds before the latter, in `before_identify_hook`.
        """
        if resumable:
            await self._resumed_after(lambda: self._gateway.invalidate(resumable=True), within)
            return
        count = len(self._gateway.live)
        self._gateway.invalidate(resumable=False)
        await self.connected(count, within)

    def _shown(self) -> list[object]:
        said = (each for each in self._world.messages.values() if each.author is self.bot)
        messages: list[object] = [(each.id, each.text, each.buttons, each.flags) for each in said]
        modals = [each.id for each in self.interactions if each.modal is not None]
        return messages + modals

    async def _resumed_after(self, act: Callable[[], None], within: float) -> None:
        expected = len(self._gateway.resumed) + len(self._gateway.live)
        act()
        what = "every session to be resumed"
        gateway = self._gateway
        await self._world.changes.until(lambda: len(gateway.resumed) >= expected, within, what)

    def _show_gateway(self, world: World, request: Request) -> object:
        answer: dict[str, object] = {"url": self.gateway_url}
        if request.route == "GET /gateway/bot":
            answer["shards"] = self._shards
            answer["session_start_limit"] = {
                "total": 1000,
                "remaining": 1000 - len(self._gateway.identified),
                "reset_after": 86_400_000,
                "max_concurrency": 1,
            }
        return answer

    async def _show_file(self, request: web.Request) -> web.StreamResponse:
        failure = self._rest.failures.next_for("GET", request.path)
        if failure is not None:
            return web.Response(status=failure.refusal.status if failure.refusal else BAD_GATEWAY)
        file = self._world.attachments.get(int(request.match_info["id"]))
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type=file.media_type)
