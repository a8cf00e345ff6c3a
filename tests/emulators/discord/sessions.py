"""Sessions of the gateway, which outlive their connections, and the connections.

https://discord.com/developers/docs/events/gateway
"""

import asyncio
import json
import secrets
from collections import deque

from aiohttp import WSCloseCode, web

from tests.emulators.discord.compression import Compress
from tests.emulators.discord.permissions import Intent
from tests.emulators.discord.world import JSON, Event

DISPATCH = 0
REMEMBERED = 1000
"""Events."""


class Connection:
    """Sends in order what is put in, from wherever; each message flushed, if compressed at all."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        compress: Compress | None,
    ) -> None:
        self.socket = socket
        self.closing = False
        self.silent = False
        """Whether nothing leaves any more, as if the network were gone."""
        self._transport = transport
        self._compress = compress
        self._waiting: asyncio.Queue[str | int] = asyncio.Queue()

    def send(self, payload: JSON) -> None:
        if not self.silent:
            self._waiting.put_nowait(json.dumps(payload))

    def close(self, code: int) -> None:
        """After everything that was sent before."""
        self.closing = True
        self._waiting.put_nowait(code)

    def abort(self) -> None:
        """Cut it without a word."""
        if self._transport is not None:
            self._transport.abort()

    async def write(self) -> None:
        """Send until it is closed; to be run beside whoever reads."""
        while True:
            item = await self._waiting.get()
            if isinstance(item, int):
                await self.socket.close(code=item)
                return
            try:
                await self._write(item)
            except ConnectionError:
                return

    async def _write(self, text: str) -> None:
        if self._compress is None:
            await self.socket.send_str(text)
        else:
            await self.socket.send_bytes(self._compress(text.encode()))


class Session:
    """What one IDENTIFY has begun: remembers the last events, for whoever resumes."""

    def __init__(self, intents: Intent, shard: tuple[int, int], connection: Connection) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.connection: Connection | None = connection
        """None while the client is away."""
        self.sequence = 0
        """Of the last event."""
        self._sent: deque[JSON] = deque(maxlen=REMEMBERED)

    def is_told(self, event: Event) -> bool:
        shard, count = self.shard
        its_shard = 0 if event.guild_id is None else (event.guild_id >> 22) % count
        return its_shard == shard and (event.intent is None or event.intent in self.intents)

    def dispatch(self, event: Event) -> None:
        data = event.data
        if event.without_content is not None and Intent.MESSAGE_CONTENT not in self.intents:
            data = event.without_content
        self.sequence += 1
        payload = {"op": DISPATCH, "t": event.name, "s": self.sequence, "d": data}
        self._sent.append(payload)
        if self.connection is not None:
            self.connection.send(payload)

    def resume(self, connection: Connection, sequence: int) -> None:
        """Say again what came after that sequence number."""
        self.connection = connection
        for payload in self._sent:
            if payload["s"] > sequence:
                connection.send(payload)
        self.dispatch(Event("RESUMED", {"_trace": []}))


ENDING = frozenset({WSCloseCode.OK, WSCloseCode.GOING_AWAY})
"""Close codes by which a client ends its session."""
